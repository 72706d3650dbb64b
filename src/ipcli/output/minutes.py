"""Whether an agreement that a pull request records can be looked up: its meeting and its minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipcli.changes import Agreement
    from ipcli.model.plan import Plan

_AGREEING = frozenset({"approved", "agreed", "resolved", "recommended", "endorsed", "moved"})


def minuted(agreement: Agreement, plan: Plan, before: Plan) -> tuple[bool, str]:
    """Return whether an agreement counts, and in words where it is minuted or what is wrong.

    It counts where the meeting is one of the plan's, was held by the body that agreed, and has a
    decision with that limb which does not merely note, refer, defer or refuse. A role agrees under
    a delegation, so any body's meeting may say so. A minute that `before` does not have is named as
    new: whoever merges should look it up.
    """
    meeting = plan.meetings.get(agreement.meeting)
    if not (agreement.meeting and agreement.limb):
        return False, "without the meeting and the minute"
    if meeting is None:
        return False, f"`{agreement.meeting}` is no meeting of this plan"
    if meeting.body != agreement.body and agreement.body in plan.bodies:
        held, said = plan.name_of(meeting.body), plan.name_of(agreement.body)
        return False, f"`{meeting.id}` was a meeting of {held}, not of {said}"
    verbs = _verbs(agreement, plan)
    if not verbs:
        return False, f"`{meeting.id}` has no minute {agreement.limb}"
    if not verbs & _AGREEING:
        return False, f"minute {agreement.limb} of `{meeting.id}` says {min(verbs)}"
    new = "" if _verbs(agreement, before) else ", which is new too"
    return True, f"{meeting.id}, minute {agreement.limb}{new}"


def _verbs(agreement: Agreement, plan: Plan) -> set[str]:
    meeting = plan.meetings.get(agreement.meeting)
    decisions = meeting.decisions if meeting else ()
    return {each.verb for each in decisions if each.limb == agreement.limb}
