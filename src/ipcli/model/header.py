"""The `plan` section: what the plan is, its levels and what it counts."""

from typing import Literal

from ipcli.model.base import Agreement, Cost, Part
from ipcli.model.values import Day, Decimals, Id, Ids, Text, When, Whole, Yes


class Runs(Part):
    """The life of a plan."""

    from_: Day | None = None
    """The first day; nothing is signed off before it"""
    until: Day | None = None
    """The last day"""


class Follows(Part):
    """An earlier plan that this one takes over from."""

    plan: Text | None = None
    """The id of the earlier plan, if it is kept here"""
    title: Text | None = None
    """The title of the earlier plan, if it is not"""
    how: Literal["replaces", "absorbs", "continues"]
    """What happens to the earlier plan"""
    date: When
    """The day from which this plan holds"""


class Level(Part):
    """One level of the plan, from the top."""

    id: Id
    """The name that the files use"""
    name: Text
    """The council's word for one item of this level"""
    plural: Text | None = None
    """The word for several; default: the name and `s`"""
    scale: Text | None = None
    """The scale of `status` at this level; without one the level has no status"""
    ratings: Ids = ()
    """Scales of further ratings at this level"""
    beside: Text | None = None
    """The level that this one stands beside, at the same depth"""
    rollup: Literal["none", "shown", "explained"] = "none"
    """Whether the computed state is shown, and must be explained when the judgement is better"""
    was: Ids = ()
    """Earlier ids of this level"""

    @property
    def several(self) -> str:
        """The plural that papers print."""
        return self.plural or f"{self.name}s"


class Count(Part):
    """A total that papers print and `stated` can name."""

    id: Id
    """The name that `stated` figures use"""
    name: Text
    """What papers print"""
    of: Literal["items", "paragraphs", "measures", "risks"] = "items"
    """What is counted"""
    levels: Ids = ()
    """Which levels; default the lowest that has a scale"""
    labels: Ids = ()
    """Only records with one of these labels"""
    base: Literal["all", "due", "programmed", "assessed"] = "all"
    """The denominator"""
    decimals: Decimals = 0
    """Decimals of percentages: 0, 1 or 2"""


class Header(Part):
    """The `plan` section: one to a plan."""

    id: Id
    """Unique in the repository; `--plan` takes it"""
    format: Whole
    """The version of this format: 1"""
    council: Text
    """The council's name"""
    title: Text
    """The plan's title"""
    levels: tuple[Level, ...]
    """The levels, from the top"""
    runs: Runs | None = None
    """Its life; default from the first agreement"""
    agreed: tuple[Agreement, ...] = ()
    """Who agreed the plan, and then each revision as a whole"""
    follows: tuple[Follows, ...] = ()
    """Earlier plans that it takes over from"""
    counts: tuple[Count, ...] = ()
    """The totals that papers print"""
    costs: tuple[Cost, ...] = ()
    """What the plan costs"""
    illustrative: Yes = False
    """The whole plan is invented for a sample"""
