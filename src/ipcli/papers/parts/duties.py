"""What the council must answer: instruments, their paragraphs, the items that answer them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.assess.clocks import clock_dates
from ipcli.assess.completion import completion
from ipcli.assess.in_force import in_force
from ipcli.assess.standing import duty_state_of, is_done
from ipcli.assess.windows import within
from ipcli.model.dates import Precision
from ipcli.named import NamedTuple
from ipcli.papers.characters import cut
from ipcli.papers.parts.clock_words import date_told, is_made_up, laid_down
from ipcli.papers.parts.names import LONGEST, Name, name, names
from ipcli.papers.parts.rows import state_tag, status
from ipcli.papers.parts.told import told
from ipcli.papers.sheet import Cell, Table, Tagged, table, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ipcli.assess.clocks import ClockDate
    from ipcli.assess.completion import Completion
    from ipcli.model.instrument import Instrument, Paragraph
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis
    from ipcli.papers.tags import Tag

# What binds the council or was recommended to it. Reviews and reports are told of in the prose,
# unless the period's commentary is about them.
_SHOWN = frozenset(
    {
        "directions",
        "instructions",
        "requirements",
        "notice",
        "statutory-recommendations",
        "recommendations",
        "public-interest-report",
        "exit-criteria",
    }
)


_NUMBER = re.compile(r"\d*[a-z]?|[ivxlc]{1,5}|\d+(?:\.\d+)*", re.IGNORECASE)
_DEEPEST = 2
_IT_OR_PART = "it or a part of it"


class Duty(NamedTuple):
    """A paragraph, or an instrument as a whole. `depth` is 0 where it stands in no shown paragraph.

    `standing` are sentences: actions complete, recommendation met, signed off. `clock` are the
    dates it is owed by, in words.
    """

    name: Name
    text: str
    tag: Tag | None
    reason: str
    recovery: str
    standing: tuple[str, ...]
    clock: tuple[str, ...]
    lines: tuple[str, ...]
    answers: tuple[Table, ...]
    depth: int = 0

    @property
    def answered(self) -> int:
        """How many rows answer it."""
        return sum(len(each.rows) for each in self.answers)


class Instrumented(NamedTuple):
    """An instrument in force: who made it and when, itself as a duty, and its paragraphs."""

    name: Name
    facts: str
    own: Duty
    paragraphs: tuple[Duty, ...]


def instruments(basis: Basis) -> tuple[Instrumented, ...]:
    """Return the instruments in force that a progress paper answers to."""
    return tuple(
        _instrument(basis, each)
        for each in basis.plan.instruments.values()
        if _is_shown(basis, each)
    )


def instrumented(basis: Basis, kinds: Collection[str]) -> tuple[Instrumented, ...]:
    """Return the instruments of some kinds that are in force, those kept for the record too."""
    return tuple(
        _instrument(basis, each)
        for each in basis.plan.instruments.values()
        if each.kind in kinds and in_force(basis.plan, each.id, on=basis.today)
    )


def _is_shown(basis: Basis, instrument: Instrument) -> bool:
    if not in_force(basis.plan, instrument.id, on=basis.today):
        return False
    if instrument.to_answer and instrument.kind in _SHOWN:
        return True
    about = (instrument.id, *basis.plan.below(instrument.id))
    return any(each in basis.commentary for each in about)


def _instrument(basis: Basis, instrument: Instrument) -> Instrumented:
    plan = basis.plan
    below = [
        plan.paragraphs[each]
        for each in plan.below(instrument.id)
        if each in plan.paragraphs and in_force(plan, each, on=basis.today)
    ]
    shown = {each.id for each in below}
    power = f", under {instrument.under}" if instrument.under else ""
    return Instrumented(
        name=name(basis, instrument.id),
        facts=f"Made by {made(basis, instrument)}{power}.",
        own=_duty(basis, instrument, whole=True),
        paragraphs=tuple(
            _duty(basis, each, whole=False)._replace(depth=_depth(plan, each.id, shown))
            for each in below
        ),
    )


def _depth(plan: Plan, paragraph_id: str, shown: Collection[str]) -> int:
    """Return how many shown paragraphs it stands in, at most as many as a page has headings for."""
    return min(sum(each in shown for each in plan.ancestors(paragraph_id)), _DEEPEST)


def made(basis: Basis, instrument: Instrument) -> str:
    """Say who made an instrument, and when."""
    day = instrument.made_on
    words = "; date: " if day.precision is Precision.WORDS else ", "
    return f"{names(basis, instrument.made_by)}{words}{day}"


def _duty(basis: Basis, duty: Instrument | Paragraph, *, whole: bool) -> Duty:
    plan = basis.plan
    state = duty_state_of(plan, duty)
    done = completed(basis, duty.id)
    named, text = _heading(basis, duty)
    parts = whole or any(each in plan.paragraphs for each in plan.children.get(duty.id, ()))
    own = [each for each in done.rows if _names_it(basis, each, duty.id)]
    return Duty(
        name=named,
        text=text,
        tag=state_tag(state) if state else None,
        reason=duty.reason or "",
        recovery=duty.recovery or "",
        standing=tuple(dict.fromkeys(_standing(basis, duty, done, parts=parts))),
        clock=tuple(_clock(basis, duty)),
        lines=told(basis, duty.id).lines,
        answers=table(
            f"answers-{duty.id}",
            cut(f"Rows that answer {named.numbered}", LONGEST),
            ("Row", "Status", "Due or done"),
            tuple(_answer(basis, each) for each in own),
        ),
    )


def completed(basis: Basis, duty_id: str) -> Completion:
    """Return how far a paragraph or an instrument has come."""
    found = basis.completions.get(duty_id) or completion(basis.plan, duty_id, today=basis.today)
    assert found is not None  # noqa: S101 (every duty is a paragraph or an instrument)
    return found


def _heading(basis: Basis, duty: Instrument | Paragraph) -> tuple[Name, str]:
    """Return the heading of a paragraph and the text below it.

    One without a title of its own is headed by its text where that is short, else by its number,
    or by how its text begins where it has none.
    """
    named, text = name(basis, duty.id), duty.text or ""
    if duty.title:
        return named, text
    if len(text) <= LONGEST:
        return named, ""
    number = duty.ref or duty.id.rpartition("/")[2]
    if duty.ref or _NUMBER.fullmatch(number):
        named = named._replace(ref="", title=f"Paragraph {number}")
    return named, text


def _names_it(basis: Basis, item_id: str, duty_id: str) -> bool:
    """Whether an item answers a paragraph itself, and not only a part of it."""
    answers = basis.plan.items[item_id].answers
    return any(each.removesuffix(f"@{basis.plan.id}") == duty_id for each in answers)


def _standing(
    basis: Basis, duty: Instrument | Paragraph, done: Completion, *, parts: bool
) -> Iterator[str]:
    yield from _met(basis, duty)
    number, finished = len(done.rows), len(done.finished)
    it = "it" if all(_names_it(basis, each, duty.id) for each in done.rows) else _IT_OR_PART
    if number and not finished and not any(_is_judged(basis, each) for each in done.rows):
        yield f"{number} {'row answers' if number == 1 else 'rows answer'} {it}."
    elif number > 1:
        be = "is" if finished == 1 else "are"
        yield f"{finished or 'None'} of the {number} rows that answer {it} {be} complete."
    elif number:
        stands = "complete" if finished else "still open" if duty.met else "not yet complete"
        yield f"The row that answers {it} is {stands}."
    elif not parts and duty.id in basis.gaps:
        other = basis.gaps[duty.id]
        yield f"{other} answers it." if other else "No row of the plan answers it."
    if done.signed_off:
        by = names(basis, duty.signed_off.by) if duty.signed_off else ""
        yield f"Signed off {done.signed_off_on}{f' by {by}' if by else ''}."


def _met(basis: Basis, duty: Instrument | Paragraph) -> Iterator[str]:
    """Say when it was met, and by whom; the day not again where it is told of its clock."""
    told = [each.met for each in _dates_told(basis, duty)]
    for met in duty.met:
        if met.by or met.text or met not in told:
            day = "" if met in told else f" {met.date}"
            by = f" by {names(basis, met.by)}" if met.by else ""
            yield f"Met{day}{by}{f': {met.text}' if met.text else '.'}"


def _is_judged(basis: Basis, item_id: str) -> bool:
    """Whether a status can be recorded for an item, or for any item below it."""
    items = basis.plan.items
    below = (items[each] for each in (item_id, *basis.plan.below(item_id)) if each in items)
    return any(basis.plan.scale_of(each) for each in below)


def _clock(basis: Basis, duty: Instrument | Paragraph) -> Iterator[str]:
    """Yield how a clock runs, and those of its dates that are told."""
    found = clock_dates(basis.plan, duty.id, today=basis.today)
    if found is None or duty.clock is None:
        return
    yield laid_down(duty.clock, found.start)
    if found.why:
        yield f"Its dates are not computed: {found.why.replace('`', '')}."
    judged = not is_made_up(basis, duty)
    yield from (date_told(basis, each, judged=judged) for each in _dates_told(basis, duty))


def _dates_told(basis: Basis, duty: Instrument | Paragraph) -> Iterator[ClockDate]:
    """Yield the dates of a clock in the time reported on, and the next one.

    Of a series, what was met before is left out; a date that stands alone is always told.
    """
    found = clock_dates(basis.plan, duty.id, today=basis.today)
    dates, coming = (found.dates, found.next) if found else ((), None)
    for each in dates:
        met = each.met.date if each.met else None
        in_time = basis.window.holds(each.due or basis.today) or within(met, basis.window)
        if each is coming or not each.met or in_time or len(dates) == 1:
            yield each
        if each is coming:
            return


def _answer(basis: Basis, item_id: str) -> tuple[Cell, ...]:
    """Return an item that answers a paragraph, where it stands in the plan, its state and its date.

    Where its level has no status, how much of what stands in it is complete.
    """
    plan = basis.plan
    item = plan.items[item_id]
    level = plan.levels.get(item.level)
    top = [each for each in plan.ancestors(item_id) if each in plan.items][-1:]
    where = " in ".join(filter(None, (level.name if level else "", *map(plan.name_of, top))))
    judged = plan.scale_of(item) is not None
    stands = Cell(tags=(Tagged("", status(basis, item)),)) if judged else None
    return (
        Cell(name=name(basis, item_id), where=where),
        stands or words(_below(basis, item_id)),
        words(item.completed or item.due),
    )


def _below(basis: Basis, item_id: str) -> str:
    """Say how many of the rows below an item, which have a status, are complete."""
    plan = basis.plan
    rows = [
        plan.items[each]
        for each in plan.below(item_id)
        if plan.scale_of(plan.items[each]) and not basis.left(each)
    ]
    done = sum(is_done(plan, each) for each in rows)
    return f"{done} of {len(rows)} rows in it complete" if rows else ""
