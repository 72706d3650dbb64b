"""The two days before a meeting: when its papers are to be public, and a key decision announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.calendar import clear_days_before, clear_working_days_before

if TYPE_CHECKING:
    from datetime import date

    from ipcli.model.meeting import Meeting
    from ipcli.model.plan import Plan

_PUBLICATION = 5  # clear working days
_NOTICE = 28  # clear days
_OPEN_TO_ALL = frozenset({"council", "executive", "committee", "scrutiny", "audit"})


def publication_day(plan: Plan, meeting: Meeting) -> date | None:
    """Return the last day to publish a meeting's papers; None where the law asks for none.

    Five clear days before a meeting of the council, its committees or its executive that is open to
    the public: Local Government Act 1972, s.100B(3); SI 2012/2089, reg 7.
    """
    body = plan.bodies.get(meeting.body)
    if body is None or body.kind not in _OPEN_TO_ALL or (body.public or "").lower() == "no":
        return None
    return clear_working_days_before(meeting.date, _PUBLICATION)


def notice_day(plan: Plan, meeting: Meeting) -> date | None:
    """Return the last day for notice of a meeting's key decision; None where there is none.

    28 clear days before a decision of the executive: Local Authorities (Executive Arrangements)
    (Meetings and Access to Information) (England) Regulations 2012 (SI 2012/2089), reg 9.
    """
    body = plan.bodies.get(meeting.body)
    key = any(paper.key_decision for paper in meeting.papers)
    if not key or body is None or body.kind != "executive":
        return None
    return clear_days_before(meeting.date, _NOTICE)
