"""A pull request judged: what needs agreement and has it or lacks it, and what is newly wrong.

Two revisions of the branch to merge into are looked at: the commit where the pull request parted
from it says what changed, and its newest commit says by what rules. So neither a pull request nor
a branch begun long ago can choose looser rules than those that hold now. Waivers are the base's
too. An agreement that the pull request itself records counts only when it names the meeting and
the minute, so that somebody can look it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import Standing, all_kinds, change_log, guarded
from ipcli.changes.comparing import NotCompared
from ipcli.changes.kinds import EDITED
from ipcli.diagnostics import Severity
from ipcli.output.minutes import minuted
from ipcli.output.review import Draft, Judged, PlanReview, Review
from ipcli.rules import check
from ipcli.rules.checked import newly_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from ipcli.changes import Agreement, ChangeLog, Entry, Guarded, Used
    from ipcli.diagnostics import Diagnostic
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan

_JUDGES_FIRST = ("change-control-changed", "waiver-changed")
_AGREEING = "bodies"  # what a body does decides whether its recommendation is an agreement
# What was agreed, when and where, and what was reported: of a meeting, only these keys.
_ON_RECORD = frozenset({"change_requests", "meetings", "periods"})
_OF_A_MEETING = frozenset({"body", "date", "decisions"})


def review(  # noqa: PLR0913 (two states, and what each part of the verdict is judged by)
    before: Loaded,
    after: Loaded,
    *,
    policy: Loaded,
    base: str,
    tags: frozenset[str],
    used: Callable[[Plan], Used],
    as_of: date | None,
) -> Review:
    """Judge every plan of a pull request.

    `before` is where it parted from the base, `policy` the base as it is now, `base` what people
    call it. `tags` are the repository's: a period whose tag is not among them is yet to be
    reported. `used` tells of a plan what requests covered before. `as_of` replaces the day that
    the findings are judged by, the as-of date of each plan's last period.
    """
    shared = [plan_id for plan_id in after.plans if plan_id in before.plans]
    plans = tuple(
        _plan(then, after, policy.plans.get(then.id, then), used(then))
        for then in (before.plans[each] for each in shared)
    )
    gone, lost = _parted(before, after, "in the later revision")
    new, unknown = _parted(after, before, "in the earlier revision")
    touched = {plan.plan_id for plan in plans if plan.touched} | set(new)
    return Review(
        base=base,
        plans=plans,
        new_plans=new,
        gone=gone,
        unread=(*lost, *unknown, *_rules_unread(before, after, policy, base)),
        findings=tuple(_findings(before, after, policy, as_of)),
        drafts=tuple(_drafts((after.plans[each] for each in sorted(touched)), tags)),
    )


def _parted(
    there: Loaded, lacking: Loaded, where: str
) -> tuple[tuple[str, ...], tuple[NotCompared, ...]]:
    """Return the plans that one revision has and the other lacks, and those it could not read."""
    absent: list[str] = []
    unread: list[NotCompared] = []
    for plan in there.plans.values():
        if plan.id in lacking.plans:
            continue
        faults = [each for each in lacking.diagnostics if _may_hide(each, plan)]
        if faults:
            why = f"{faults[0].place.path} could not be read {where}"
            unread.append(NotCompared(plan.id, why))
        else:
            absent.append(plan.id)
    return tuple(absent), tuple(unread)


def _rules_unread(
    before: Loaded, after: Loaded, policy: Loaded, base: str
) -> Iterator[NotCompared]:
    """Yield what could not be read at the newest commit of the base, which says by what rules."""
    if policy is before:
        return
    where = f"at the newest commit of {base.partition(' ')[0]}, whose rules judge"
    for plan in before.plans.values():
        if plan.id in after.plans and plan.id not in policy.plans:
            found = next((each for each in policy.diagnostics if _may_hide(each, plan)), None)
            if found:
                yield NotCompared(plan.id, f"{found.place.path} could not be read {where}")
    for plan in policy.plans.values():
        if plan.id in after.plans:
            for path in plan.unread_files:
                yield NotCompared(path, f"it could not be read {where}")


def _may_hide(found: Diagnostic, plan: Plan) -> bool:
    is_inside = found.place.path.startswith(f"{plan.folder}/") or not plan.folder
    return found.severity is Severity.ERROR and is_inside


def _findings(
    before: Loaded, after: Loaded, policy: Loaded, as_of: date | None
) -> Iterator[Diagnostic]:
    """Yield the findings that are new and that no waiver of the base accepts.

    A waiver holds until the last as-of date of either revision, so an older one revives none.
    """
    checked = newly_found(
        check(after, as_of=as_of, base=before, waivers=False),
        check(before, as_of=as_of, waivers=False),
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
    record = [each for each in judged if _is_on_record(each.entry)]
    rest = [each for each in judged if each not in rules and each not in record]
    gated = [each for each in rest if each.entry.requirement.somebody]
    free = [each for each in rest if not each.entry.requirement.somebody]
    return PlanReview(
        plan_id=after.id,
        title=after.header.title,
        log=log,
        rules=tuple(sorted(rules, key=_weight)),
        record=tuple(record),
        guarded=tuple(_newly_guarded(log, before, after, policy)),
        gated=tuple(sorted(gated, key=lambda each: not each.lacks)),
        free=tuple(each for each in free if each.entry.change.control),
        progress=_by_theme(
            (each.entry for each in free if not each.entry.change.control), before, after
        ),
    )


def _is_rule(entry: Entry) -> bool:
    change = entry.change
    return all_kinds()[change.kind].about == "the rules" or change.section == _AGREEING


def _is_on_record(entry: Entry) -> bool:
    """Tell whether something that was decided, minuted or reported stands otherwise now.

    What is only added is no such change.
    """
    change = entry.change
    if change.kind != EDITED or change.section not in _ON_RECORD or not change.old_id:
        return False
    keys = {path.partition(".")[0] for path in change.paths}
    if change.section == "meetings" and keys:
        return not keys.isdisjoint(_OF_A_MEETING)
    return bool(change.before) or not keys


def _newly_guarded(log: ChangeLog, before: Plan, after: Plan, policy: Plan) -> Iterator[Guarded]:
    """Yield the records that stand in a guarded state now, by the base's rules, and did not."""
    known = {each.record for each in guarded(before, policy=policy)} if log.guarded else set()
    for each in log.guarded:
        names = {each.record, *after.records[each.record].was}
        if known.isdisjoint(names):
            yield each


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
    found = [(each, *minuted(each, _names(each, entry, after), after, before)) for each in here]
    counting = {each.body for each in entry.agreements if not each.recorded_since}
    counting |= {each.body for each, counts, _ in found if counts}
    lacks = not _enough(entry, counting)
    words = dict.fromkeys(said for _, counts, said in found if lacks is not counts)
    note = f"{told}{', but ' if lacks else ': '}{'; '.join(words)}"
    notes = (note, *_altered(here), _to_tell(entry, after))
    return Judged(entry, lacks=lacks, note="; ".join(filter(None, notes)))


def _names(agreement: Agreement, entry: Entry, plan: Plan) -> frozenset[str]:
    """Return the ids by which a minute may say that it is about a change."""
    record = entry.change.record
    ids = {*entry.change.about, agreement.request, *plan.ancestors(record), plan.id}
    return frozenset(ids | {f"{each}@{plan.id}" for each in ids})


def _altered(agreements: Iterable[Agreement]) -> Iterator[str]:
    for name in dict.fromkeys(each.ref or each.request for each in agreements if each.asks_altered):
        yield f"what request {name} asks for is altered here"


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
