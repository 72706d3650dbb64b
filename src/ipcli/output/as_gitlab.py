"""Findings as a GitLab code quality report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.output.as_json import dump
from ipcli.output.plain import fingerprint, plain

if TYPE_CHECKING:
    from ipcli.rules import Checked

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def findings(checked: Checked) -> str:
    """Return a list of issues, each with a fingerprint that does not move with lines."""
    return dump(
        [
            {
                "description": plain(found.message),
                "check_name": found.code,
                "fingerprint": fingerprint(found),
                "severity": _LEVELS[found.severity],
                "location": {"path": found.place.path, "lines": {"begin": found.place.line}},
            }
            for found in checked.diagnostics
        ]
    )
