"""Accepted findings: a waiver hides what it names until its last day, and is itself watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.diagnostics import Diagnostic
    from ipcli.load.sources import Sources
    from ipcli.model.commentary import Waiver
    from ipcli.model.plan import Plan


def waived(
    found: set[Diagnostic], plan: Plan, as_of: date | None, sources: Sources
) -> tuple[set[Diagnostic], set[Diagnostic]]:
    """Return the findings that stand, with those about the waivers themselves, and the spared."""
    spared: set[Diagnostic] = set()
    about: set[Diagnostic] = set()
    for waiver in plan.waivers:
        if waiver.rule not in all_rules():
            continue  # IP905 says so
        hits = {each for each in found if _names(waiver, each)}
        expired = as_of is not None and waiver.expires < as_of
        if not expired:
            spared |= hits
        about.update(_about(waiver, hits=bool(hits), expired=expired, sources=sources))
    return (found - spared) | about, spared


def _names(waiver: Waiver, found: Diagnostic) -> bool:
    return waiver.rule == found.code and waiver.record == found.record


def _about(waiver: Waiver, *, hits: bool, expired: bool, sources: Sources) -> Iterator[Diagnostic]:
    from ipcli.rules.registry import Finding  # noqa: PLC0415
    from ipcli.rules.run import diagnostic  # noqa: PLC0415 (they judge each other)

    if expired and hits:
        told = (
            f"the waiver of {waiver.rule} on `{waiver.record}` ended on "
            f"{long_day(waiver.expires)}, so the finding counts again"
        )
        yield diagnostic(all_rules()["IP902"], Finding(waiver, "expires", told), sources)
    elif not hits:
        told = f"{waiver.rule} finds nothing on `{waiver.record}`, so the waiver is of no use"
        yield diagnostic(all_rules()["IP901"], Finding(waiver, "rule", told), sources)
