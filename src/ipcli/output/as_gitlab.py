"""Findings as a GitLab code quality report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.output.as_json import dump
from ipcli.output.plain import fingerprint, plain

if TYPE_CHECKING:
    from ipcli.rules import Checked

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def findings(checked: Checked) -> str:
    """Return a list of issues, each with a fingerprint that does not move with lines.

    GitLab shows one issue of those with one fingerprint, so the like of one above is numbered.
    """
    seen: Counter[str] = Counter()
    issues = []
    for found in checked.diagnostics:
        name = fingerprint(found)
        seen[name] += 1
        issues.append(
            {
                "description": plain(found.message),
                "check_name": found.code,
                "fingerprint": name if seen[name] == 1 else f"{name}-{seen[name]}",
                "severity": _LEVELS[found.severity],
                "location": {"path": found.place.path, "lines": {"begin": found.place.line}},
            }
        )
    return dump(issues)
