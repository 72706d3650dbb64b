"""What changes about change requests, meetings and all the rest; `edited` names what is left."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.kinds import EDITED, kind
from ipcli.changes.wording import labelled, listed
from ipcli.model.meeting import Decision

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.model.change_request import ChangeRequest, RequestDecision
    from ipcli.model.meeting import Answered, Request

ABOUT = "the rest"
# Long prose: that it was rewritten is said, and what it says stands beside it.
PROSE = frozenset(
    {
        *("text", "meaning", "minutes", "reason", "description", "summary", "issues", "next"),
        *("lines", "achievements", "papers"),
    }
)


@kind(
    "change-request-raised",
    about=ABOUT,
    control=False,
    of=("change_requests",),
    fields=("added",),
    counted=("change request raised", "change requests raised"),
)
def change_request_raised(found: Found) -> str:
    """Somebody asked for a change to the plan."""
    request: ChangeRequest = found.new
    if request.raised is None:
        return "raised"
    return f"raised by {found.now.names(request.raised.by)}, {request.raised.date}"


@kind(
    "change-request-decided",
    about=ABOUT,
    control=False,
    of=("change_requests",),
    fields=("decisions",),
    counted=("decision on a change request", "decisions on change requests"),
    per="entry",
)
def change_request_decided(found: Found) -> str | None:
    """A body said what becomes of a change request."""
    decision: RequestDecision | None = found.first.after  # type: ignore[assignment]
    if decision is None:
        return None
    return f"{decision.outcome} by {found.now.names(decision.by)}, {decision.date}"


@kind(
    "decision-added",
    about=ABOUT,
    control=False,
    of=("meetings",),
    fields=("decisions",),
    counted=("decision of a meeting added", "decisions of meetings added"),
    per="entry",
)
def decision_added(found: Found) -> str | None:
    """A meeting decided something. A decision that is rewritten is `edited`."""
    decision = found.first.after
    if not isinstance(decision, Decision):
        return None
    limb = f"{decision.limb}: " if decision.limb else ""
    return f"decision {limb}{decision.verb}"


@kind(
    "request-made",
    about=ABOUT,
    control=False,
    of=("requests",),
    fields=("added",),
    counted=("request made by a meeting", "requests made by meetings"),
)
def request_made(found: Found) -> str:
    """A meeting asked for something."""
    request: Request = found.new
    meeting = found.after.meetings.get(found.after.holder.get(request.id, ""))
    by = found.now.names(request.by or ((meeting.body,) if meeting else ()))
    due = f", due {request.due}" if request.due else ", without a date"
    return f"asked for{f' by {by}' if by else ''}{due}"


@kind(
    "request-answered",
    about=ABOUT,
    control=False,
    of=("requests",),
    fields=("answered",),
    counted=("request answered", "requests answered"),
)
def request_answered(found: Found) -> str | None:
    """What a meeting asked for was given."""
    before, after = found.values("answered")
    answered: Answered | None = after  # type: ignore[assignment]
    return f"answered, {answered.date}" if answered and not before else None


@kind(
    EDITED,
    about=ABOUT,
    control=False,
    of=("*",),
    fields=("*",),
    counted=("other record changed", "other records changed"),
    done="edited otherwise",
)
def edited(found: Found) -> str:
    """All that no other kind names. Nothing is dropped."""
    first = found.first
    whole = "added" if first.after is not None else "gone from the plan's files"
    if first.section == "commentary":
        fields = dict.fromkeys(each.path[1] for each in found.differences if len(each.path) > 1)
        told = f"{listed(labelled(field) for field in fields)} edited" if fields else whole
        return f"commentary for {first.path[0]}{':' if fields else ''} {told}"
    return found.turned_fields(prose=PROSE) if first.path else whole
