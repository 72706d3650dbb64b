"""What changed since the last period, who agreed to it, and what nobody has explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import UNCOVERED, Standing
from ipcli.model.base import ended_as
from ipcli.model.dates import long_day
from ipcli.model.plan import one_of
from ipcli.named import NamedTuple
from ipcli.papers.parts.front import meeting_of
from ipcli.papers.parts.names import BY_ID, MADE_UP, Name
from ipcli.papers.parts.requests import called, requests
from ipcli.papers.pictures.slippage import slippage_figure
from ipcli.papers.sheet import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.changes import Change, ChangeLog, Closure, CountRow, Entry, Unused
    from ipcli.model.dates import Date
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis
    from ipcli.papers.pictures.drawing import Figure
    from ipcli.papers.sheet import Table

NOT_COMPARED = "There is no earlier report to compare with."
FEWEST = 5  # moved dates that get a picture
_NONE_PUBLIC = "no change request that is public covers it"
_DATES = {
    "due-moved": "",
    "start-moved": "start",
    "baseline-moved": "baseline",
}


class Number(NamedTuple):
    """How many changes of a kind there are, in words, and below it at which levels."""

    words: str
    parts: tuple[str, ...]


class Agreed(NamedTuple):
    """By which request a change was asked for, and who agreed; empty where nobody did."""

    request: str
    by: str


class Closing(NamedTuple):
    """A row of the closures: which request, what was closed, how and into what, why."""

    ref: str
    name: Name
    level: str
    how: str
    why: str
    date: str
    by: str


class MovedDate(NamedTuple):
    """A date that moved. `which` is empty for the due date.

    `first`, `last` and `days` are what a page sorts by.
    """

    name: Name
    where: str
    which: str
    before: str
    after: str
    moved: str
    agreed: Agreed
    first: str
    last: str
    days: int


class Changed(NamedTuple):
    """Any other change: the record, where it stands, what changed, and why nobody agreed."""

    name: Name
    where: str
    text: str
    agreed: Agreed


class Moves(NamedTuple):
    """The change log as a paper shows it.

    `since` names the last period; `compared` is false where there is none. `counts` are of changes
    to the plan, `progress` of what was done and recorded. `free` says how many changes nobody needs
    to agree to: these are counted and not listed. `rules` say which rules decided, and how often,
    `requests` what asked for the changes, and why. `agreed_by` are the meetings that agreed; where
    one of them is the meeting of this report, `here` names it. `lacking` heads what is not agreed.
    """

    compared: bool = False
    since: str = ""
    gated: bool = False
    total: int = 0
    counts: tuple[Number, ...] = ()
    progress: tuple[Number, ...] = ()
    free: str = ""
    rules: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    here: str = ""
    closures: tuple[Closing, ...] = ()
    dates: tuple[MovedDate, ...] = ()
    how_far: tuple[Figure, ...] = ()
    added: tuple[Changed, ...] = ()
    others: tuple[Changed, ...] = ()
    requests: tuple[Table, ...] = ()
    lacking: str = ""
    unexplained: tuple[Changed, ...] = ()
    awaiting: tuple[Changed, ...] = ()
    unused: tuple[Changed, ...] = ()
    undecided: tuple[Changed, ...] = ()
    not_compared: tuple[str, ...] = ()


def moves(basis: Basis) -> Moves:
    """Return the changes since the last period."""
    previous = basis.previous
    since = f"{long_day(previous.as_of)} ({previous.name})" if previous else "the earlier revision"
    found = moves_of(basis.plan, basis.log, since=since)
    meeting = meeting_of(basis)
    found = found._replace(here=meeting if meeting in found.agreed_by else "")
    return _of_the_public(found) if basis.public else found


def _of_the_public(found: Moves) -> Moves:
    """Say no more than the public can be told: a request that is not public may cover a change."""
    open_ = (
        each._replace(text=each.text.replace(UNCOVERED, _NONE_PUBLIC)) for each in found.unexplained
    )
    return found._replace(lacking="Without an agreement that is public", unexplained=tuple(open_))


def moves_of(plan: Plan, log: ChangeLog | None, *, since: str) -> Moves:
    """Return the changes of a log; `since` says what the plan was compared with."""
    if log is None:
        return Moves()
    control = [each for each in log.control if each.requirement.listed or not log.gated]
    apart = {*_DATES, "item-added", "item-closed"}
    return Moves(
        compared=True,
        since=since,
        gated=log.gated,
        total=len(log.control),
        counts=_numbers(row for row in log.counts if row.control),
        progress=_numbers(row for row in log.counts if not row.control),
        free=_free(len(log.control) - len(control)),
        rules=tuple(_rule(*each, number) for each, number in log.rules.items()),
        agreed_by=tuple(dict.fromkeys(by for each in control for by in _by(plan, each))),
        here="",
        closures=tuple(_closing(plan, each, control) for each in log.closures),
        dates=tuple(_date(plan, each) for each in control if each.change.kind in _DATES),
        how_far=_how_far([e.change.days for e in control if e.change.kind == "due-moved"]),
        added=tuple(_added(plan, each) for each in control if each.change.kind == "item-added"),
        others=tuple(_changed(plan, each) for each in control if each.change.kind not in apart),
        requests=requests(plan, control),
        lacking="Without agreement",
        unexplained=tuple(_open(plan, each) for each in log.unexplained),
        awaiting=tuple(_open(plan, each) for each in log.awaiting),
        unused=tuple(_unused(plan, each) for each in log.unused),
        undecided=tuple(_unused(plan, each) for each in log.undecided),
        not_compared=tuple(f"{each.record}: {each.why}" for each in log.not_compared),
    )


def _numbers(rows: Iterable[CountRow]) -> tuple[Number, ...]:
    """Put the counts by level below the count of their kind; one that has all takes its place."""
    found: dict[str, list[CountRow]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row)
    return tuple(_number(*each) for each in found.values())


def _number(whole: CountRow, *levels: CountRow) -> Number:
    rest = whole.number - sum(each.number for each in levels)
    if len(levels) == 1 and not rest:
        return Number(levels[0].words, ())
    elsewhere = (f"{rest} elsewhere",) if levels and rest else ()  # such as an update of a risk
    return Number(whole.words, (*(each.words for each in levels), *elsewhere))


def _rule(rule: str, under: str, number: int) -> str:
    """Say how many changes a rule decided, and by what authority."""
    by = "that no rule is about" if rule.startswith("no rule") else f"by {rule.partition(' (')[0]}"
    authority = f", under {under}" if under else ""
    return f"{number:,} {'change' if number == 1 else 'changes'} {by}{authority}"


def _free(number: int) -> str:
    if not number:
        return ""
    be = "needs" if number == 1 else "need"
    return (
        f"{number} of them {be} nobody's agreement and {'is' if number == 1 else 'are'} not listed."
    )


def _name(change: Change) -> Name:
    """Return the name of a record as it was when it changed; it may be gone by now."""
    by_id = change.section in BY_ID
    return Name(change.record, change.ref, change.title, _marks(change), by_id)


def _marks(change: Change | Closure | Unused) -> tuple[str, ...]:
    made_up = (MADE_UP,) if change.illustrative else ()
    return (*made_up, f"Exempt: {change.exempt}") if change.exempt else made_up


def _where(plan: Plan, change: Change) -> str:
    item = plan.items.get(change.record)
    above = plan.items.get(item.parent) if item and item.parent else None
    called = change.level_name or one_of(change.section).capitalize()
    return f"{called} in {above.title}" if above else called


def _agreed(plan: Plan, entry: Entry) -> Agreed:
    refs = ", ".join(called(plan, each) for each in entry.requests)
    return Agreed(refs, "; ".join(dict.fromkeys(_by(plan, entry))))


def _by(plan: Plan, entry: Entry) -> Iterator[str]:
    """Yield who agreed to a change, and when."""
    yield from (f"{plan.name_of(each.body)}, {each.date}" for each in entry.agreements)


def _closing(plan: Plan, closure: Closure, entries: Iterable[Entry]) -> Closing:
    closing = (e for e in entries if e.change.record == closure.record and e.change.closing)
    entry = next(closing, None)
    record = plan.records.get(closure.record)
    ref = (record.ref if record else None) or ""
    return Closing(
        ref=closure.ref,
        name=Name(closure.record, ref, closure.title, _marks(closure), by_id=True),
        level=closure.level_name,
        how=sentence(ended_as(closure.kind, closure.into)),
        why=closure.why,
        date=closure.date,
        by=_agreed(plan, entry).by if entry else "",
    )


def _date(plan: Plan, entry: Entry) -> MovedDate:
    change = entry.change
    return MovedDate(
        name=_name(change),
        where=_where(plan, change),
        which=_DATES[change.kind],
        before=change.before,
        after=change.after,
        moved=change.moved,
        agreed=_agreed(plan, entry),
        first=_sortable(change.old_date),
        last=_sortable(change.new_date),
        days=change.days or 0,
    )


def _how_far(days: list[int | None]) -> tuple[Figure, ...]:
    """Return the picture of how far due dates moved, where they are too many to see at a glance."""
    return slippage_figure(days) if len(days) >= FEWEST else ()


def _sortable(date_: Date | None) -> str:
    return date_.latest.isoformat() if date_ and date_.latest else ""


def _added(plan: Plan, entry: Entry) -> Changed:
    item = plan.items.get(entry.change.record)
    due = str(item.due) if item and item.due else ""
    return Changed(_name(entry.change), _where(plan, entry.change), due, _agreed(plan, entry))


def _changed(plan: Plan, entry: Entry) -> Changed:
    change = entry.change
    return Changed(_name(change), _where(plan, change), change.sentence, _agreed(plan, entry))


def _open(plan: Plan, entry: Entry) -> Changed:
    change = entry.change
    rule = entry.requirement.rule.partition(" (")[0]  # its conditions are for those who edit plans
    asked = ", as no rule is about it" if entry.requirement.no_rule else f" ({rule})"
    told = entry.standing if entry.standing is Standing.NEVER else entry.why  # without its rule
    why = f"{told}{asked}" if rule else told
    text = f"{change.sentence.rstrip('.')}: {why}" if why else change.sentence
    return Changed(_name(change), _where(plan, change), text, _agreed(plan, entry))


def _unused(plan: Plan, unused: Unused) -> Changed:
    record = plan.records.get(unused.record)
    ref = (record.ref if record else "") or ""
    named = Name(unused.record, ref, unused.title, _marks(unused), by_id=True)
    return Changed(named, unused.kind.replace("-", " "), unused.why, Agreed(unused.ref, ""))
