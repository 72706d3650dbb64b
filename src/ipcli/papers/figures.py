"""Figures that prose names in braces, filled in, so that text and table cannot disagree."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ipcli.assess.counts import counts_of
from ipcli.assess.figures import NotCountable, Why, figure

if TYPE_CHECKING:
    from ipcli.papers.basis import Basis

_NAMED = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9._/-]*)\}(\s*%| per cent)?")


def filled(basis: Basis, text: str) -> str:
    """Return a prose with every figure that it names in braces as a number.

    A name that stands for nothing stays as it was written. Where some rows say nothing, the figure
    is that of the others, as in the tables. One that cannot be counted at all is said to be so,
    since a gap in a sentence would be read as a mistake of the printer.
    """
    if "{" not in text:
        return text
    return _NAMED.sub(lambda found: _value(basis, found), text)


def _value(basis: Basis, found: re.Match[str]) -> str:
    name, after = found[1], found[2] or ""
    value = figure(
        basis.plan,
        name,
        about=None,
        period=basis.period,
        today=basis.today,
        changes=basis.change_figures,
    )
    if isinstance(value, NotCountable) and value.found is not None:
        value = value.found
    if isinstance(value, NotCountable):
        return found[0] if value.why is Why.UNKNOWN else f"(not known: {value.reason}){after}"
    if name.endswith(".percent"):
        return f"{number(value, _decimals(basis, name))}{after or '%'}"
    return f"{number(value)}{after}"


def number(value: Decimal, decimals: int | None = None) -> str:
    """Print a number, rounded half up where decimals are given, with commas between thousands."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    elif value == value.to_integral_value():
        value = value.to_integral_value()
    return f"{value:,f}"


def _decimals(basis: Basis, name: str) -> int:
    counts = {count.id: count.decimals for count in counts_of(basis.plan)}
    return max((n for each, n in counts.items() if name.startswith(f"{each}.")), default=0)
