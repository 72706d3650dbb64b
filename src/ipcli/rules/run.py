"""Run the rules over everything that was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Diagnostic, Severity, shortened
from ipcli.model.dates import long_day
from ipcli.rules.checked import Checked, is_of
from ipcli.rules.facts import Facts
from ipcli.rules.registry import Finding, Rule, Where, all_rules
from ipcli.rules.waiving import waived

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.load import Loaded
    from ipcli.load.sources import Sources
    from ipcli.model.plan import Plan

_WHY_NOT = {
    "day": "there is no period and no --as-of to judge by",
    "base": "no earlier revision was named (--base)",
    "whole": "a file of the plan could not be read",
    "read": "a record of the plan could not be read",
}
_NO_PLAN = "no plan could be read"


def check(
    loaded: Loaded,
    *,
    as_of: date | None,
    base: Loaded | None = None,
    waivers: bool = True,
    least: Severity = Severity.NOTE,
    also: frozenset[str] = frozenset(),
) -> Checked:
    """Run every rule on every plan, or those that weigh at least so much and some others.

    `as_of` replaces each plan's own day to judge by, the as-of date of its last period.
    """
    found: set[Diagnostic] = set()
    claimed: set[Diagnostic] = set()
    accepted: set[Diagnostic] = set()
    not_run: set[tuple[str, str]] = set()
    days = {plan.id: as_of or _as_of(plan) for plan in loaded.plans.values()}
    for plan in loaded.plans.values():
        before = base.plans.get(plan.id) if base else None
        facts = Facts(plan, loaded.plans, before, days[plan.id])
        own = {each for each in loaded.diagnostics if is_of(each, plan)}
        here = own.union(_findings(facts, loaded.sources, not_run, least, also))
        if waivers:
            here, spared = waived(here, plan, facts.as_of, loaded.sources)
            accepted |= spared
        claimed |= own
        found |= here
    if not loaded.plans:
        not_run = {(rule.code, _NO_PLAN) for rule in all_rules().values() if rule.check}
    found.update(each for each in loaded.diagnostics if each not in claimed)
    return Checked(
        diagnostics=tuple(sorted(found)),
        not_run=tuple(sorted(not_run)),
        waived=tuple(sorted(accepted - found)),
        plans=len(loaded.plans),
        items=sum(len(plan.items) for plan in loaded.plans.values()),
        files=loaded.files,
        rules=len(all_rules()) - len({code for code, _ in not_run}),
        days=frozenset(long_day(day) for day in days.values() if day),
    )


def _as_of(plan: Plan) -> date | None:
    periods = plan.periods_in_order
    return periods[-1].as_of if periods else None


def _findings(
    facts: Facts,
    sources: Sources,
    not_run: set[tuple[str, str]],
    least: Severity,
    also: frozenset[str],
) -> Iterator[Diagnostic]:
    missing = {
        "day": facts.as_of is None,
        "base": facts.base is None,
        "whole": bool(facts.plan.unread_files),
        "read": bool(facts.plan.unread),
    }
    for rule in all_rules().values():
        if rule.check is None or (rule.severity < least and rule.code not in also):
            continue
        lacking = [need for need in sorted(rule.needs) if missing[need]]
        if lacking:
            not_run.add((rule.code, _WHY_NOT[lacking[0]]))
            continue
        for finding in rule.check(facts):
            yield diagnostic(rule, finding, sources)


def diagnostic(rule: Rule, finding: Finding, sources: Sources) -> Diagnostic:
    """Give a finding its place, code, severity and remedy."""
    record_id = finding.about or str(getattr(finding.record, "id", ""))
    return Diagnostic(
        sources.place(finding.record, *_steps(finding.where)),
        rule.code,
        shortened(finding.message),
        rule.severity,
        rule.name,
        rule.mend,
        record_id,
        tuple(
            (sources.place(record, *_steps(where)), told) for record, where, told in finding.also
        ),
    )


def _steps(where: Where) -> tuple[str | int, ...]:
    if isinstance(where, tuple):
        return where
    return (where,) if where else ()
