"""Which items answer which paragraphs, and which do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.in_force import lives
from ipcli.model.base import DONE_CLOSINGS
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ipcli.model.instrument import Duty
    from ipcli.model.plan import Plan

COUNCIL_BODIES = frozenset({"council", "executive", "committee", "scrutiny", "audit", "management"})
COUNCIL_ROLES = frozenset({"officer", "member", "team"})


class ParagraphCoverage(NamedTuple):
    """What answers one paragraph that is in force and that the council owes.

    `named_by` are the items whose `answers` names it; `items` are those and all below them, each
    once. `through` is the id of what it stands in that is answered as a whole, where it is not
    answered itself. `covered` is so when any of these is there, or all its `parts` are covered.
    """

    record: str
    instrument: str
    named_by: tuple[str, ...]
    items: tuple[str, ...]
    through: str
    parts: tuple[str, ...]
    covered: bool


class Coverage(NamedTuple):
    """Both ways: what answers each paragraph, and what each item answers.

    `answers` gives, for each item that is not closed in another way than delivered, the paragraphs
    and instruments that it or what it stands in answers. `answering_nothing` are those for which it
    is empty, and in which nothing stands that answers: a heading over work that does is no gap.
    """

    paragraphs: tuple[ParagraphCoverage, ...]
    answers: Mapping[str, tuple[str, ...]]
    answering_nothing: tuple[str, ...]

    @property
    def answered(self) -> int:
        """How many paragraphs are covered."""
        return sum(each.covered for each in self.paragraphs)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The paragraphs that nothing covers."""
        return tuple(each.record for each in self.paragraphs if not each.covered)


def coverage(plan: Plan, *, on: date) -> Coverage:
    """Return the coverage of a plan's instruments on a day.

    Left out are instruments kept for the record (`to_answer: no`), and what others owe.
    """
    known: dict[str, tuple[str, ...]] = {}
    left = {each for each, how in plan.closings.items() if how.kind not in DONE_CLOSINGS}
    answers = {each: _answers(plan, each, known) for each in plan.items if each not in left}
    found: dict[str, ParagraphCoverage] = {}
    walk = _Walk(plan, _owed_in_force(plan, on), _named_by(plan, answers), _by(answers), found)
    for instrument in plan.instruments.values():
        if instrument.to_answer:
            through = instrument.id if instrument.id in walk.items else ""
            for child in plan.children.get(instrument.id, ()):
                _cover(walk, child, instrument.id, through)
    answering = {each for each, answered in answers.items() if answered}
    answering |= {above for each in answering for above in plan.ancestors(each)}
    nothing = tuple(each for each in answers if each not in answering)
    covered = tuple(found[each] for each in plan.paragraphs if each in found)
    return Coverage(covered, answers, nothing)


def owed_by_council(plan: Plan, duty: Duty) -> bool:
    """Whether the council owes an instrument or paragraph; so by default.

    What a paragraph does not say, that which it stands in says. Owed by the council is what one of
    its own bodies or roles owes, alone or with others.
    """
    for each in (duty.id, *plan.ancestors(duty.id)):
        above = plan.paragraphs.get(each) or plan.instruments.get(each)
        if above and above.owed_by:
            return any(_is_councils(plan, who) for who in above.owed_by)
    return True


def answers_of(plan: Plan, item_id: str) -> tuple[str, ...]:
    """Return what an item answers, itself or by what it stands in, each once."""
    return _answers(plan, item_id, {})


class _Walk(NamedTuple):
    """What the walk over the paragraphs carries: `found` is filled by it."""

    plan: Plan
    counted: frozenset[str]
    named_by: Mapping[str, tuple[str, ...]]
    items: Mapping[str, tuple[str, ...]]
    found: dict[str, ParagraphCoverage]


def _cover(walk: _Walk, record_id: str, instrument: str, through: str) -> None:
    """Note the coverage of a paragraph, its parts first; others may owe it and not all of them."""
    items = walk.items.get(record_id, ())
    below = walk.plan.children.get(record_id, ())
    for part in below:
        _cover(walk, part, instrument, record_id if items else through)
    if record_id not in walk.counted:
        return
    parts = tuple(part for part in below if part in walk.found)
    paragraph = walk.plan.paragraphs[record_id]
    if below and not (parts or items or paragraph.text or paragraph.clock):
        return  # a heading over what others owe, or what is over: nothing is asked of the council
    by_parts = bool(parts) and all(walk.found[part].covered for part in parts)
    walk.found[record_id] = ParagraphCoverage(
        record=record_id,
        instrument=instrument,
        named_by=walk.named_by.get(record_id, ()),
        items=items,
        through="" if items else through,
        parts=parts,
        covered=bool(items or through) or by_parts,
    )


def _answers(plan: Plan, item_id: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what an item answers; `known` keeps what was found, so that each is looked at once."""
    if item_id not in known:
        above: tuple[str, ...] = ()
        for each in (*reversed([*plan.ancestors(item_id)]), item_id):
            if each not in known:
                own = _own_answers(plan, each)
                known[each] = tuple(dict.fromkeys((*own, *above))) if own else above
            above = known[each]
    return known[item_id]


def _own_answers(plan: Plan, item_id: str) -> tuple[str, ...]:
    item = plan.items.get(item_id)
    answers = item.answers if item else ()
    return tuple(each.removesuffix(f"@{plan.id}") for each in answers) if answers else ()


def _owed_in_force(plan: Plan, on: date) -> frozenset[str]:
    held = lives(plan)
    return frozenset(
        each.id
        for each in plan.paragraphs.values()
        if held[each.id].holds(on) and owed_by_council(plan, each)
    )


def _named_by(plan: Plan, answers: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    own = ((each, _own_answers(plan, each)) for each in answers)
    return _by({each: tuple(dict.fromkeys(answered)) for each, answered in own if answered})


def _by(answers: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Turn what each item answers into the items that answer each, in the order of the files."""
    found: dict[str, list[str]] = {}
    for item, answered in answers.items():
        for each in answered:
            found.setdefault(each, []).append(item)
    return {each: tuple(items) for each, items in found.items()}


def _is_councils(plan: Plan, who: str) -> bool:
    body, role = plan.bodies.get(who), plan.roles.get(who)
    if body:
        return body.kind in COUNCIL_BODIES or (body.kind is None and who == "council")
    return role is not None and role.kind in COUNCIL_ROLES
