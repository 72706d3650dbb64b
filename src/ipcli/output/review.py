"""What a review of a pull request says: of each plan, and as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.named import NamedTuple
from ipcli.output.plain import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes import ChangeLog, Entry, Guarded
    from ipcli.changes.comparing import NotCompared
    from ipcli.diagnostics import Diagnostic


class Judged(NamedTuple):
    """One change. `note` says what is odd about how it was agreed, or who is yet to be told."""

    entry: Entry
    lacks: bool
    note: str = ""


class PlanReview(NamedTuple):
    """One plan of the pull request."""

    plan_id: str
    title: str
    log: ChangeLog
    rules: tuple[Judged, ...]  # changes to what judges: named first
    record: tuple[Judged, ...]  # decisions, minutes and periods that stand otherwise now
    gated: tuple[Judged, ...]  # changes that somebody must agree to, those that lack it first
    guarded: tuple[Guarded, ...]  # records that came into a guarded state in another way
    free: tuple[Judged, ...]  # control changes that nobody need agree to
    progress: tuple[tuple[str, tuple[Entry, ...]], ...]  # by theme, in the plan's order

    @property
    def touched(self) -> bool:
        """Whether anything of this plan differs or could not be compared."""
        return not self.log.empty


class Draft(NamedTuple):
    """A paper worth drafting: the last period of a plan, where it is not reported yet."""

    plan: str
    quarter: str


class Review(NamedTuple):
    """The whole pull request. `gone` are plans of the base that are no longer there."""

    base: str
    plans: tuple[PlanReview, ...]
    new_plans: tuple[str, ...]
    gone: tuple[str, ...]
    unread: tuple[NotCompared, ...]  # whole plans that could not be read in one of the revisions
    findings: tuple[Diagnostic, ...]
    drafts: tuple[Draft, ...]

    @property
    def lacking(self) -> int:
        """How many changes lack an agreement."""
        return sum(
            len(plan.guarded) + sum(each.lacks for each in (*plan.rules, *plan.gated))
            for plan in self.plans
        )

    @property
    def agreed(self) -> int:
        """How many changes have the agreement that they need."""
        judged = (each for plan in self.plans for each in (*plan.rules, *plan.gated))
        return sum(each.entry.requirement.somebody and not each.lacks for each in judged)

    @property
    def errors(self) -> int:
        """How many findings are new and are errors."""
        return sum(found.severity is Severity.ERROR for found in self.findings)

    @property
    def not_compared(self) -> int:
        """How many plans, records or files could not be compared."""
        return len(self.unread) + sum(len(plan.log.not_compared) for plan in self.plans)

    @property
    def says_no(self) -> bool:
        """Whether the pull request may not be merged as it is.

        What could not be read is neither a yes nor a no; what surely lacks agreement is a no.
        """
        return bool(self.lacking or self.gone or (self.errors and not self.not_compared))

    @property
    def empty(self) -> bool:
        """Whether nothing of any plan differs."""
        touched = any(plan.touched for plan in self.plans)
        return not (touched or self.findings or self.gone or self.new_plans or self.unread)

    @property
    def verdict(self) -> str:
        """The verdict in one line."""
        if self.empty:
            return "No plan changes."
        told = "; ".join(self._reasons()) or self._all_well()
        word = "No" if self.says_no else "Could not check all" if self.not_compared else "Yes"
        return f"{word}: {told}."

    def _reasons(self) -> Iterator[str]:
        if self.gone:
            yield f"{', '.join(self.gone)} {'is' if len(self.gone) == 1 else 'are'} gone"
        if self.lacking:
            yield f"{counted(self.lacking, 'change')} without the agreement needed"
        if self.errors:
            yield counted(self.errors, "new error")
        if self.not_compared:
            yield f"{counted(self.not_compared, 'file or record', 'files or records')} not compared"

    def _all_well(self) -> str:
        if self.agreed:
            return f"{counted(self.agreed, 'change')} agreed"
        gated = [plan.log.gated for plan in self.plans if plan.touched]
        return "nothing needs agreement" if any(gated) or not gated else "nothing is gated"
