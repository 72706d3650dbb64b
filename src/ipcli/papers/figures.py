"""Figures that prose names in braces, filled in, so that text and table cannot disagree."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ipcli.assess.counts import counts_of
from ipcli.assess.figures import figure, share_of
from ipcli.assess.named import NAMED
from ipcli.assess.register import averaged
from ipcli.assess.uncounted import NotCountable, Why

if TYPE_CHECKING:
    from ipcli.papers.basis import Basis

_PERCENT = ".percent"
_HUNDREDTH = Decimal("0.01")
_AFTER = re.compile(r"\s*%| per cent")


def filled(basis: Basis, text: str) -> str:
    """Return a prose with every figure that it names in braces as a number.

    A name that stands for nothing stays as it was written. Where some rows say nothing, the figure
    is that of the others, as in the tables. One that cannot be counted at all is said to be so,
    since a gap in a sentence would be read as a mistake of the printer. A percentage carries its
    number and what it is of, unless the same prose names the number too; an average says of how
    many risks it is, unless it is of all.
    """
    if "{" not in text:
        return text
    pieces, done = [], 0
    named = {(each["name"], each["plan"]) for each in NAMED.finditer(text)}
    for found in NAMED.finditer(text):
        after = _AFTER.match(text, found.end())
        name, sign = found["name"], after[0] if after else ""
        alone = (name.removesuffix(_PERCENT), found["plan"]) not in named
        pieces += [text[done : found.start()], _value(basis, found, sign, alone=alone)]
        done = found.end() + len(sign)
    return "".join((*pieces, text[done:]))


def _value(basis: Basis, found: re.Match[str], sign: str, *, alone: bool) -> str:
    """Return what is printed for a figure; `sign` is the per cent that the author wrote himself."""
    name = found["name"]
    if found["plan"] and found["plan"] != basis.plan.id:
        other = next((each for each in basis.beside if each.plan.id == found["plan"]), None)
        return _value(other, found, sign, alone=alone) if other else f"{found[0]}{sign}"
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
        told = f"(not known: {value.reason})"
        return f"{found[0] if value.why is Why.UNKNOWN else told}{sign}"
    share = share_of(basis.plan, name, period=basis.period, today=basis.today)
    if share is None:
        scored, risks = averaged(basis.plan, name) or (0, 0)
        some = f" (of {scored:,} of {risks:,} risks)" if scored < risks else ""
        return f"{number(_rounded(value))}{some}{sign}"
    told = f"{number(value, _decimals(basis, name))}{sign or '%'}"
    return f"{told} ({share[0]:,} of {share[1]:,})" if alone else told


def _rounded(value: Decimal) -> Decimal:
    """Return an average with two decimals at most, rounded half up: 8, 12.5, 8.33."""
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP).normalize() if value % 1 else value


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
