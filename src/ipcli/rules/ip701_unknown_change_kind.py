from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts


@rule(
    "IP701",
    "unknown-change-kind",
    Severity.ERROR,
    bad="change_control:\n  - {change: due-move, needs: cabinet}\n",
    good="change_control:\n  - {change: due-moved, needs: cabinet}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A rule of change control, or a change request, names a kind of change that there is not.

    Why: a rule for it guards nothing, and a request for it explains nothing.

    Mend: write one of the kinds that `docs/changes.md` lists; in change control, `any` too.
    """
    if not (facts.plan.change_control or facts.plan.change_requests):
        return
    from ipcli.changes import all_kinds  # noqa: PLC0415 (only plans with change control wait for it)

    kinds = all_kinds()
    for number, each in enumerate(facts.plan.change_control, 1):
        for at, kind in enumerate(each.change):
            if kind not in kinds and kind != "any":
                told = f"rule {number} of `change_control` names `{kind}`, which is no kind of "
                told += f"change{closest(kind, [*kinds, 'any'])}"
                yield Finding(each, ("change", at) if len(each.change) > 1 else "change", told)
    for request in facts.plan.change_requests.values():
        for at, ask in enumerate(request.asks):
            if ask.change not in kinds:
                told = f"`{request.id}` asks for `{ask.change}`, which is no kind of change"
                yield Finding(request, ("asks", at, "change"), told + closest(ask.change, kinds))
