"""A change log as JSON; `version` counts its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli import __version__
from ipcli.output.as_json import dump

if TYPE_CHECKING:
    from ipcli.changes import ChangeLog, Entry

VERSION = 1


def json(log: ChangeLog, *, title: str, since: str, until: str) -> str:
    """Return everything that the log knows as one JSON object."""
    return dump(
        {
            "version": VERSION,
            "tool": {"name": "ipcli", "version": __version__},
            "plan": log.plan,
            "title": title,
            "since": since,
            "until": until,
            "gated": log.gated,
            "filtered": log.narrowed_to or None,
            "counts": [
                {
                    "kind": row.kind,
                    "level": row.level or None,
                    "number": row.number,
                    "words": row.words,
                    "control": row.control,
                }
                for row in log.counts
            ],
            "changes": [_entry(entry) for entry in log.entries],
            "closures": [
                {
                    "ref": each.ref or None,
                    "request": each.request or None,
                    "record": each.record,
                    "title": each.title,
                    "level": each.level_name,
                    "kind": each.kind,
                    "into": each.into or None,
                    "why": each.why,
                    "date": each.date,
                    "illustrative": each.illustrative,
                }
                for each in log.closures
            ],
            "without_agreement": [each.change.record for each in log.unexplained],
            "awaiting_decision": [each.change.record for each in log.awaiting],
            "in_guarded_state": [
                {"record": each.record, "state": each.state, "why": each.why}
                for each in log.guarded
            ],
            "approved_not_carried_out": [
                {"request": each.request, "kind": each.kind, "record": each.record, "why": each.why}
                for each in log.unused
            ],
            "asked_not_decided": [
                {"request": each.request, "kind": each.kind, "record": each.record}
                for each in log.undecided
            ],
            "not_compared": [
                {"record": each.record, "reason": each.why} for each in log.not_compared
            ],
        }
    )


def _entry(entry: Entry) -> dict[str, object]:
    change = entry.change
    return {
        "kind": change.kind,
        "control": change.control,
        "record": change.record,
        "was": change.old_id if change.old_id not in {"", change.record} else None,
        "section": change.section,
        "ref": change.ref or None,
        "title": change.title,
        "level": change.level or None,
        "paths": list(change.paths),
        "before": change.before or None,
        "after": change.after or None,
        "sentence": change.sentence,
        "days": change.days,
        "moved": change.moved or None,
        "illustrative": change.illustrative,
        "standing": entry.standing.value,
        "rule": entry.requirement.rule or None,
        "under": entry.requirement.under or None,
        "needs": list(entry.requirement.needs),
        "needs_one_of": list(entry.requirement.needs_one_of),
        "requests": list(entry.requests),
        "agreements": [
            {
                "request": each.request,
                "by": each.body,
                "outcome": each.outcome,
                "date": each.date.text,
                "meeting": each.meeting or None,
                "limb": each.limb or None,
            }
            for each in entry.agreements
        ],
        "why": entry.why,
    }
