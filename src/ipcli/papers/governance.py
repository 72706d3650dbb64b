"""The paper of governance: bodies, to whom they report, who must agree to what, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.papers.head import head
from ipcli.papers.parts.control import what_changes, who_agrees
from ipcli.papers.parts.names import name, names
from ipcli.papers.pictures.reporting_lines import reporting_lines
from ipcli.papers.sheet import Cell, Sheet, section, sentence, table, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.change_control import ControlRule
    from ipcli.model.meeting import Meeting, Request
    from ipcli.model.organisation import Body, Role
    from ipcli.papers.basis import Basis
    from ipcli.papers.sheet import Section


_BODIES = "What each body does"


def governance(basis: Basis) -> Sheet:
    """Return the view of the paper of governance."""
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: governance"),
        sections=tuple(_sections(basis)),
    )


def _sections(basis: Basis) -> Iterator[Section]:
    plan = basis.plan
    if plan.bodies:
        picture = reporting_lines(plan)
        told = () if picture else ("The plan does not say which body reports to which.",)
        lines = (picture,) if picture else ()
        yield section("lines", "Reporting lines", lines=told, figures=lines)
        columns = ("Body", "What it does", "Reports to", "Meets", "In public", "What it is for")
        rows = tuple(_body(basis, each) for each in plan.bodies.values())
        yield section("bodies", "Bodies", tables=table("bodies-table", _BODIES, columns, rows))
    else:
        yield section("bodies", "Bodies", lines=("The plan names no bodies.",))
    if plan.roles:
        rows = tuple(_role(basis, each) for each in plan.roles.values())
        posts = table("roles-table", "Who is named in the plan", ("Role", "Kind", "Posts"), rows)
        yield section("roles", "Posts and teams", tables=posts)
    yield _control(basis)
    yield from _meetings(basis)


def _body(basis: Basis, body: Body) -> tuple[Cell, ...]:
    life = " ".join(
        filter(
            None,
            (
                f"from {long_day(body.from_)}" if body.from_ else "",
                f"until {long_day(body.until)}" if body.until else "",
            ),
        )
    )
    meets = body.meets
    every = str(meets.every).removeprefix("1 ") if meets and meets.every else ""
    often = (f"every {every}" if every else "", meets.text or "") if meets else ()
    return (
        Cell(name=name(basis, body.id), where=sentence(life)),
        words(sentence(", ".join(body.does))),
        words(names(basis, body.reports_to)),
        words(sentence("; ".join(filter(None, often)))),
        words(sentence(body.public or "")),
        words(body.text),
    )


def _role(basis: Basis, role: Role) -> tuple[Cell, ...]:
    return Cell(name=name(basis, role.id)), words(role.kind.capitalize()), words(role.posts)


def _control(basis: Basis) -> Section:
    """Return who must agree to which change, in the order in which the rules are tried."""
    rules = basis.plan.change_control
    if not rules:
        told = "The plan does not say who must agree to a change."
        return section("control", "Who must agree to a change", lines=(told,))
    rows = tuple(_rule(basis, each) for each in rules)
    columns = ("Change", "Who must agree", "Under")
    caption = "Change control: the first line that fits a change holds for it"
    found = table("control-table", caption, columns, rows)
    return section("control", "Who must agree to a change", tables=found)


def _rule(basis: Basis, rule: ControlRule) -> tuple[Cell, ...]:
    return words(what_changes(basis, rule)), words(who_agrees(basis, rule)), words(rule.under)


def _meetings(basis: Basis) -> Iterator[Section]:
    held = [
        each
        for each in basis.plan.meetings.values()
        if each.date <= basis.today and (each.decisions or each.requests)
    ]
    if held:
        rows = tuple(
            _meeting(basis, each) for each in sorted(held, key=lambda one: (one.date, one.id))
        )
        columns = ("Meeting", "What it decided", "What it asked for")
        decided = table("meetings-table", "Meetings up to the day of the facts", columns, rows)
        yield section("meetings", "Decisions and requests", tables=decided)


def _stands(request: Request) -> str:
    if request.answered:
        return "answered"
    return f"due {request.due}" if request.due else "open"


def _meeting(basis: Basis, meeting: Meeting) -> tuple[Cell, ...]:
    decided = tuple(
        f"{f'{each.limb} ' if each.limb else ''}{each.verb.capitalize()}: {each.text}"
        for each in meeting.decisions
    )
    asked = tuple(f"{each.text} ({_stands(each)})" for each in meeting.requests)
    titled = f"{basis.plan.name_of(meeting.body)}, {long_day(meeting.date)}"
    named = name(basis, meeting.id)._replace(title=titled)
    return Cell(name=named), Cell(prose=decided), Cell(prose=asked)
