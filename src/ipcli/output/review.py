"""A pull request judged: what needs agreement and has it or lacks it, and what is newly wrong.

Policy, waivers and the rules' day come from the base, so a pull request cannot loosen what judges
it. An agreement that the pull request itself records counts only when it names the meeting and the
minute, so that somebody can look it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipcli.changes import Standing, change_log
from ipcli.diagnostics import Severity
from ipcli.output.plain import counted
from ipcli.rules import check
from ipcli.rules.run import newly_found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes import Agreement, ChangeLog, Entry
    from ipcli.diagnostics import Diagnostic
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan

POLICY_KINDS = frozenset(
    {"change-control-changed", "waiver-changed", "plan-changed", "level-changed", "scale-changed"}
)


class Judged(NamedTuple):
    """One change that needs agreement. `note` says what is odd about how it was agreed."""

    entry: Entry
    lacks: bool
    note: str = ""


class PlanReview(NamedTuple):
    """One plan of the pull request."""

    plan_id: str
    title: str
    log: ChangeLog
    rules: tuple[Judged, ...]  # changes to what judges: named first
    gated: tuple[Judged, ...]  # changes that somebody must agree to, those that lack it first
    free: tuple[Entry, ...]  # control changes that nobody need agree to
    progress: tuple[Entry, ...]


class Review(NamedTuple):
    """The whole pull request. `gone` are plans of the base that are no longer there."""

    base: str
    plans: tuple[PlanReview, ...]
    new_plans: tuple[str, ...]
    gone: tuple[str, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def lacking(self) -> int:
        """How many changes lack an agreement."""
        return sum(each.lacks for plan in self.plans for each in (*plan.rules, *plan.gated))

    @property
    def errors(self) -> int:
        """How many findings are new and are errors."""
        return sum(found.severity is Severity.ERROR for found in self.findings)

    @property
    def not_compared(self) -> int:
        """How many records or files could not be compared."""
        return sum(len(plan.log.not_compared) for plan in self.plans)

    @property
    def says_no(self) -> bool:
        """Whether the pull request may not be merged as it is."""
        return bool(self.lacking or self.errors or self.gone)

    @property
    def empty(self) -> bool:
        """Whether nothing of any plan differs."""
        nothing = all(plan.log.empty and not plan.log.not_compared for plan in self.plans)
        return nothing and not (self.findings or self.gone or self.new_plans)

    @property
    def verdict(self) -> str:
        """The verdict in one line."""
        if self.empty:
            return "No plan changes."
        reasons = []
        if self.gone:
            reasons.append(f"{', '.join(self.gone)} is gone")
        if self.lacking:
            reasons.append(f"{counted(self.lacking, 'change')} without the agreement needed")
        if self.errors:
            reasons.append(counted(self.errors, "new error"))
        if self.not_compared:
            reasons.append(f"{counted(self.not_compared, 'record')} could not be compared")
        agreed = sum(len(plan.gated) for plan in self.plans) - self.lacking
        if self.says_no:
            return f"No: {'; '.join(reasons)}."
        told = f"{counted(agreed, 'change')} agreed" if agreed > 0 else "nothing needs agreement"
        return f"{'Could not check all' if reasons else 'Yes'}: {'; '.join([*reasons, told])}."


def review(before: Loaded, after: Loaded, *, base: str) -> Review:
    """Judge every plan of a pull request. `base` is what people call the earlier revision."""
    shared = [plan_id for plan_id in after.plans if plan_id in before.plans]
    checked = newly_found(
        check(after, as_of=None, base=before, waivers=False),
        check(before, as_of=None, waivers=False),
    )
    waived = {
        (waiver.rule, waiver.record)
        for plan in before.plans.values()
        for waiver in plan.waivers
        if not plan.periods or waiver.expires >= plan.periods_in_order[-1].as_of
    }
    return Review(
        base=base,
        plans=tuple(_plan(before.plans[each], after.plans[each], after) for each in shared),
        new_plans=tuple(each for each in after.plans if each not in before.plans),
        gone=tuple(each for each in before.plans if each not in after.plans),
        findings=tuple(
            found for found in checked.diagnostics if (found.code, found.record) not in waived
        ),
    )


def _plan(before: Plan, after: Plan, loaded: Loaded) -> PlanReview:
    log = change_log(before, after, policy=before, plans=loaded.plans)
    judged = [_judged(entry) for entry in log.entries]
    gated = [each for each in judged if each.entry.requirement.somebody]
    gated.sort(key=lambda each: not each.lacks)
    return PlanReview(
        plan_id=after.id,
        title=after.header.title,
        log=log,
        rules=tuple(each for each in judged if each.entry.change.kind in POLICY_KINDS),
        gated=tuple(each for each in gated if each.entry.change.kind not in POLICY_KINDS),
        free=tuple(
            entry
            for entry in log.control
            if not entry.requirement.somebody and entry.change.kind not in POLICY_KINDS
        ),
        progress=tuple(entry for entry in log.progress if not entry.requirement.somebody),
    )


def _judged(entry: Entry) -> Judged:
    """Judge one change: agreement recorded here counts only with its meeting and minute."""
    if entry.lacks_agreement:
        return Judged(entry, lacks=True)
    here = [each for each in entry.agreements if each.recorded_since]
    if entry.standing is not Standing.AGREED or not here:
        return Judged(entry, lacks=False)
    told = "agreement recorded in this pull request"
    if _enough(entry, [each for each in entry.agreements if _counts(each)]):
        return Judged(entry, lacks=False, note=f"{told}: {', '.join(_minuted(here))}")
    return Judged(entry, lacks=True, note=f"{told}, without the meeting and the minute")


def _counts(agreement: Agreement) -> bool:
    return not agreement.recorded_since or bool(agreement.meeting and agreement.limb)


def _minuted(agreements: list[Agreement]) -> Iterator[str]:
    for each in agreements:
        if each.meeting and each.limb:
            yield f"{each.meeting}, limb {each.limb}"


def _enough(entry: Entry, counting: list[Agreement]) -> bool:
    bodies = {each.body for each in counting}
    asks = entry.requirement
    one_of = not asks.needs_one_of or bool(bodies & set(asks.needs_one_of))
    return set(asks.needs) <= bodies and one_of
