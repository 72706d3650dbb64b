from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.changes.kinds import Kind
    from ipcli.model.change_control import ControlRule
    from ipcli.rules.facts import Facts


@rule(
    "IP703",
    "control-rule-never-reached",
    Severity.NOTE,
    bad="""
change_control:
  - {change: due-moved, needs: cabinet}
  - {change: due-moved, levels: [step], needs: nobody}
""",
    good="""
change_control:
  - {change: due-moved, levels: [step], needs: nobody}
  - {change: due-moved, needs: cabinet}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A rule of change control is never reached: an earlier one takes all that it could.

    Why: each change goes to the first rule that fits, so whoever wrote the later rule believes in
    something that never happens.

    Mend: put the narrow rule before the wide one, or delete it.
    """
    if not facts.plan.change_control[1:]:
        return
    from ipcli.changes import all_kinds  # noqa: PLC0415 (only plans with change control wait)

    kinds = all_kinds()
    taken: dict[str, int] = {}
    for number, each in enumerate(facts.plan.change_control, 1):
        by = [taken.get(kind, 0) for kind in each.change]
        if each.change and all(by):
            earlier = facts.plan.change_control[max(by) - 1]
            told = (
                f"rule {number} of `change_control` ({', '.join(each.change)}) is never reached: "
                f"rule {max(by)} takes every such change"
            )
            yield Finding(each, "change", told, ((earlier, "change", f"rule {max(by)}"),))
        if not _conditions(each):
            for kind in _named(each.change, kinds):
                taken.setdefault(kind, number)


def _named(change: tuple[str, ...], kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Yield the kinds that a rule names; `any` is every control change, and no progress."""
    yield from change
    if "any" in change:
        yield from (name for name, kind in kinds.items() if kind.control)


def _conditions(rule_: ControlRule) -> bool:
    return bool(
        rule_.levels
        or rule_.labels
        or rule_.to
        or rule_.by_up_to
        or rule_.in_all_up_to
        or rule_.within
    )
