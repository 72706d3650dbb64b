"""The formats in which `validate` writes what it found."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ipcli.output import as_github, as_gitlab, as_json, as_junit, as_sarif, as_text

if TYPE_CHECKING:
    from ipcli.rules import Checked


class FindingsFormat(StrEnum):
    """What `validate --format` takes."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


def findings(checked: Checked, wanted: FindingsFormat) -> str:
    """Write all findings in one format, ending with a new line."""
    match wanted:
        case FindingsFormat.TEXT:
            return as_text.findings(checked)
        case FindingsFormat.JSON:
            return as_json.findings(checked)
        case FindingsFormat.GITHUB:
            return as_github.findings(checked)
        case FindingsFormat.GITLAB:
            return as_gitlab.findings(checked)
        case FindingsFormat.SARIF:
            return as_sarif.findings(checked)
        case FindingsFormat.JUNIT:
            return as_junit.findings(checked)
