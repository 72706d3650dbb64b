from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.model.base import CLOSED_KINDS
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_DATED = frozenset({"any", "due-moved", "start-moved", "baseline-moved", "forecast-moved"})
_BY_STATE = frozenset({"status-changed", "rating-changed"})


@rule(
    "IP704",
    "condition-never-holds",
    Severity.WARNING,
    bad="change_control:\n  - {change: reworded, by_up_to: 1 month, needs: nobody}\n",
    good="change_control:\n  - {change: due-moved, by_up_to: 1 month, needs: nobody}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A rule of change control has a condition that none of its changes can meet.

    Why: the rule would never apply, and what it means to allow or to guard goes to another.

    Mend: correct the kind of change, or the condition. In `to` stand a state, for changes of
    status, or a kind of closing.
    """
    states = {state for states in facts.classes.values() for state in states}
    for number, each in enumerate(facts.plan.change_control, 1):
        name = f"rule {number} of `change_control` ({', '.join(each.change)})"
        for key in ("by_up_to", "in_all_up_to", "within"):
            if getattr(each, key) and _DATED.isdisjoint(each.change):
                told = f"{name} asks how far a date moves (`{key}`), but no date moves in it"
                yield Finding(each, key, told)
        known = _words(each.change, states)
        for word in each.to if known else ():
            state = word.rpartition("/")[2]
            if state not in known:
                there_is_not = f"to `{word}`, which there is not{closest(word, known)}"
                told = _of_state(each.change, word) if state in states else there_is_not
                yield Finding(each, "to", f"{name} waits for a change {told}")


def _of_state(kinds: tuple[str, ...], word: str) -> str:
    """Say why a rule that waits for a state that there is never sees it."""
    why = (
        "`any` is no change of progress; name `status-changed` or `rating-changed` too"
        if "any" in kinds
        else "no status or rating changes in it"
    )
    return f"to the state `{word}`, but {why}"


def _words(kinds: tuple[str, ...], states: set[str | None]) -> frozenset[str]:
    """Return what `to` can name in a rule for these kinds; nothing where that is anything."""
    known: set[str] = set()
    for kind in kinds:
        if kind in _BY_STATE:
            known |= {state for state in states if state}
        elif kind == "any" or kind.endswith("-closed"):
            known |= set(CLOSED_KINDS)
        else:
            return frozenset()
    return frozenset(known)
