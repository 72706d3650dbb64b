"""Findings as JSON; `schemas/findings.schema.json` describes it and `version` counts its forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ipcli import __version__
from ipcli.output.plain import UNSAFE

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic, Place
    from ipcli.rules import Checked

VERSION = 1


def findings(checked: Checked) -> str:
    """Return everything that `validate` knows as one JSON object."""
    return dump(
        {
            "version": VERSION,
            "tool": {"name": "ipcli", "version": __version__},
            "checked": {
                "plans": checked.plans,
                "items": checked.items,
                "files": checked.files,
                "rules": checked.rules,
            },
            "findings": [finding(found) for found in checked.diagnostics],
            "waived": [finding(found) for found in checked.waived],
            "left_out_as_known": checked.known,
            "left_out_as_not_asked_for": checked.not_shown,
            "not_run": [{"rule": code, "reason": why} for code, why in checked.not_run],
        }
    )


def finding(found: Diagnostic) -> dict[str, object]:
    """Return one finding with its place."""
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.word,
        "message": found.message,
        "mend": found.mend,
        "record": found.record or None,
        **_place(found.place),
        "related": [{"text": text, **_place(place)} for place, text in found.related],
    }


def dump(value: object) -> str:
    """Write JSON as the whole tool does: two spaces, letters as they are, a new line at the end.

    Signs that a terminal would obey are spelt out, beyond those that JSON itself spells out.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _place(place: Place) -> dict[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column}
