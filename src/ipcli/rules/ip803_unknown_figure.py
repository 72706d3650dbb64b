from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ipcli.assess.figures import figure, figure_names
from ipcli.assess.named import NAMED, prose_of_entry, prose_of_paper
from ipcli.assess.uncounted import NotCountable, Why
from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.model.base import CLOSED_KINDS
from ipcli.named import NamedTuple
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.assess.named import Text
    from ipcli.model.base import Part
    from ipcli.model.meeting import Paper
    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

_PLAN = """
items:
  - {id: A, title: Savings plan, level: step, status: green}
  - {id: B, title: Asset plan, level: step, status: green}
commentary:
  - period: 2026-27-Q2
"""


@rule(
    "IP803",
    "unknown-figure",
    Severity.ERROR,
    needs=("whole", "read"),
    bad=_PLAN + "    stated: [{figure: step.gren, value: 2}]\n",
    good=_PLAN + '    summary: "There are {step.green} actions on course."\n',
)
def check(facts: Facts) -> Iterator[Finding]:
    r"""A stated figure, or one named in braces in prose, is none that the plan has.

    Why: a stated figure could not be checked, and a paper would print the braces.

    Mend: write a count of the plan and a state or total of its scale, as `main-actions.red`; or
    one of `changes.…`, `risks.…`, `coverage.…` and `achievements`. Where braces are meant, write a
    backslash before the first: `\{name}`.
    """
    known: dict[tuple[str, str], str] = {}
    for named in _names(facts):
        plans = named.plans or (facts.plan.id,)
        key = named.figure, named.plan
        if len(plans) > 1 and not named.plan:
            why = f"the paper is about {len(plans)} plans, so `{named.figure}` names none of them: "
            why += f"write `{named.figure}@{plans[0]}`"
        elif named.plan and named.plan not in plans:
            why = f"`{named.figure}@{named.plan}` is of a plan that this is not about"
        else:
            plan = facts.plans.get(named.plan or facts.plan.id)
            if key not in known:
                known[key] = _unknown(facts, plan, named.figure) if plan else ""
            why = known[key]
        if why:
            yield Finding(named.record, named.where, why, about=named.about)


class _Named(NamedTuple):
    """A figure that is named, where, and the plans that its words are about; none: this one."""

    record: Part
    where: tuple[str | int, ...]
    figure: str
    plan: str
    plans: tuple[str, ...]
    about: str


def _names(facts: Facts) -> Iterator[_Named]:
    """Yield every figure that is stated, or named in prose."""
    for entry in facts.plan.commentary:
        about = entry.about or entry.period
        for at, stated in enumerate(entry.stated):
            yield _Named(entry, ("stated", at, "figure"), stated.figure, "", (), about)
        yield from _in_prose(entry, prose_of_entry(entry), (), about)
    for meeting in facts.plan.meetings.values():
        for at, paper in enumerate(meeting.papers):
            if not paper.plans or facts.plan.id in paper.plans:
                texts = _below(("papers", at), paper)
                yield from _in_prose(meeting, texts, paper.plans, meeting.id)


def _below(where: tuple[str | int, ...], paper: Paper) -> Iterator[Text]:
    return (each._replace(where=(*where, *each.where)) for each in prose_of_paper(paper))


def _in_prose(
    record: Part, texts: Iterable[Text], plans: tuple[str, ...], about: str
) -> Iterator[_Named]:
    for where, text in texts:
        if "{" in text:
            for found in NAMED.finditer(text):
                yield _Named(record, where, found["name"], found["plan"] or "", plans, about)


def _unknown(facts: Facts, plan: Plan, name: str) -> str:
    section, _, rest = name.partition(".")
    if section == "changes" and rest:
        return _unknown_change(plan, name, *rest.split(".", 1))
    period = plan.periods_in_order[-1] if plan.periods else None
    day = facts.as_of or date.max  # whether there is such a figure is the same on every day
    found = figure(plan, name, about=None, period=period, today=day)
    if isinstance(found, NotCountable) and found.why is Why.SEVERAL:
        return f"`{name}` is no figure of this plan: {found.reason}"
    if not isinstance(found, NotCountable) or found.why is not Why.UNKNOWN:
        return ""
    known = figure_names(plan)
    first = {each.partition(".")[0] for each in known} | {"changes"}
    if not rest and name not in first and not closest(name, first):
        return ""  # a word in braces, which has nothing of a figure
    return f"`{name}` is no figure of this plan{closest(name, known)}"


def _unknown_change(plan: Plan, name: str, kind: str, more: str = "") -> str:
    from ipcli.changes import all_kinds  # noqa: PLC0415 (only such figures wait for it)

    before = (each for level in plan.levels.values() for each in level.was)
    parts = [*plan.levels, *before, *CLOSED_KINDS]
    if kind not in all_kinds():
        return f"`{name}` counts no kind of change{closest(kind, all_kinds())}"
    if more and more not in parts:
        return f"`{name}` is no figure: `{more}` is no level or closing{closest(more, parts)}"
    return ""
