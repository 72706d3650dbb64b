"""Findings as lines of text: one plain line each, or with the source on a terminal."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.output.plain import counted, in_place, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from ipcli.diagnostics import Diagnostic
    from ipcli.rules import Checked

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


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
    nothing = "nothing wrong of what was asked for" if checked.not_shown else "nothing wrong"
    words = [f"{told or nothing} in {checked_what}", f"{checked.rules} rules run"]
    words += [", ".join(_not_run(checked))] if checked.not_run else []
    if checked.waived:
        words.append(f"{counted(len(checked.waived), 'finding')} waived")
    if checked.known:
        words.append(f"{counted(checked.known, 'finding')} that the base had left out")
    if checked.not_shown:
        words.append(f"{counted(checked.not_shown, 'finding')} not shown, as not asked for")
    return "; ".join(words)


def _not_run(checked: Checked) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for code, why in checked.not_run:
        reasons.setdefault(why, []).append(code)
    for why, codes in sorted(reasons.items()):
        yield f"{len(codes)} not run: {why}"


def show(checked: Checked, source: Callable[[str], Sequence[str]], console: Console) -> None:
    """Print the findings on a terminal, each with its line and a caret, then the summary.

    `source` returns the lines of a file.
    """
    from rich.padding import Padding  # noqa: PLC0415 (only on a terminal)
    from rich.text import Text  # noqa: PLC0415

    lines = cache(source)
    for found in checked.diagnostics:
        style = _STYLES[found.severity]
        head = Text(plain(str(found.place)), "bold")
        head.append(f"  {found.severity.word} {found.code}", style)
        head.append(f"  {found.name}", "dim")
        console.print(head)
        console.print(Padding.indent(Text(plain(found.message)), 2))
        shown = lines(found.place.path)[found.place.line - 1 : found.place.line]
        if shown and shown[0].strip():
            _excerpt(found, shown[0], console)
        if found.mend:
            console.print(Padding.indent(Text(f"mend: {plain(found.mend)}", "dim"), 2))
        console.print()
    console.print(Text(summary(checked), "bold"))


def _excerpt(found: Diagnostic, line: str, console: Console) -> None:
    """Print a line, or the part of a long one that matters, with a caret under the column."""
    from rich.text import Text  # noqa: PLC0415

    number = f"{found.place.line:>5} | "
    shown, before = _window(in_place(line), found.place.column - 1, console.width - len(number))
    console.print(Text(number, "dim").append(shown, "default"), soft_wrap=True)
    caret = " " * (len(number) + before) + "^"
    console.print(Text(caret, _STYLES[found.severity]), soft_wrap=True)


def _window(line: str, at: int, room: int) -> tuple[str, int]:
    """Return what of a line fits into so many cells, and how many of them lie before `at`."""
    from rich.cells import cell_len  # noqa: PLC0415

    start = max(0, at - room)
    while start < at and cell_len(line[start:at]) > room * 2 // 3 > 0:
        start += 1
    lead = "…" if start else ""
    shown = lead + line[start : start + room]
    cut = start + room < len(line)
    while cell_len(shown) + cut > room > 1:
        shown, cut = shown[:-1], True
    return shown + "…" * cut, cell_len(lead + line[start:at])
