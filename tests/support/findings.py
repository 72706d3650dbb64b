"""What the rules find in a text that is laid over the small plan."""

from __future__ import annotations

from datetime import date

from ipcli.rules import check
from support.plans import loaded

DAY = date(2026, 9, 30)


def found(code: str, text: str, base: str = "", as_of: date | None = DAY) -> list[str]:
    """Return the messages of one rule, in the order of the places."""
    checked = check(loaded(text), as_of=as_of, base=loaded(base) if base else None)
    return [each.message for each in checked.diagnostics if each.code == code]


def codes(text: str) -> set[str]:
    """Return the codes of all findings."""
    return {each.code for each in check(loaded(text), as_of=DAY).diagnostics}


def item(*keys: str) -> str:
    """Return the text of an action with these keys, a line each."""
    lines = ["items:", "  - id: A", "    title: Savings plan", "    level: action"]
    return "\n".join([*lines, *(f"    {key}" for key in keys), ""])
