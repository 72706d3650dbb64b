"""Findings as GitHub workflow commands, which become annotations on the pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.output.as_text import summary
from ipcli.output.plain import plain

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic, Place
    from ipcli.rules import Checked

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def findings(checked: Checked) -> str:
    """Return one command per finding, worst first: GitHub shows only the first ten of a kind."""
    worst_first = sorted(checked.diagnostics, key=lambda found: (-found.severity, found))
    return "\n".join([*map(_command, worst_first), summary(checked)]) + "\n"


def _command(found: Diagnostic) -> str:
    title = f"{found.code} {found.name}"
    return annotation(WORDS[found.severity], found.place, title, found.message)


def annotation(word: str, place: Place | None, title: str, message: str) -> str:
    """Return one workflow command; without a place it stands at the pull request as a whole."""
    where = ""
    if place:
        where = f"file={_escaped(place.path)},line={place.line},col={place.column},"
    return f"::{word} {where}title={_escaped(title)}::{_data(plain(message))}"


def _escaped(text: str) -> str:
    """Escape a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
