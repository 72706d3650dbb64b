"""One plan file laid out in several ways: what it says stays the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable


def _said(text: str) -> dict[str, Any]:
    said: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (makes texts only)
    return said


def _flow(value: Any) -> str:  # noqa: ANN401 (any value of a file)
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case _:
            return json.dumps(value)


def _on_lines(value: Any, indent: int) -> str:  # noqa: ANN401 (any value of a file)
    pad, end = " " * (indent + 2), "\n" + " " * indent
    match value:
        case dict():
            rows = (f"{pad}{key}: {_on_lines(each, indent + 2)}" for key, each in value.items())
            return "{\n" + ",\n".join(rows) + end + "}"
        case list():
            return "[\n" + ",\n".join(pad + _on_lines(x, indent + 2) for x in value) + end + "]"
        case _:
            return json.dumps(value)


def _rows(text: str) -> str:
    """Return each record of a section on a line of its own, between braces."""
    return "# The rows\n" + "".join(
        f"{key}:\n" + "".join(f"  - {_flow(each)}\n" for each in entries)
        for key, entries in _said(text).items()
    )


def _sections(text: str) -> str:
    return "".join(f"{key}: {_flow(entries)}\n" for key, entries in _said(text).items())


def _brackets(text: str) -> str:
    return "".join(f"{key}: {_on_lines(entries, 0)}\n" for key, entries in _said(text).items())


LAYOUTS: dict[str, Callable[[str], str]] = {
    "blocks": str,
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "a record a line": _rows,
    "a section a line": _sections,
    "brackets over lines": _brackets,
}
