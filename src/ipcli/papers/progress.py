"""The progress paper of a period: how the plan stands, what moved, who agreed, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipcli.model.dates import long_day
from ipcli.papers.figures import number
from ipcli.papers.head import Head, head, time_of
from ipcli.papers.parts.ahead import ahead
from ipcli.papers.parts.counting import Bridge, Counted, bridges, counted
from ipcli.papers.parts.duties import Instrumented, instruments
from ipcli.papers.parts.front import Front, Line, front
from ipcli.papers.parts.moves import Moves, moves
from ipcli.papers.parts.names import names
from ipcli.papers.parts.risks import Register, register, register_table
from ipcli.papers.parts.themes import Theme, themes
from ipcli.papers.parts.told import Told, told
from ipcli.papers.pictures.matrix import matrices
from ipcli.papers.pictures.over_time import OverTime, over_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Cost
    from ipcli.papers.basis import Basis
    from ipcli.papers.pictures.drawing import Figure
    from ipcli.papers.sheet import Table


class Titles(NamedTuple):
    """The title of each section, in order; empty where the section has nothing to say."""

    recommendations: str
    reasons: str
    summary: str
    objectives: str
    themes: str
    instruments: str
    risks: str
    changes: str
    ahead: str
    context: str
    funding: str
    consultation: str
    options: str
    implications: str
    commissioners: str
    sign_offs: str
    appendices: str
    background: str


class Heading(NamedTuple):
    """An entry of the contents list."""

    id: str
    title: str


class Progress(NamedTuple):
    """All that the templates of the progress paper may know. Strings are final."""

    head: Head
    titles: Titles
    contents: tuple[Heading, ...]
    front: Front
    told: Told
    counts: tuple[Counted, ...]
    over_time: OverTime
    themes: tuple[Theme, ...]
    glance: bool  # whether a table of the themes says more than their titles
    instruments: tuple[Instrumented, ...]
    register: Register
    risks: tuple[Table, ...]
    matrices: tuple[Figure, ...]
    moves: Moves
    bridges: tuple[Bridge, ...]
    ahead: tuple[Table, ...]
    funding: tuple[str, ...]


def progress(basis: Basis) -> Progress:
    """Return the view of the progress paper."""
    sheet, tops, answered = front(basis), themes(basis), instruments(basis)
    risks, changes = register(basis), moves(basis)
    due = ahead(basis)
    funding = tuple(_cost(basis, each) for each in basis.plan.header.costs)
    titles = Titles(
        **_titles_of_paper(sheet),
        summary="Summary",
        themes=themes_title(tops) if tops else "",
        instruments="Directions and recommendations" if answered else "",
        risks="Risks" if risks.rows else "",
        changes=f"Changes since {changes.since}" if changes.compared else "Changes",
        ahead="What is due next" if due else "",
        funding="Funding" if funding else "",
    )
    return Progress(
        head=head(basis, title=sheet.title, facts=_facts(basis)),
        titles=titles,
        contents=tuple(
            Heading(each, title)
            for each, title in zip(Titles._fields, titles, strict=True)
            if title
        ),
        front=sheet,
        told=told(basis, None),
        counts=counted(basis),
        over_time=over_time(basis),
        themes=tops,
        glance=at_a_glance(tops),
        instruments=answered,
        register=risks,
        risks=_register(basis, risks),
        matrices=matrices(basis),
        moves=changes,
        bridges=bridges(basis),
        ahead=due,
        funding=funding,
    )


def _titles_of_paper(sheet: Front) -> dict[str, str]:
    """Return the titles of the sections that the meeting's paper holds itself."""
    named = {
        "recommendations": "Recommendations",
        "reasons": "Reasons for the recommendations",
        "objectives": "Objectives served",
        "sections": "Background and context",
        "consultation": "Consultation",
        "options": "Alternative options",
        "implications": "Implications",
        "sign_offs": "Sign-off",
        "appendices": "Appendices",
        "background": "Background papers",
    }
    titles = {key: title if getattr(sheet, key) else "" for key, title in named.items()}
    return {
        **{"context" if key == "sections" else key: title for key, title in titles.items()},
        "commissioners": sheet.commissioners.heading,
    }


def at_a_glance(tops: tuple[Theme, ...]) -> bool:
    """Whether a table of the themes says more than their titles."""
    return any(each.tag or each.computed or each.reason or each.rows for each in tops)


def themes_title(tops: tuple[Theme, ...]) -> str:
    """Return the title of the section of the themes, in the plan's own word for them."""
    levels = {each.level for each in tops}
    return (
        f"Progress by {levels.pop().lower()}"
        if len(levels) == 1 and "" not in levels
        else ("Progress")
    )


def _register(basis: Basis, found: Register) -> tuple[Table, ...]:
    caption = f"Risk register at {long_day(basis.today)}"
    return (register_table(found, "register", caption),) if found.rows else ()


def _facts(basis: Basis) -> Iterator[Line]:
    header = basis.plan.header
    yield from time_of(basis)
    for agreed in header.agreed[:1]:
        yield Line("Plan agreed", f"{names(basis, agreed.by)}, {agreed.date}")
    for earlier in header.follows:
        kept = basis.plans.get(earlier.plan or "")
        title = kept.header.title if kept else earlier.plan or ""
        yield Line(earlier.how.capitalize(), earlier.title or title)


def _cost(basis: Basis, cost: Cost) -> str:
    """Return a sentence on money: how much, of what kind, whence, and who agreed it."""
    amount = "An amount that was not given"
    if cost.amount is not None:
        amount = f"{'About ' if cost.about else ''}£{number(cost.amount)}"
    kinds = {"one-off": "paid once", "yearly": "a year", "ceiling": "at most"}
    words = [amount, kinds.get(cost.kind or "", ""), f"for {cost.for_}" if cost.for_ else ""]
    told = " ".join(filter(None, words))
    told += f", from {cost.source}" if cost.source else ""
    if cost.agreed:
        told += f"; agreed by {names(basis, cost.agreed.by)}, {cost.agreed.date}"
    return f"{told}. {cost.text or ''}".strip()
