"""`ipcli rules` and `ipcli explain`: what is checked, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options
from ipcli.cli.deliver import by_suffix, deliver, folded, screen
from ipcli.errors import UsageError

if TYPE_CHECKING:
    from ipcli.rules import Rule


class CatalogueFormat(StrEnum):
    """What `rules --format` takes."""

    TEXT = "text"
    JSON = "json"


def rules(
    fmt: Annotated[
        CatalogueFormat | None, typer.Option("--format", help="How to write it; default text.")
    ] = None,
    out: options.Out = None,
) -> None:
    """List every rule. Its code, its weight, its name and what it checks."""
    from ipcli.output.as_json import dump
    from ipcli.rules import all_rules

    if (fmt or by_suffix(out, CatalogueFormat, CatalogueFormat.TEXT)) is CatalogueFormat.JSON:
        deliver(dump([_as_data(rule) for rule in all_rules().values()]), out)
        return
    lines = [
        f"{rule.code}  {rule.severity.word:<7}  {rule.name}\n       {rule.what}"
        for rule in all_rules().values()
    ]
    deliver(folded("\n".join(lines) + "\n", screen(out)), out)


def explain(
    code: Annotated[str, typer.Argument(help="A code such as IP203, or a rule's name.")],
    out: options.Out = None,
) -> None:
    """Say what a rule checks, and why. How to mend it, with a bad and a good example."""
    from ipcli.load.entries import closest
    from ipcli.rules import all_rules

    known = all_rules()
    by_name = {rule.name: rule for rule in known.values()}
    rule = known.get(code.upper()) or by_name.get(code.lower())
    if rule is None:
        message = f"there is no rule `{code}`{closest(code.upper(), [*known, *by_name])}"
        hint = "`ipcli rules` lists them all. Who must agree to a change is said by the plan's own"
        raise UsageError(message, hint=f"{hint} rules, in its `change_control`.")
    deliver(_explained(rule, screen(out)), out)


def _explained(rule: Rule, width: int | None) -> str:
    """Return the page of a rule; its examples stay as they are, to be copied."""
    parts = [f"{rule.code} {rule.name} ({rule.severity.word})", rule.what]
    parts += [f"Why: {rule.why}", f"Mend: {rule.mend}"]
    if rule.source:
        parts.append(f"Source: {rule.source}")
    parts = [folded(part, width) for part in parts]
    if rule.base:
        parts.append(f"Before:\n{_indented(rule.base)}")
    if rule.bad:
        parts.append(f"Not so:\n{_indented(rule.bad)}")
    parts.append(f"But so:\n{_indented(rule.good)}")
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.strip("\n").splitlines())


def _as_data(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "what": rule.what,
        "why": rule.why,
        "mend": rule.mend,
        "source": rule.source or None,
        "needs": sorted(rule.needs),
    }
