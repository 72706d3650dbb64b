from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.risk import Measure
    from ipcli.rules.facts import Facts

_MEASURE = """
measures:
  - id: M1
    title: Invoices paid within 30 days
"""
_CORRECTED = """
    corrections:
      - date: 2026-09-10
        key: readings.2026/27 Q1.value
        from: 91
        to: 87
        reason: Disputed invoices had been left out
"""


@rule(
    "IP610",
    "reading-rewritten",
    Severity.WARNING,
    needs=("base",),
    base=_MEASURE + "    readings: [{for: 2026/27 Q1, value: 91}]\n",
    bad=_MEASURE + "    readings: [{for: 2026/27 Q1, value: 87}]\n",
    good=_MEASURE + "    readings: [{for: 2026/27 Q1, value: 87}]\n" + _CORRECTED.lstrip("\n"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """A reading, or the baseline, of a measure has another value now, and no correction says why.

    Why: a published figure that changes without a word costs the trust in all others.

    Mend: put the old value back, or add an entry to `corrections` with the key, both values and
    the reason.
    """
    for now in facts.plan.measures.values():
        then = facts.then(now)
        if then:
            corrected = {each.key for each in now.corrections if each not in then.corrections}
            yield from _readings(now, then, corrected)
            if corrected.isdisjoint({"baseline", "baseline.value", "baseline.for"}):
                yield from _baseline(now, then)


def _readings(now: Measure, then: Measure, corrected: set[str]) -> Iterator[Finding]:
    old = {reading.for_.text: reading.value for reading in then.readings}
    for at, reading in enumerate(now.readings):
        was = old.get(reading.for_.text, reading.value)
        keys = (f"readings.{reading.for_.text}.value", f"readings.{reading.for_.text}")
        if was != reading.value and was is not None and corrected.isdisjoint(keys):
            told = (
                f"the reading of `{now.id}` for {reading.for_} is "
                f"{'gone' if reading.value is None else reading.value}, but was {was}"
            )
            yield Finding(now, ("readings", at, "value"), told)


def _baseline(now: Measure, then: Measure) -> Iterator[Finding]:
    first, second = then.baseline, now.baseline
    if first and first.value is not None and first != second:
        is_now = f"{second.value} for {second.for_}" if second else "gone"
        told = f"the baseline of `{now.id}` is {is_now}, but was {first.value} for {first.for_}"
        yield Finding(now, "baseline", told)
