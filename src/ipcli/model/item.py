"""Items: the rows of the plan, at any level."""

from ipcli.model.base import Closed, Cost, Evidence, Opinion, Part, RatingEntry, Record, Step
from ipcli.model.dates import Date
from ipcli.model.part import made
from ipcli.model.values import Ids, Span, Text, When


class Baseline(Part):
    """The dates as first agreed. Written once and let alone."""

    start: When | None = None
    """When it was to begin"""
    due: When | None = None
    """When it was to be finished"""


class Repeats(Part):
    """A task that comes back."""

    every: Span
    """How often"""
    from_: When | None = None
    """The first time"""
    until: When | None = None
    """The last time"""


class Judged(Part):
    """What items and paragraphs share: an owner, a judgement, and what proves it."""

    owner: Ids = ()
    """Roles or bodies; several are joint"""
    status: Text | None = None
    """The state, of the scale of its level or instrument"""
    reason: Text | None = None
    """Why it is as it is"""
    recovery: Text | None = None
    """The way back"""
    ratings: dict[str, RatingEntry] = made(factory=dict)
    """Other ratings, by scale; they may disagree with the status"""
    evidence: tuple[Evidence, ...] = ()
    """What proves it"""
    opinions: tuple[Opinion, ...] = ()
    """Outside or second views"""
    assured: Step | None = None
    """Somebody checked that it is done"""
    embedded: Step | None = None
    """Somebody checked that it lasts"""
    signed_off: Step | None = None
    """A committee's own act; not the same as complete"""


class Item(Record, Judged):
    """A row of the plan. `level` and `parent` are always known once the plan is read."""

    title: Text
    """What papers print"""
    level: Text = ""
    """Only where it is not the next level down"""
    parent: Text | None = None
    """Only at the top of a file's list: the item that it hangs under"""
    description: Text | None = None
    """What is done"""
    outcome: Text | None = None
    """What it is for; outputs too"""
    resources: Text | None = None
    """What it takes"""
    start: When | None = None
    """When it begins, as now agreed"""
    due: When | None = None
    """When it is to be finished, as now agreed"""
    baseline: Baseline | None = None
    """The dates as first agreed"""
    forecast: When | None = None
    """When it is now expected, not agreed"""
    completed: When | None = None
    """When the work was done"""
    repeats: Repeats | None = None
    """A task that comes back"""
    answers: Ids = ()
    """Instruments or paragraphs that it answers; items below answer them too"""
    depends_on: Ids = ()
    """Items that it waits for"""
    measures: Ids = ()
    """Measures that show its effect"""
    raised_from: Text | None = None
    """What it follows up: an item, a meeting, a request or a paragraph"""
    costs: tuple[Cost, ...] = ()
    """What it costs"""
    closed: Closed | None = None
    """How it left monitoring"""

    @property
    def baseline_due(self) -> Date | None:
        """The due date as first agreed, if one is recorded."""
        return self.baseline.due if self.baseline else None


class WrittenItem(Item):
    """An item as it stands in a file, with the items below it inside."""

    items: tuple["WrittenItem", ...] = ()
    """The items below"""
