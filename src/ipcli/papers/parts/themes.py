"""The top of the plan, one block each: rating, achievements, what slipped and why, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.rollup import is_better
from ipcli.assess.standing import is_done
from ipcli.named import NamedTuple
from ipcli.papers.parts.counting import row_tag
from ipcli.papers.parts.names import Name, name, names
from ipcli.papers.parts.rows import (
    Row,
    has_slipped,
    rolled_up,
    rollup_tag,
    row,
    slipped,
    state_now,
    state_tag,
)
from ipcli.papers.parts.told import Told, told
from ipcli.papers.pictures.timeline import dates_of
from ipcli.papers.tags import NOT_RECORDED, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ipcli.assess.counts import CountTable
    from ipcli.assess.rollup import Rollup
    from ipcli.model.base import Opinion
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.scale import Scale, State
    from ipcli.papers.basis import Basis
    from ipcli.papers.pictures.drawing import Figure


class Note(NamedTuple):
    """The commentary about something below a theme."""

    name: Name
    told: Told


class Tally(NamedTuple):
    """How the rows of one count that stand in a theme are spread: each state with its number."""

    label: str
    numbers: tuple[tuple[Tag, int], ...]


class Point(NamedTuple):
    """One point of a view: the state it gives, if any, what it says, and what was answered."""

    tag: Tag | None
    text: str
    response: str


class View(NamedTuple):
    """An outside or second view of a theme: whose, when, and its points."""

    by: str
    points: tuple[Point, ...]


class Rolled(NamedTuple):
    """What the rows below an item come to, where its level shows it."""

    name: Name
    tag: Tag


class Held(NamedTuple):
    """An item that stands in a theme, and the latest that was told of it."""

    name: Name
    latest: str


class Theme(NamedTuple):
    """A top-level item. `tag` and `computed` are None where its level has no scale.

    `beside` says in words how the judgement and the computed state compare, where they differ.
    A theme that holds nothing is its own row. `rolled` is what levels below it show as computed.
    `below` is the commentary about what stands in it. `calm` says that no row has slipped, where
    any could. Where the period's commentary says nothing of it, `latest` is its own last
    update, and `holds` are the items in it with theirs. `new` says how many rows are new.
    """

    name: Name
    level: str
    tag: Tag | None
    computed: Tag | None
    beside: str
    owner: str
    reason: str
    recovery: str
    told: Told
    below: tuple[Note, ...]
    tallies: tuple[Tally, ...]
    rows: tuple[Row, ...]
    timeline: tuple[Figure, ...]
    rolled: tuple[Rolled, ...]
    calm: str
    latest: str
    holds: tuple[Held, ...]
    new: str
    views: tuple[View, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing is recorded of it."""
        found = (self.tag, self.reason, self.told.anything, self.below, self.tallies, self.rows)
        return not any((*found, self.calm, self.latest, self.holds, self.views))


def themes(basis: Basis) -> tuple[Theme, ...]:
    """Return the open top-level items of the plan, in the order of the files."""
    tops = _tops(basis)
    tallies = _tallies(basis, [top.id for top in tops])
    return tuple(_theme(basis, top, tallies.get(top.id, ())) for top in tops)


def themes_title(basis: Basis) -> str:
    """Return the title of the section of the themes, in the plan's own word for them."""
    levels = {_level(basis, each) for each in _tops(basis)}
    return f"Progress by {levels.pop().lower()}" if len(levels) == 1 and all(levels) else "Progress"


def _tops(basis: Basis) -> list[Item]:
    items = basis.plan.items
    return [
        each
        for each in items.values()
        if each.parent not in items and each.id not in basis.plan.closings
    ]


def _level(basis: Basis, item: Item) -> str:
    level = basis.plan.levels.get(item.level)
    return level.name if level else ""


def _theme(basis: Basis, item: Item, tallies: tuple[Tally, ...]) -> Theme:
    plan = basis.plan
    below = [plan.items[each] for each in plan.below(item.id) if each in plan.items]
    scale = plan.scale_of(item)
    judgement, rolled = state_now(basis, item), rolled_up(basis, item)
    tag = state_tag(judgement) if judgement else NOT_RECORDED
    own = [item] if not below or has_slipped(basis, item) else []
    amiss = [each for each in (*own, *below) if slipped(basis, each)]
    said = told(basis, item.id)
    return Theme(
        name=name(basis, item.id),
        level=_level(basis, item),
        tag=tag if scale else None,
        computed=rollup_tag(rolled) if rolled else None,
        beside=_beside(judgement, rolled),
        owner=names(basis, item.owner),
        reason=item.reason or "",
        recovery=item.recovery or "",
        told=said,
        below=_notes(basis, below),
        tallies=tallies,
        rows=tuple(row(basis, each) for each in amiss),
        timeline=dates_of(
            basis,
            f"timeline-{item.id}",
            f"{item.title}: original and present dates of what slipped or is at issue",
            amiss,
            where="The table below",
        ),
        rolled=_rolled(basis, below),
        calm="" if amiss else _calm(basis, below or [item]),
        latest="" if said.anything else _latest(item),
        holds=() if said.anything else tuple(_held(basis, item, below, amiss)),
        new=_new(sum(each.id in basis.new for each in below)),
        views=_views(basis, item),
    )


def _new(number: int) -> str:
    """Say how many rows are new; which ones, the monitoring table and the changes tell."""
    if not number:
        return ""
    be = "row is" if number == 1 else "rows are"
    return f"{number} {be} new in this period, and marked so in the monitoring table."


