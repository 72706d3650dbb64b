from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_PERIOD = "periods:\n  - {{id: 2026-27-Q3, name: Third quarter, as_of: 2026-12-31, tag: {}}}\n"
# What git refuses, and how a person would say it; the first that is found is told.
_REFUSED = (
    (re.compile(r"\A-"), "it begins with `-`"),
    (re.compile(r" "), "there is a space in it"),
    (re.compile(r"([~^:?*\[\\])"), "there is `{}` in it"),
    (re.compile(r"[\x00-\x1f\x7f]"), "there is a control character in it"),
    (re.compile(r"(\.\.|//|@\{)"), "there is `{}` in it"),
    (re.compile(r"\A/|/\Z"), "it begins or ends with `/`"),
    (re.compile(r"\.\Z"), "it ends with a full stop"),
    (re.compile(r"(?:\A|/)\."), "a part of it begins with a full stop"),
    (re.compile(r"(\.lock)(?:/|\Z)"), "a part of it ends with `{}`"),
)


@rule(
    "IP820",
    "no-name-for-a-tag",
    Severity.ERROR,
    bad=_PERIOD.format("small/Q3 2026"),
    good=_PERIOD.format("small/2026-12"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """The tag of a period has a name that git refuses.

    Why: the commit that was reported can never get that tag, so the period can never be final.

    Mend: write a name of letters, digits, `-`, `.` and `/`, such as `small/2026-12`.

    Source: git-check-ref-format(1), git-tag(1).
    """
    for period in facts.plan.periods.values():
        found = ((sign.search(period.tag or ""), told) for sign, told in _REFUSED)
        why = next((told.format(*match.groups()) for match, told in found if match), "")
        if why:
            told = f"git has no tag `{period.tag}`, which `{period.id}` names: {why}"
            yield Finding(period, "tag", told)
