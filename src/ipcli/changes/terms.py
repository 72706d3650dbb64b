"""What the records of one revision are called in the policy that judges them.

Two revisions are paired as the change log pairs them. So an earlier id in `was` counts only where
that id was given up for it: a record cannot take the place of another that stood beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli.changes.renames import Renames, renames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ipcli.model.plan import Plan

NAMED = ("roles", "bodies", "labels")  # what a rule names, beside levels and states


@dataclass(frozen=True)
class Terms:
    """The names of a plan, `there`, in the words of a policy: the same plan at some revision."""

    there: Plan
    policy: Plan

    @cached_property
    def _onward(self) -> Renames:
        return renames(self.there, self.policy, NAMED)

    @cached_property
    def _back(self) -> Renames:
        return renames(self.policy, self.there, NAMED)

    @property
    def _alike(self) -> bool:
        return self.there is self.policy

    def now(self, body: str) -> str:
        """Return what a body or role of the policy is called in the plan."""
        return body if self._alike else self._back.now(body)

    def level(self, level: str) -> frozenset[str]:
        """Return a level of the plan by all the names that a rule of the policy may use."""
        known = {level.id: level.was for level in self.policy.header.levels}
        return self._names([level], self._onward.levels, self._back.levels, known)

    def labels(self, labels: Iterable[str]) -> frozenset[str]:
        """Return labels of the plan by all the names that a rule of the policy may use."""
        known = {label.id: label.was for label in self.policy.labels.values()}
        return self._names(labels, self._onward.ids, self._back.ids, known)

    def _names(
        self,
        names: Iterable[str],
        onward: Mapping[str, str],
        back: Mapping[str, str],
        known: Mapping[str, Iterable[str]],
    ) -> frozenset[str]:
        here = set(names)
        found = here | {onward[each] for each in here if each in onward}
        found |= {old for old, new in back.items() if new in here}
        return frozenset(found.union(*(known.get(each, ()) for each in found)))

    def states(self, scale: str, state: str) -> frozenset[str]:
        """Return a state of the plan, alone and with its scale, by its names in the policy too."""
        other, slash, name = state.rpartition("/")
        here = (other if slash else scale, name)
        found = {here, *(() if self._alike else filter(self._same(here), self._policy_states()))}
        return frozenset(each for one, state_ in found for each in (state_, f"{one}/{state_}"))

    def _policy_states(self) -> Iterator[tuple[str, str]]:
        for scale in self.policy.scales.values():
            yield from ((scale.id, state.id) for state in scale.states)

    def _same(self, here: tuple[str, str]) -> Callable[[tuple[str, str]], bool]:
        return lambda each: self._onward.same_state(here, each) or self._back.same_state(each, here)