def _calm(basis: Basis, rows: list[Item]) -> str:
    """Say that no open row that could have slipped or be at issue has, and how many could not.

    A row that has neither a status nor a date tells nothing; one that only holds others is none.
    """
    plan = basis.plan
    stay = [each for each in rows if each.id not in plan.closings and not _only_holds(plan, each)]
    open_ = [each for each in stay if not is_done(plan, each)]
    if stay and not open_:
        return "Every row in it is complete."
    known = sum(bool(each.due or state_now(basis, each)) for each in open_)
    silent = len(open_) - known
    if not known:
        return ""
    if not silent:
        return "No open row has slipped, and none is at issue."
    told = "The one open row with a status or a date has not slipped and is not at issue"
    if known > 1:
        told = f"None of the {known} open rows with a status or a date has slipped or is at issue"
    return f"{told}; {silent} {'has' if silent == 1 else 'have'} neither."


def _only_holds(plan: Plan, item: Item) -> bool:
    """Whether an item has no date and can have no status, and others stand in it."""
    return not item.due and plan.scale_of(item) is None and bool(plan.children.get(item.id))


def _held(basis: Basis, theme: Item, below: list[Item], amiss: list[Item]) -> Iterator[Held]:
    """Yield what stands in a theme: all that was told of, and its parts that can have no status.

    Of these, one that holds others only where nothing in the theme can have a status or a date.
    """
    plan = basis.plan
    judged = any(plan.scale_of(each) or each.due for each in (theme, *below))
    for each in below:
        if each not in amiss and each.id not in plan.closings:
            latest, part = _latest(each), each.parent == theme.id
            unjudged = plan.scale_of(each) is None and not plan.children.get(each.id)
            if latest or (part and (unjudged or not judged)):
                yield Held(name(basis, each.id), latest)


def _latest(item: Item) -> str:
    update = item.updates[-1] if item.updates else None
    return f"{update.text} ({update.date})" if update else ""


def _notes(basis: Basis, below: Iterable[Item]) -> tuple[Note, ...]:
    """Return the commentary about what stands in a theme."""
    about = (each.id for each in below if each.id in basis.commentary)
    notes = (Note(name(basis, each), told(basis, each)) for each in about)
    return tuple(note for note in notes if note.told.anything)


def _rolled(basis: Basis, below: Iterable[Item]) -> tuple[Rolled, ...]:
    found = ((each, rolled_up(basis, each)) for each in below if each.id not in basis.plan.closings)
    return tuple(Rolled(name(basis, each.id), rollup_tag(made)) for each, made in found if made)


def _beside(judged: State | None, rolled: Rollup | None) -> str:
    """Say how judgement and roll-up compare, where both are there and do not come to one class."""
    if judged is None or judged.class_ is None or rolled is None or judged.class_ is rolled.class_:
        return ""
    how = "is not"
    if is_better(judged.class_, rolled.class_):
        how = "is better than"
    elif is_better(rolled.class_, judged.class_):
        how = "is worse than"
    made = rollup_tag(rolled).word
    return f"The council's judgement, {judged.name}, {how} the {made} worked out from its rows."


def _views(basis: Basis, item: Item) -> tuple[View, ...]:
    """Return the views of an item, those of one body on one day together."""
    scale = basis.plan.scale_of(item)
    found: dict[str, list[Point]] = {}
    for opinion in item.opinions:
        by = f"{names(basis, opinion.by)}, {opinion.date}"
        found.setdefault(by, []).append(_point(basis, scale, opinion))
    return tuple(View(by, tuple(points)) for by, points in found.items())


def _point(basis: Basis, scale: Scale | None, opinion: Opinion) -> Point:
    own = basis.plan.scales.get(opinion.scale) if opinion.scale else scale
    state = own.state(opinion.state) if own and opinion.state else None
    tag = state_tag(state) if state else None
    return Point(tag, opinion.text or "", _response(basis, opinion))


def _response(basis: Basis, opinion: Opinion) -> str:
    if opinion.response is None:
        return ""
    said = opinion.response
    words = {"accepted": "accepted", "in-part": "accepted in part"}
    outcome = words.get(said.outcome, said.outcome.replace("-", " "))
    return f"{names(basis, said.by)}, {said.date}: {outcome}. {said.text or ''}".strip()


def _tallies(basis: Basis, tops: list[str]) -> Mapping[str, tuple[Tally, ...]]:
    """Return the spread of each count over the themes, in one walk over each count's rows."""
    top_of = {each: top for top in tops for each in basis.plan.below(top)}
    found: dict[str, list[Tally]] = {}
    for table in basis.counts:
        for top, numbers in _spread(table, top_of).items():
            total = sum(number for _, number in numbers)
            found.setdefault(top, []).append(Tally(f"{table.count.name} ({total})", numbers))
    return {top: tuple(each) for top, each in found.items()}


def _spread(
    table: CountTable, top_of: Mapping[str, str]
) -> Mapping[str, tuple[tuple[Tag, int], ...]]:
    """Return, for each theme, the numbers of a count's states that are not zero."""
    rows = (*table.rows, *((table.missing,) if table.missing else ()))
    spread: dict[str, dict[Tag, int]] = {}
    for each in rows:
        shown = row_tag(each, table.count.of)
        for record in each.records:
            numbers = spread.setdefault(top_of.get(record, ""), {})
            numbers[shown] = numbers.get(shown, 0) + 1
    return {top: tuple(numbers.items()) for top, numbers in spread.items()}
