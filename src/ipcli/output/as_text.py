"""Findings as lines of text: one plain line each, or with the source on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.output.plain import counted, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from ipcli.diagnostics import Diagnostic
    from ipcli.rules import Checked

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_WIDEST = 200  # characters of a source line that are shown


def findings(checked: Checked) -> str:
    """Return one line per finding and a last line that says what was checked."""
    lines = [line(found) for found in checked.diagnostics]
    return "\n".join([*lines, summary(checked)]) + "\n"


def line(found: Diagnostic) -> str:
    """Return a finding as `file:line:column: severity CODE message`, on one line."""
    return f"{plain(str(found.place))}: {found.severity.word} {found.code} {plain(found.message)}"


def summary(checked: Checked) -> str:
    """Return the line that counts findings, plans, items, and rules that were not run."""
    counts = {
        severity: sum(found.severity is severity for found in checked.diagnostics)
        for severity in reversed(Severity)
    }
    told = ", ".join(counted(n, severity.word) for severity, n in counts.items() if n)
    checked_what = (
        f"{counted(checked.plans, 'plan')}, {counted(checked.items, 'item')}, "
        f"{counted(checked.files, 'file')}"
    )
    words = [f"{told or 'nothing wrong'} in {checked_what}", f"{checked.rules} rules run"]
    words += [", ".join(_not_run(checked))] if checked.not_run else []
    if checked.waived:
        words.append(f"{counted(len(checked.waived), 'finding')} waived")
    if checked.known:
        words.append(f"{counted(checked.known, 'finding')} that the base had left out")
    return "; ".join(words)


def _not_run(checked: Checked) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for code, why in checked.not_run:
        reasons.setdefault(why, []).append(code)
    for why, codes in sorted(reasons.items()):
        yield f"{len(codes)} not run: {why}"


def show(checked: Checked, source: Callable[[str, int], str], console: Console) -> None:
    """Print the findings on a terminal, each with its line and a caret, then the summary."""
    from rich.text import Text  # noqa: PLC0415 (only on a terminal)

    for found in checked.diagnostics:
        style = _STYLES[found.severity]
        head = Text(plain(str(found.place)), "bold")
        head.append(f"  {found.severity.word} {found.code}", style)
        head.append(f"  {found.name}", "dim")
        console.print(head)
        console.print(Text(f"  {plain(found.message)}"))
        shown = source(found.place.path, found.place.line)
        if shown.strip():
            _excerpt(found, shown, console)
        if found.mend:
            console.print(Text(f"  mend: {plain(found.mend)}", "dim"))
        console.print()
    console.print(Text(summary(checked), "bold"))


def _excerpt(found: Diagnostic, shown: str, console: Console) -> None:
    from rich.text import Text  # noqa: PLC0415

    number = f"{found.place.line:>5} | "
    text = shown.replace("\t", " ")[:_WIDEST]
    console.print(Text(number, "dim").append(plain_keeping_spaces(text), "default"), soft_wrap=True)
    if found.place.column <= len(text) + 1:
        caret = " " * (len(number) + found.place.column - 1) + "^"
        console.print(Text(caret, _STYLES[found.severity]), soft_wrap=True)


def plain_keeping_spaces(text: str) -> str:
    """Return a source line without control characters, its indentation kept."""
    return text[: len(text) - len(text.lstrip())] + plain(text.strip()) if text else text
