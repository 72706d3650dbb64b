from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.change_control import ControlRule
    from ipcli.rules.facts import Facts


@rule(
    "IP702",
    "control-rule-needs",
    Severity.ERROR,
    bad="change_control:\n  - {change: due-moved, needs: [nobody, cabinet]}\n",
    good="change_control:\n  - {change: due-moved, needs: cabinet}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A rule of change control does not say who must agree, or says it in two ways.

    Why: a change that comes to such a rule would be free or forbidden, depending on how one reads
    it.

    Mend: write `needs` (all of them), or `needs_one_of` (one of them is enough); `nobody` and
    `never` stand alone, in `needs`.
    """
    for number, each in enumerate(facts.plan.change_control, 1):
        if why := _unclear(each):
            told = f"rule {number} of `change_control` ({', '.join(each.change)}) {why}"
            yield Finding(each, "needs" if each.needs else "needs_one_of", told)


def _unclear(rule_: ControlRule) -> str:
    words = sorted({"nobody", "never"}.intersection(rule_.needs))
    if rule_.needs and rule_.needs_one_of:
        return "has both `needs` and `needs_one_of`"
    if not (rule_.needs or rule_.needs_one_of):
        return "has neither `needs` nor `needs_one_of`"
    if words and len(rule_.needs) > 1:
        others = [f"`{each}`" for each in rule_.needs if each != words[0]]
        return f"needs `{words[0]}` and at the same time {', '.join(others)}"
    if wrong := {"nobody", "never"}.intersection(rule_.needs_one_of):
        return f"has `{min(wrong)}` in `needs_one_of`; it stands alone, in `needs`"
    return ""
