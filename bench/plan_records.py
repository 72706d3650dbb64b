"""What a generated plan is made of, before any of it is written as YAML.

Plain frozen values that know nothing of the plan format, so a change of the format stays in
`plan_yaml`. A quarter's work makes a new plan from the last one; nothing is changed in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR = 2023
APRIL = 4
AGREED = date(FIRST_YEAR - 1, 12, 14)
DIRECTED = date(FIRST_YEAR - 1, 11, 22)

DONE = "complete"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter, counted from the first three months of 2023 as number 0."""

    number: int

    @property
    def label(self) -> str:
        """What people call it, and its period's id: `2023-Q1`."""
        return f"{FIRST_YEAR + self.number // 4}-Q{self.number % 4 + 1}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(FIRST_YEAR + self.number // 4, 3 * (self.number % 4) + 1, 1)

    @property
    def as_of(self) -> date:
        """Its last day, to which the plan is reported."""
        return Quarter(self.number + 1).first - timedelta(days=1)

    @property
    def name(self) -> str:
        """Its name in words."""
        return f"{self.first:%B} to {self.as_of:%B %Y}"

    @property
    def covers(self) -> str:
        """It as a quarter of the financial year."""
        return financial_quarter(self.first)


def financial_quarter(day: date) -> str:
    """Write the quarter of the financial year, April to March, as the plan format does."""
    year = day.year if day.month >= APRIL else day.year - 1
    return f"{year}/{(year + 1) % 100:02d} Q{(day.month - APRIL) % 12 // 3 + 1}"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as it is written, and the latest day that it allows."""

    written: str
    latest: date


@dataclass(frozen=True, slots=True)
class State:
    """Where an item stands, with what a state other than on course must carry."""

    status: str
    reason: str = ""
    recovery: str = ""
    forecast: date | None = None
    completed: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status != DONE


@dataclass(frozen=True, slots=True)
class Update:
    """Dated prose about an item or a risk."""

    on: date
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Closed:
    """How and when an item left monitoring."""

    kind: str
    on: date
    request: str = ""


@dataclass(frozen=True, slots=True)
class Sub:
    """A sub-action, or an assurance action beside the sub-actions."""

    id: str
    is_assurance: bool
    title: str
    owner: str
    baseline: date
    due: date
    state: State


@dataclass(frozen=True, slots=True)
class Action:
    """A main action with what hangs below it."""

    id: str
    title: str
    description: str
    outcome: str
    owners: tuple[str, ...]
    start: date
    baseline_start: date
    baseline: Due
    due: Due
    state: State
    risk_rating: str
    repeats: str = ""
    answers: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    subs: tuple[Sub, ...] = ()
    updates: tuple[Update, ...] = ()
    evidence: str = ""
    assured: date | None = None
    closed: Closed | None = None


@dataclass(frozen=True, slots=True)
class Workstream:
    """A workstream with its main actions; `theme` is the id of its parent."""

    id: str
    theme: str
    title: str
    owner: str
    answers: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; its workstreams name it."""

    id: str
    title: str
    owner: str
    answers: str
    state: State


@dataclass(frozen=True, slots=True)
class Score:
    """A place in the risk matrix, 1 to 5 each way."""

    likelihood: int
    impact: int


@dataclass(frozen=True, slots=True)
class Mitigation:
    """What is done about a risk, and the item that does it."""

    text: str
    item: str


@dataclass(frozen=True, slots=True)
class Risk:
    """An entry of the risk register."""

    id: str
    title: str
    cause: str
    owner: str
    inherent: Score
    current: Score
    target: Score
    mitigations: tuple[Mitigation, ...]
    updates: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the directions; its clock is as the plan format writes it."""

    id: str
    text: str
    owner: str
    clock: str
    met: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One change that a request asks for."""

    change: str
    of: tuple[str, ...]
    to: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided on a request."""

    outcome: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Request:
    """A change request: an entry of the register that explains changes."""

    id: str
    raised: date
    asks: tuple[Ask, ...]
    reason: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Commentary:
    """A theme's prose for one quarter, with an achievement when an item has just been completed."""

    quarter: Quarter
    theme: str
    summary: str
    achievement: str = ""
    completes: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One state of the plan; `quarters` are the periods that it declares, oldest first."""

    quarters: tuple[Quarter, ...]
    themes: tuple[Theme, ...]
    workstreams: tuple[Workstream, ...]
    risks: tuple[Risk, ...]
    paragraphs: tuple[Paragraph, ...]
    requests: tuple[Request, ...] = ()
    commentary: tuple[Commentary, ...] = ()
