"""Whether text can be told from what it stands on: WCAG 2.2, success criterion 1.4.3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEAST = 4.5  # of text that is not large: WCAG 2.2, 1.4.3 (AA)
_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_VALUE = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{\s*:root\s*\{(.*?)\}", re.DOTALL)


class Pair(NamedTuple):
    """Text and what it stands on, by their names, and how far apart they are."""

    text: str
    on: str
    ratio: float


# What may stand on what, by the names that the style gives them.
ON: Mapping[str, tuple[str, ...]] = {
    "on-brand": ("brand",),
    "link": ("paper", "panel", "row-alt"),
    "link-visited": ("paper", "panel", "row-alt"),
}


def shades(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the named colours of a style, in light and in dark."""
    light, dark = _ROOT.search(style), _DARK.search(style)
    found = dict(_VALUE.findall(light[1])) if light else {}
    return found, found | (dict(_VALUE.findall(dark[1])) if dark else {})


def too_near(colours: Mapping[str, str]) -> Iterator[Pair]:
    """Yield the texts that cannot be told from what they stand on, each with the worst of it."""
    for text, backgrounds in ON.items():
        pairs = [
            Pair(text, on, contrast(colours[text], colours[on]))
            for on in backgrounds
            if text in colours and on in colours
        ]
        worst = min(pairs, key=lambda pair: pair.ratio, default=None)
        if worst and worst.ratio < LEAST:
            yield worst


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, definition of contrast ratio.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:  # noqa: PLR2004
        digits = "".join(2 * each for each in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    low = 0.04045
    return part / 12.92 if part <= low else ((part + 0.055) / 1.055) ** 2.4
