"""A period's prose, and accepted findings."""

from typing import Annotated

from ipcli.model.base import Part
from ipcli.model.part import Before
from ipcli.model.values import Day, Number, Text, Texts, When, Yes, or_text


class Achievement(Part):
    """Something achieved in the period."""

    text: Text
    """What was achieved"""
    completes: Text | None = None
    """The item that is complete by it; this is checked"""
    about: Text | None = None
    """The record that it is about"""


def _achievement(value: object) -> object:
    """Let an achievement be a text alone."""
    return {"text": value} if isinstance(value, str) else value


AchievementEntry = Annotated[Achievement, Before(_achievement, or_text)]


class Stated(Part):
    """A figure as it was published, checked against the data."""

    figure: Text
    """Its name, such as `main-actions.red` or `changes.item-closed`"""
    value: Number
    """The published value"""
    about: Text | None = None
    """Counts only what is below this item"""
    where: Text | None = None
    """Where it was published"""


class Commentary(Part):
    """The prose of one period about one record, or about the plan as a whole."""

    period: Text
    """The period"""
    about: Text | None = None
    """The record it is about; default the plan as a whole"""
    summary: Texts = ()
    """The summary"""
    issues: Texts = ()
    """What goes wrong"""
    next: Texts = ()
    """What is planned for the next period"""
    lines: Texts = ()
    """Progress lines"""
    achievements: tuple[AchievementEntry, ...] = ()
    """What was achieved"""
    stated: tuple[Stated, ...] = ()
    """Figures as published"""
    exempt: Text | None = None
    """Why it may not be public"""
    illustrative: Yes = False
    """Invented for a sample"""


class Approval(Part):
    """Who accepted a finding, and when."""

    by: Text
    """Who"""
    date: When
    """When"""


class Waiver(Part):
    """A finding that was accepted, by whom, and until when."""

    rule: Text
    """The code of the rule"""
    record: Text
    """The record it is about"""
    reason: Text
    """Why it is accepted"""
    approved: Approval
    """Who accepted it"""
    expires: Day
    """The last day it holds"""
