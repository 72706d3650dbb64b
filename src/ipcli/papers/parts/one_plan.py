"""What a progress paper says of one plan: how it stands, what moved, who agreed, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.papers.head import Head, head, time_of
from ipcli.papers.parts.ahead import ahead
from ipcli.papers.parts.counting import Bridge, Counted, bridges, counted
from ipcli.papers.parts.duties import Instrumented, instruments
from ipcli.papers.parts.front import agreements
from ipcli.papers.parts.in_short import Short, counts_in_short, in_short
from ipcli.papers.parts.legend import Legend, legends
from ipcli.papers.parts.money import cost
from ipcli.papers.parts.moves import Moves, moves
from ipcli.papers.parts.risks import Register, register, register_table
from ipcli.papers.parts.themes import Theme, themes, themes_title
from ipcli.papers.parts.told import Told, told
from ipcli.papers.pictures.matrix import matrices
from ipcli.papers.pictures.over_time import OverTime, over_time
from ipcli.settings import small

if TYPE_CHECKING:
    from ipcli.papers.basis import Basis
    from ipcli.papers.pictures.drawing import Figure
    from ipcli.papers.sheet import Table


class PlanTitles(NamedTuple):
    """The titles of the sections on one plan, in order; empty where there is nothing to say."""

    standing: str
    themes: str
    instruments: str
    risks: str
    changes: str
    ahead: str
    funding: str


class Glance(NamedTuple):
    """The columns of the table of the themes that any theme has something to say in."""

    tag: bool
    computed: bool
    reason: bool


class OnePlan(NamedTuple):
    """What the templates of a progress paper may know of one plan.

    `facts` are sentences of the day and the state of the plan, and `legends` what the words of its
    scales mean: only where the paper is about several plans.
    """

    head: Head
    titles: PlanTitles
    facts: tuple[str, ...]
    told: Told
    in_short: tuple[Short, ...]
    counts: tuple[Counted, ...]
    over_time: OverTime
    legends: tuple[Legend, ...]
    themes: tuple[Theme, ...]
    glance: Glance | None
    instruments: tuple[Instrumented, ...]
    register: Register
    risks: tuple[Table, ...]
    matrices: tuple[Figure, ...]
    moves: Moves
    bridges: tuple[Bridge, ...]
    ahead: tuple[Table, ...]
    funding: tuple[str, ...]


def one_plan(basis: Basis, *, among: bool) -> OnePlan:
    """Return what a progress paper says of a plan; `among` others, it says of which."""
    own = head(basis.alone, title=basis.plan.header.title)
    tops, answered = themes(basis), instruments(basis)
    risks, changes = register(basis), moves(basis)
    words = basis.words
    due = ahead(basis)
    funding = tuple(cost(basis, each) for each in basis.plan.header.costs)
    titles = PlanTitles(
        standing="How it stands" if among else "",
        themes=themes_title(basis) if tops else "",
        instruments=words.instruments if answered else "",
        risks=words.risks if risks.rows else "",
        changes=f"Changes since {changes.since}" if changes.compared else "Changes",
        ahead=words.ahead if due else "",
        funding=words.funding if funding else "",
    )
    if among:
        titles = PlanTitles(*(f"{own.title}: {small(each)}" if each else "" for each in titles))
    asked = in_short(basis, tops, changes, risks)
    return OnePlan(
        head=own._replace(at=f"{basis.plan.id}:" if among else ""),
        titles=titles,
        facts=_facts(basis) if among else (),
        told=told(basis, None),
        in_short=(
            *counts_in_short(basis),
            *(Short(getattr(titles, at), at, text) for at, text in asked),
        ),
        counts=counted(basis),
        over_time=over_time(basis),
        legends=legends(basis.plan) if among else (),
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


def _register(basis: Basis, found: Register) -> tuple[Table, ...]:
    caption = f"Risk register at {long_day(basis.today)}"
    return (register_table(basis, found, "register", caption),) if found.rows else ()


def at_a_glance(tops: tuple[Theme, ...]) -> Glance | None:
    """Return the columns of a table of the themes; None where it says no more than their titles."""
    said = (
        any(each.tag for each in tops),
        any(each.computed for each in tops),
        any(each.reason for each in tops),
    )
    return Glance(*said) if any(said) or any(each.rows for each in tops) else None


def _facts(basis: Basis) -> tuple[str, ...]:
    return tuple(f"{line.label}: {line.text}." for line in (*time_of(basis), *agreements(basis)))
