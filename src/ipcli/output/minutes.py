"""Whether an agreement that a pull request records can be looked up: its meeting and its minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.wording import Words

if TYPE_CHECKING:
    from collections.abc import Collection

    from ipcli.changes import Agreement
    from ipcli.model.meeting import Decision, Meeting
    from ipcli.model.plan import Plan

_AGREEING = frozenset({"approved", "agreed", "resolved", "recommended", "endorsed", "moved"})
_LONGEST = 120  # characters of a minute that are shown


def minuted(
    agreement: Agreement, about: Collection[str], plan: Plan, before: Plan
) -> tuple[bool, str]:
    """Return whether an agreement counts, and in words where it is minuted or what is wrong.

    It counts where the meeting is one of the plan's, was held by the body that agreed, and has a
    decision with that limb which does not merely note, refer, defer or refuse, and is not about
    other records than those in `about`. A role agrees under a delegation, so any body's meeting may
    say so. A minute that `before` does not have so is named as new or altered: whoever merges
    should look it up.
    """
    if not (agreement.meeting and agreement.limb):
        return False, "without the meeting and the minute"
    meeting = plan.meetings.get(agreement.meeting)
    if meeting is None:
        return False, f"`{agreement.meeting}` is no meeting of this plan"
    if meeting.body != agreement.body and agreement.body in {*plan.bodies, *before.bodies}:
        held, said = plan.name_of(meeting.body), plan.name_of(agreement.body)
        return False, f"`{meeting.id}` was a meeting of {held}, not of {said}"
    minutes = [each for each in meeting.decisions if each.limb == agreement.limb]
    fitting = [each for each in minutes if each.verb in _AGREEING and _is_about(each, about)]
    if not fitting:
        return False, _wrong(minutes, meeting, agreement.limb, plan)
    text = " ".join(fitting[0].text.split())
    said = f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
    age = _age(meeting, fitting[0], before)
    return True, f'{meeting.id}, minute {agreement.limb}{age} ("{said}")'


def _is_about(minute: Decision, about: Collection[str]) -> bool:
    return not minute.about or not set(minute.about).isdisjoint(about)


def _wrong(minutes: list[Decision], meeting: Meeting, limb: str, plan: Plan) -> str:
    if not minutes:
        return f"`{meeting.id}` has no minute {limb}"
    here = f"minute {limb} of `{meeting.id}`"
    agreeing = [each for each in minutes if each.verb in _AGREEING]
    if not agreeing:
        return f"{here} says {min(each.verb for each in minutes)}"
    words = Words(plan, plan)
    return f"{here} is about {words.said('item', agreeing[0].about)}"


def _age(meeting: Meeting, minute: Decision, before: Plan) -> str:
    earlier = before.meetings.get(meeting.id)
    if earlier is None or all(each.limb != minute.limb for each in earlier.decisions):
        return ", which is new too"
    is_same = (earlier.body, earlier.date) == (meeting.body, meeting.date)
    return "" if is_same and minute in earlier.decisions else ", which is altered here"
