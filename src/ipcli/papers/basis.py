"""What every paper of a period is made from, gathered once."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli import __version__
from ipcli.assess.completion import Completion, completions
from ipcli.assess.counts import CountTable, count_table, counts_of
from ipcli.assess.coverage import Coverage, coverage
from ipcli.assess.exempt import Hidden, exempt_parts, exemptions, without_exempt
from ipcli.assess.windows import Window, window
from ipcli.errors import IpcliError
from ipcli.model.base import DONE_CLOSINGS
from ipcli.named import NamedTuple
from ipcli.papers.digest import digest
from ipcli.settings import WORDS, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Self

    from ipcli.changes import Change, ChangeLog, Used
    from ipcli.history.earlier import Earlier
    from ipcli.history.rounds import State
    from ipcli.model.commentary import Commentary
    from ipcli.model.organisation import Period
    from ipcli.model.plan import Plan


class Draft(NamedTuple):
    """Why a paper is not final, and the commands that make it so."""

    text: str
    commands: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, period: Period, *, is_committed: bool = True) -> Self:
        """Return the notice for a period that has no tag yet."""
        tag = period.tag or f"{plan.id}/{period.id}"
        text = f"Made from the working tree. It is final once the plan has the tag {tag}."
        if not period.tag and period.id in plan.periods:
            text += f" First write tag: {tag} into the period {period.id}."
        if not is_committed:
            text += " Commit what is changed in the plan files before you tag: the final paper is"
            text += " made from the commit that the tag names, and not from these files."
        commands = (
            f"git tag -a {shlex.quote(tag)} -m {shlex.quote(period.name)}",
            f"git push origin {shlex.quote(tag)}",
            f"ipcli report --plan {shlex.quote(plan.id)} --quarter {shlex.quote(period.id)}",
        )
        return cls(text, commands)


@dataclass(frozen=True)
class Basis:
    """A plan as it was reported, what it was before, and how the two differ.

    In a public paper what is exempt is in none of these. `before` is None where there is nothing
    to compare with; then there is no `log`. `previous` is the period of `before`; `known` are the
    items and risks that stood in it, exempt or not: what is public now may have been there before.
    `older` is what was reported before that, where a paper shows it; `states` are all of these, one
    for each period that may be named.
    `beside` are the other plans that a paper is about, each with a period and a past of its own.
    `named` is the digest, where it is known already.
    """

    plan: Plan
    plans: Mapping[str, Plan]
    before: Plan | None
    known: frozenset[str] | None
    log: ChangeLog | None
    period: Period
    previous: Period | None
    revision: str
    draft: Draft | None
    public: bool
    words: Words = WORDS
    beside: tuple[Basis, ...] = ()
    older: Earlier | None = None
    states: tuple[State, ...] = ()
    version: str = __version__
    named: str = ""

    @property
    def today(self) -> date:
        """The day of the facts: papers are judged by it and never by the clock."""
        return self.period.as_of

    @property
    def alone(self) -> Basis:
        """The same for a paper about this plan only."""
        return replace(self, beside=()) if self.beside else self

    @cached_property
    def window(self) -> Window:
        """The time that the period reports on."""
        return window(self.plan, self.period, today=self.today)

    @cached_property
    def exempt(self) -> Mapping[str, str]:
        """Why each exempt record is so, its own reason or that of what it stands in."""
        return exemptions(self.plan)

    @cached_property
    def new(self) -> frozenset[str]:
        """The items and risks that the plan did not have before."""
        if self.known is None:
            return frozenset()
        here = (*self.plan.items.values(), *self.plan.risks.values())
        return frozenset(each.id for each in here if self.known.isdisjoint((each.id, *each.was)))

    @cached_property
    def commentary(self) -> Mapping[str, tuple[Commentary, ...]]:
        """The commentary of the period by what it is about; the plan's own id for the whole."""
        found: dict[str, list[Commentary]] = {}
        for each in self.plan.commentary:
            if each.period == self.period.id:
                found.setdefault(each.about or self.plan.id, []).append(each)
        return {about: tuple(entries) for about, entries in found.items()}

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """What changed since it was reported before, by record."""
        from ipcli.changes import by_record  # noqa: PLC0415 (only where something was compared)

        return by_record(each.change for each in self.log.entries) if self.log else {}

    @cached_property
    def counts(self) -> tuple[CountTable, ...]:
        """The counts of the plan that have rows."""
        return tuple(table for table in self._tables if table.rows)

    @cached_property
    def counts_before(self) -> tuple[CountTable, ...]:
        """The counts of the plan as it was reported before, with rows or without."""
        return _tables(self.before, self.previous) if self.before and self.previous else ()

    @cached_property
    def counted(self) -> tuple[tuple[State, tuple[CountTable, ...]], ...]:
        """Each of the states with its counts."""
        return tuple((state, self._tables_of(state)) for state in self.states)

    def _tables_of(self, state: State) -> tuple[CountTable, ...]:
        if state.plan is self.plan:
            return self._tables
        if state.plan is self.before and state.period == self.previous:
            return self.counts_before
        return _tables(state.plan, state.period)

    @cached_property
    def _tables(self) -> tuple[CountTable, ...]:
        return _tables(self.plan, self.period)

    @cached_property
    def digest(self) -> str:
        """A short name for all that the plan says."""
        return self.named or digest(self.plan)

    @cached_property
    def completions(self) -> Mapping[str, Completion]:
        """How far each paragraph has come."""
        return completions(self.plan, today=self.today)

    @cached_property
    def coverage(self) -> Coverage:
        """What answers each paragraph in force, and what each row answers."""
        return coverage(self.plan, on=self.today)

    @cached_property
    def gaps(self) -> Mapping[str, str]:
        """The paragraphs in force that no row here answers, though the council owes them.

        With the title of the other plan that answers it, where one does that shares the paragraph.
        """
        found = dict.fromkeys(self.coverage.gaps, "")
        others = (each for each in self.plans.values() if found and each.id != self.plan.id)
        for other in others:
            for each in coverage(other, on=self.today).paragraphs:
                shared = other.paragraphs[each.record] == self.plan.paragraphs.get(each.record)
                if shared and each.covered and each.record in found:
                    found[each.record] = other.header.title
        return found

    def left(self, item_id: str) -> bool:
        """Whether an item left monitoring in another way than delivered."""
        closed = self.plan.closings.get(item_id)
        return closed is not None and closed.kind not in DONE_CLOSINGS

    @cached_property
    def change_figures(self) -> Mapping[str, int] | None:
        """The numbers of changes by name, as prose and `stated` name them."""
        from ipcli.changes import figures  # noqa: PLC0415 (only where something was compared)

        return figures(self.log) if self.log else None


