"""A pull request judged: what needs agreement and has it or lacks it, and what is newly wrong.

Two revisions of the branch to merge into are looked at: the commit where the pull request parted
from it says what changed, and its newest commit says by what rules. So neither a pull request nor
a branch begun long ago can choose looser rules than those that hold now. Waivers are the base's
too. An agreement that the pull request itself records counts only when it names the meeting and
the minute, so that somebody can look it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipcli.changes import Standing, all_kinds, change_log
from ipcli.changes.comparing import NotCompared
from ipcli.diagnostics import Severity
from ipcli.output.minutes import minuted
from ipcli.output.plain import counted
from ipcli.rules import check
from ipcli.rules.run import newly_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from ipcli.changes import ChangeLog, Entry, Used
    from ipcli.diagnostics import Diagnostic
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan

_JUDGES_FIRST = ("change-control-changed", "waiver-changed")
_AGREEING = "bodies"  # what a body does decides whether its recommendation is an agreement


class Judged(NamedTuple):
    """One change. `note` says what is odd about how it was agreed, or who is yet to be told."""

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
    free: tuple[Judged, ...]  # control changes that nobody need agree to
    progress: tuple[tuple[str, tuple[Entry, ...]], ...]  # by theme, in the plan's order

    @property
    def touched(self) -> bool:
        """Whether anything of this plan differs or could not be compared."""
        return not self.log.empty


class Draft(NamedTuple):
    """A paper worth drafting: the last period of a plan, where it is not reported yet."""

    plan: str
    quarter: str


class Review(NamedTuple):
    """The whole pull request. `gone` are plans of the base that are no longer there."""

    base: str
    plans: tuple[PlanReview, ...]
    new_plans: tuple[str, ...]
    gone: tuple[str, ...]
    unread: tuple[NotCompared, ...]  # whole plans that could not be read in one of the revisions
    findings: tuple[Diagnostic, ...]
    drafts: tuple[Draft, ...]

    @property
    def lacking(self) -> int:
        """How many changes lack an agreement."""
        return sum(each.lacks for plan in self.plans for each in (*plan.rules, *plan.gated))

    @property
    def agreed(self) -> int:
        """How many changes have the agreement that they need."""
        judged = (each for plan in self.plans for each in (*plan.rules, *plan.gated))
        return sum(each.entry.requirement.somebody and not each.lacks for each in judged)

    @property
    def errors(self) -> int:
        """How many findings are new and are errors."""
        return sum(found.severity is Severity.ERROR for found in self.findings)

    @property
    def not_compared(self) -> int:
        """How many plans, records or files could not be compared."""
        return len(self.unread) + sum(len(plan.log.not_compared) for plan in self.plans)

    @property
    def says_no(self) -> bool:
        """Whether the pull request may not be merged as it is.

        What could not be read is neither a yes nor a no; what surely lacks agreement is a no.
        """
        return bool(self.lacking or self.gone or (self.errors and not self.not_compared))

    @property
    def empty(self) -> bool:
        """Whether nothing of any plan differs."""
        touched = any(plan.touched for plan in self.plans)
        return not (touched or self.findings or self.gone or self.new_plans or self.unread)

    @property
    def verdict(self) -> str:
        """The verdict in one line."""
        if self.empty:
            return "No plan changes."
        told = "; ".join(self._reasons()) or self._all_well()
        word = "No" if self.says_no else "Could not check all" if self.not_compared else "Yes"
        return f"{word}: {told}."

    def _reasons(self) -> Iterator[str]:
        if self.gone:
            yield f"{', '.join(self.gone)} {'is' if len(self.gone) == 1 else 'are'} gone"
        if self.lacking:
            yield f"{counted(self.lacking, 'change')} without the agreement needed"
        if self.errors:
            yield counted(self.errors, "new error")
        if self.not_compared:
            yield f"{counted(self.not_compared, 'file or record', 'files or records')} not compared"

    def _all_well(self) -> str:
        if self.agreed:
            return f"{counted(self.agreed, 'change')} agreed"
        gated = [plan.log.gated for plan in self.plans if plan.touched]
        return "nothing needs agreement" if any(gated) or not gated else "nothing is gated"


def review(
    before: Loaded,
    after: Loaded,
    *,
    policy: Loaded,
    base: str,
    tags: frozenset[str],
    used: Callable[[Plan], Used],
) -> Review:
    """Judge every plan of a pull request.

    `before` is where it parted from the base, `policy` the base as it is now, `base` what people
    call it. `tags` are the repository's: a period whose tag is not among them is yet to be
    reported. `used` tells of a plan what requests covered before.
    """
    shared = [plan_id for plan_id in after.plans if plan_id in before.plans]
    plans = tuple(
        _plan(then, after, policy.plans.get(then.id, then), used(then))
        for then in (before.plans[each] for each in shared)
    )
    gone, lost = _parted(before, after, "later")
    new, unknown = _parted(after, before, "earlier")
    touched = {plan.plan_id for plan in plans if plan.touched} | set(new)
    return Review(
        base=base,
        plans=plans,
        new_plans=new,
        gone=gone,
        unread=lost + unknown,
        findings=tuple(_findings(before, after, policy)),
        drafts=tuple(_drafts((after.plans[each] for each in sorted(touched)), tags)),
    )


def _parted(
    there: Loaded, lacking: Loaded, which: str
) -> tuple[tuple[str, ...], tuple[NotCompared, ...]]:
    """Return the plans that one revision has and the other lacks, and those it could not read."""
    absent: list[str] = []
    unread: list[NotCompared] = []
    for plan in there.plans.values():
        if plan.id in lacking.plans:
            continue
        faults = [each for each in lacking.diagnostics if _may_hide(each, plan)]
        if faults:
            why = f"{faults[0].place.path} could not be read in the {which} revision"
            unread.append(NotCompared(plan.id, why))
        else:
            absent.append(plan.id)
    return tuple(absent), tuple(unread)


def _may_hide(found: Diagnostic, plan: Plan) -> bool:
    is_inside = found.place.path.startswith(f"{plan.folder}/") or not plan.folder
    return found.severity is Severity.ERROR and is_inside


def _findings(before: Loaded, after: Loaded, policy: Loaded) -> Iterator[Diagnostic]:
    """Yield the findings that are new and that no waiver of the base accepts.

    A waiver holds until the last as-of date of either revision, so an older one revives none.
    """
    checked = newly_found(
        check(after, as_of=None, base=before, waivers=False),
        check(before, as_of=None, waivers=False),
    )
    waived = {
        (waiver.rule, waiver.record)
        for plan in policy.plans.values()
        for waiver in plan.waivers
        if all(waiver.expires >= day for day in _days(plan, after.plans.get(plan.id)))
    }
    for found in checked.diagnostics:
        if (found.code, found.record) not in waived:
            yield found


def _days(*plans: Plan | None) -> Iterator[date]:
    for plan in plans:
        if plan and plan.periods:
            yield plan.periods_in_order[-1].as_of


def _drafts(plans: Iterable[Plan], tags: frozenset[str]) -> Iterator[Draft]:
    for plan in plans:
        if plan.periods:
            last = plan.periods_in_order[-1]
            if last.tag not in tags:
                yield Draft(plan.id, last.id)


def _plan(before: Plan, loaded: Loaded, policy: Plan, used: Used) -> PlanReview:
    after = loaded.plans[before.id]
    log = change_log(before, after, policy=policy, plans=loaded.plans, used=used)
    judged = [_judged(entry, before, after) for entry in log.entries]
    rules = [each for each in judged if _is_rule(each.entry)]
    rest = [each for each in judged if not _is_rule(each.entry)]
    gated = [each for each in rest if each.entry.requirement.somebody]
    free = [each for each in rest if not each.entry.requirement.somebody]
    return PlanReview(
        plan_id=after.id,
        title=after.header.title,
        log=log,
        rules=tuple(sorted(rules, key=_weight)),
        gated=tuple(sorted(gated, key=lambda each: not each.lacks)),
        free=tuple(each for each in free if each.entry.change.control),
        progress=_by_theme(
            (each.entry for each in free if not each.entry.change.control), before, after
        ),
    )


def _is_rule(entry: Entry) -> bool:
    change = entry.change
    return all_kinds()[change.kind].about == "the rules" or change.section == _AGREEING


def _weight(judged: Judged) -> tuple[bool, bool]:
    return judged.entry.change.kind not in _JUDGES_FIRST, not judged.lacks


def _judged(entry: Entry, before: Plan, after: Plan) -> Judged:
    """Judge one change: agreement recorded here counts only with its meeting and minute."""
    if entry.lacks_agreement:
        return Judged(entry, lacks=True)
    here = [each for each in entry.agreements if each.recorded_since]
    if entry.standing is not Standing.AGREED or not here:
        return Judged(entry, lacks=False, note=_to_tell(entry, after))
    told = "agreement recorded in this pull request"
    found = [(each, *minuted(each, after, before)) for each in here]
    counting = {each.body for each in entry.agreements if not each.recorded_since}
    counting |= {each.body for each, counts, _ in found if counts}
    lacks = not _enough(entry, counting)
    words = dict.fromkeys(said for _, counts, said in found if lacks is not counts)
    note = f"{told}{', but ' if lacks else ': '}{'; '.join(words)}"
    return Judged(entry, lacks=lacks, note="; ".join(filter(None, (note, _to_tell(entry, after)))))


def _to_tell(entry: Entry, plan: Plan) -> str:
    names = ", ".join(plan.name_of(each) for each in entry.not_noted)
    return f"to be put before {names}, for noting" if names else ""


def _enough(entry: Entry, counting: set[str]) -> bool:
    asks = entry.requirement
    one_of = not asks.needs_one_of or bool(counting & set(asks.needs_one_of))
    return set(asks.needs) <= counting and one_of


def _by_theme(
    entries: Iterable[Entry], before: Plan, after: Plan
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return changes under the theme that they belong to, or under their section."""
    themes: dict[str, list[Entry]] = {}
    for entry in entries:
        themes.setdefault(_theme(entry, before, after), []).append(entry)
    return tuple((theme, tuple(found)) for theme, found in themes.items())


def _theme(entry: Entry, before: Plan, after: Plan) -> str:
    change = entry.change
    if change.section == "items" and len(after.levels) > 1:
        is_there = change.record in after.items
        plan, record = (after, change.record) if is_there else (before, change.old_id)
        return plan.name_of([record, *plan.ancestors(record)][-1])
    return change.section.replace("_", " ").capitalize() or "The rest"
