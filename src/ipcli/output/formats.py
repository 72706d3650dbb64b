"""The formats that commands write, by name; nothing else, so that `--help` starts fast."""

from __future__ import annotations

from enum import StrEnum


class FindingsFormat(StrEnum):
    """What `validate --format` takes."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


class SheetFormat(StrEnum):
    """What `--format` takes for an overview."""

    TEXT = "text"
    MD = "md"
    JSON = "json"