def basis(  # noqa: PLR0913 (what a paper is made from)
    plan: Plan,
    *,
    plans: Mapping[str, Plan],
    before: Plan | None,
    period: Period,
    previous: Period | None,
    revision: str,
    draft: Draft | None = None,
    public: bool = False,
    used: Used = None,
    older: Earlier | None = None,
    words: Words = WORDS,
) -> Basis:
    """Gather what the papers of a period are made from, and compare it with the last period.

    With `public`, exempt records and all that stands in them are taken out first, so that nothing
    later can show them. A record that is exempt in one of the two revisions is not compared, nor
    an update, a piece of evidence, a paper or a commentary.
    `used` is what change requests covered before, as `change_log` takes it; `words` are a
    council's own; `older` is the plan before the last period.
    """
    if public and period.exempt:
        message = f"the period `{period.id}` is exempt, so there is no public paper of it"
        raise IpcliError(message, hint="Leave out --public, or take `exempt` from the period.")
    shown, compared, earlier = _public(plan, before, plans) if public else (plan, plan, before)
    if public:
        older = _public_older(older, plan, plans) if older else None
        plans = {
            each.id: without_exempt(each, Hidden.in_any([each], plans.values()))
            for each in plans.values()
        }
    return Basis(
        plan=shown,
        plans={**plans, plan.id: shown},
        before=earlier,
        known=frozenset((*before.items, *before.risks)) if before else None,
        log=_log(earlier, compared, plans, used) if earlier else None,
        period=period,
        previous=previous if before else None,
        revision=revision,
        draft=draft,
        public=public,
        words=words,
        older=older,
        states=_states(shown, period, earlier, previous, older) if earlier and previous else (),
    )


def _tables(plan: Plan, period: Period) -> tuple[CountTable, ...]:
    """Return each count of a plan for a period."""
    return tuple(
        count_table(plan, count, period=period, today=period.as_of) for count in counts_of(plan)
    )


def _states(
    shown: Plan, period: Period, before: Plan, previous: Period, older: Earlier | None
) -> tuple[State, ...]:
    """Return the plan as it was reported for each period that may be named, this one last."""
    from ipcli.history.rounds import State  # noqa: PLC0415 (only where something is compared)

    now = State(period, period.tag or period.id, "", shown, {})
    found = (*(older.states if older else ()), now._replace(period=previous, plan=before))
    return (*(each for each in found if each.period.id in shown.periods), now)


def _public_older(older: Earlier, plan: Plan, plans: Mapping[str, Plan]) -> Earlier:
    """Return what is public of earlier states: what was exempt then, and what is so now, is not."""
    others = [each for name, each in plans.items() if name != plan.id]
    return older._replace(
        states=tuple(
            each._replace(plan=without_exempt(each.plan, Hidden.in_any([plan, each.plan], others)))
            for each in older.states
            if not each.period.exempt
        )
    )


def _public(
    plan: Plan, before: Plan | None, plans: Mapping[str, Plan]
) -> tuple[Plan, Plan, Plan | None]:
    """Return what is public of a plan: to show, to compare with before, and before."""
    others = [each for name, each in plans.items() if name != plan.id]
    shown = without_exempt(plan, Hidden.in_any([plan], others))
    if before is None:
        return shown, shown, None
    either = Hidden.in_any([plan, before], others)
    either = either._replace(parts=exempt_parts(plan) | exempt_parts(before))
    return shown, without_exempt(plan, either), without_exempt(before, either)


def _log(before: Plan, after: Plan, plans: Mapping[str, Plan], used: Used) -> ChangeLog:
    from ipcli.changes import change_log  # noqa: PLC0415 (only where something is compared)

    return change_log(before, after, policy=before, plans=plans, used=used)
