"""The letter to the Secretary of State: how the plan stands, in what those who read it ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.in_force import in_force
from ipcli.model.dates import long_day
from ipcli.papers.characters import cut
from ipcli.papers.directions import KINDS
from ipcli.papers.head import head
from ipcli.papers.parts.ahead import ahead
from ipcli.papers.parts.counting import counted
from ipcli.papers.parts.duties import instrumented, made
from ipcli.papers.parts.front import front
from ipcli.papers.parts.moves import moves
from ipcli.papers.parts.names import LONGEST
from ipcli.papers.parts.one_plan import at_a_glance
from ipcli.papers.parts.themes import themes, themes_title
from ipcli.papers.parts.told import told
from ipcli.papers.sheet import Cell, Sheet, Tagged, section, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.papers.basis import Basis
    from ipcli.papers.parts.counting import Counted
    from ipcli.papers.parts.duties import Instrumented
    from ipcli.papers.parts.themes import Theme
    from ipcli.papers.sheet import Section, Table

NOTHING_COUNTED = "The plan gives its rows no status, so nothing is counted."
SECRETARY_OF_STATE = "the Secretary of State"


def letter(basis: Basis) -> Sheet:
    """Return the view of the letter."""
    return Sheet(
        head=head(basis, title=f"Letter to {addressee(basis)}"),
        sections=tuple(_sections(basis)),
    )


def addressee(basis: Basis) -> str:
    """Return whom the letter goes to: who made the directions, else a body of government."""
    plan = basis.plan
    makers = [by for each in plan.instruments.values() if each.kind in KINDS for by in each.made_by]
    government = [each.id for each in plan.bodies.values() if each.kind == "government"]
    found = [each for each in makers if each in government] or government
    name = plan.name_of(found[0]) if found else SECRETARY_OF_STATE
    return name if name.lower().startswith("the ") else f"the {name}"


def _sections(basis: Basis) -> Iterator[Section]:
    summary = told(basis, None)
    yield section(
        "opening", basis.plan.header.title, lines=tuple(_opening(basis)), prose=summary.summary
    )
    if summary.achievements:
        points = tuple(each.text for each in summary.achievements)
        yield section("achievements", "What was achieved", points=points)
    tops = themes(basis)
    counts = counted(basis)
    tables = (*_counts(counts), *(_themes(basis, tops) if at_a_glance(tops) else ()))
    lines = tuple(f"{each.caption}: {note}" for each in counts for note in each.notes)
    lines = lines if tables else (NOTHING_COUNTED,)
    yield section("standing", "How the plan stands", lines=lines, tables=tables)
    if summary.issues:
        yield section("issues", "Issues", points=summary.issues)
    yield from _directions(basis)
    yield from _changes(basis)
    dates = tuple(each for each in ahead(basis) if each.id == "owed")
    if dates:
        yield section("ahead", "What is due next", tables=dates)
    said = front(basis).commissioners
    yield section("commissioners", said.heading, prose=said.paragraphs)
    signed = (basis.words.closing, f"For {basis.plan.header.council}")
    yield section("signature", "Signature", lines=signed)


def _opening(basis: Basis) -> Iterator[str]:
    header, period = basis.plan.header, basis.period
    yield f"To {addressee(basis)}"
    yield (
        f"{header.council} reports here on its {header.title} ({period.name}), "
        f"with the facts as of {long_day(basis.today)}."
    )
    for each in basis.plan.instruments.values():
        if each.to_answer and each.kind in KINDS and in_force(basis.plan, each.id, on=basis.today):
            under = f", under {each.under}" if each.under else ""
            yield f"In force: {each.title} ({made(basis, each)}{under})."


def _counts(counts: Iterable[Counted]) -> tuple[Table, ...]:
    """Return each count as a table."""
    found: tuple[Table, ...] = ()
    for each in counts:
        rows = tuple(
            (Cell(tags=(Tagged("", line.tag),)), words(line.number), words(line.percent))
            for line in each.lines
        )
        total = tuple(
            (words(line.tag.word), words(line.number), words(line.percent)) for line in each.totals
        )
        caption = f"{each.caption}. Shares are of {each.of}."
        columns = ("Status", "Number", "Share")
        numbers = frozenset({"Number", "Share"})
        found += table(f"count-{each.id}", caption, columns, (*rows, *total), numbers=numbers)
    return found


def _themes(basis: Basis, tops: tuple[Theme, ...]) -> tuple[Table, ...]:
    rows = tuple(
        (
            Cell(name=each.name),
            Cell(tags=(Tagged("", each.tag),)) if each.tag else words(""),
            Cell(prose=tuple(filter(None, (each.reason, each.recovery)))),
        )
        for each in tops
    )
    word = tops[0].level if tops and tops[0].level else "Row"
    columns = (word, "Status", basis.words.why_and_back)
    return table("themes-table", themes_title(basis), columns, rows)


def _directions(basis: Basis) -> Iterator[Section]:
    found = [
        each
        for each in instrumented(basis, KINDS)
        if basis.plan.instruments[each.name.id].to_answer
    ]
    tables = tuple(made for each in found for made in _paragraphs(each))
    if tables:
        yield section("duties", "The directions", tables=tables)


def _paragraphs(instrument: Instrumented) -> tuple[Table, ...]:
    """Return how each paragraph of an instrument stands; one without paragraphs as a whole."""
    rows = tuple(
        (
            Cell(name=duty.name, where=cut(duty.text, LONGEST)),
            Cell(tags=(Tagged("", duty.tag),)) if duty.tag else words(""),
            words(" ".join((*duty.clock, *duty.standing))),
            Cell(prose=duty.lines),
        )
        for duty in (instrument.paragraphs or (instrument.own,))
    )
    columns = ("Paragraph", "Status", "How it stands", "Progress")
    caption = f"{instrument.name.title}: paragraphs in force"
    return table(f"duties-{instrument.name.id}", caption, columns, rows)


def _changes(basis: Basis) -> Iterator[Section]:
    found = moves(basis)
    if found.compared:
        lines = () if found.counts else ("The plan itself did not change.",)
        points = tuple(each.words for each in found.counts)
        yield section("changes", f"Changes since {found.since}", lines=lines, points=points)
