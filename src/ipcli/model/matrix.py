"""How a council scores its risks: points, axes, scores and bands."""

from typing import Literal

from ipcli.model.base import Part, Record
from ipcli.model.part import made
from ipcli.model.scale import Colour
from ipcli.model.values import MOST_DIGITS, Id, Ids, Number, Text


class Point(Part):
    """A moment at which a risk is scored: inherent, current, target."""

    id: Id
    """The key in a risk's `scores`"""
    name: Text
    """What papers print"""


def _current() -> tuple[Point, ...]:
    return (Point(id="current", name="Current"),)


class AxisStep(Part):
    """One step of an axis."""

    id: Id
    """A number, a letter or a numeral"""
    name: Text
    """What papers print"""

    @property
    def is_number(self) -> bool:
        """Whether its id is a number to score by; one of more digits than that is a name."""
        return self.id.isdigit() and len(self.id) <= MOST_DIGITS


class Band(Part):
    """A band of scores."""

    id: Id
    """The name that the files use"""
    name: Text
    """What papers print"""
    colour: Colour
    """Never the only sign"""
    from_: Number | None = None
    """The lowest score of the band; left out where a grid gives the bands"""
    was: Ids = ()
    """Earlier ids of this band"""


class RiskMatrix(Record):
    """How the risks of a register are scored and banded."""

    name: Text
    """What papers print"""
    points: tuple[Point, ...] = made(factory=_current)
    """The moments that are scored; default one, `current`"""
    likelihood: tuple[AxisStep, ...] = ()
    """The likelihood axis, low to high"""
    impact: tuple[AxisStep, ...] = ()
    """The impact axis, low to high"""
    score: Literal["product", "sum", "table", "none"] | None = None
    """How a score is made; default `product` where both axes are numbers, else `none`"""
    scores: dict[str, tuple[Number, ...]] = made(factory=dict)
    """For `score: table`: likelihood to the scores by impact"""
    bands: tuple[Band, ...] = ()
    """The bands, highest first"""
    grid: dict[str, tuple[Text, ...]] = made(factory=dict)
    """For bands by cell: likelihood to the band ids by impact"""

    @property
    def scoring(self) -> str:
        """How a score is made, with the default worked out."""
        if self.score:
            return self.score
        steps = [*self.likelihood, *self.impact]
        numbers = self.likelihood and self.impact and all(step.is_number for step in steps)
        return "product" if numbers else "none"

    def band(self, band_id: str) -> Band | None:
        """Return the band with this id, or None."""
        return next((band for band in self.bands if band.id == band_id), None)
