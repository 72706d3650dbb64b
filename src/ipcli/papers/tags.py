"""States, ratings and bands on a page: a word and a shape. The colour only repeats them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.model.scale import Colour

Shape = Literal[
    "tick", "circle", "half", "triangle", "diamond", "square", "ring", "dash", "down", "star", "bar"
]

# The shape follows what a state means, since one council's blue is done and another's suspended.
_BY_CLASS: dict[StateClass, Shape] = {
    StateClass.DONE: "tick",
    StateClass.ON_COURSE: "circle",
    StateClass.RESCHEDULED: "half",
    StateClass.AT_RISK: "triangle",
    StateClass.OFF_COURSE: "diamond",
    StateClass.STOPPED: "square",
    StateClass.NOT_STARTED: "ring",
    StateClass.NOT_ASSESSED: "dash",
}
# Ratings that are not about progress, and bands, have only a colour to go by.
_BY_COLOUR: dict[Colour, Shape] = {
    "red": "diamond",
    "amber": "triangle",
    "yellow": "down",
    "green": "circle",
    "blue": "square",
    "purple": "star",
    "grey": "dash",
    "black": "bar",
    "white": "ring",
}
SIGNS: dict[Shape, str] = {
    "tick": "✔",
    "circle": "●",
    "half": "◐",
    "triangle": "▲",
    "diamond": "◆",
    "square": "■",
    "ring": "○",
    "dash": "–",  # noqa: RUF001 (a dash)
    "down": "▼",
    "star": "★",
    "bar": "▬",
}


class Tag(NamedTuple):
    """A word with its shape, for HTML by name and for text as a sign."""

    word: str
    colour: str
    shape: Shape
    sign: str
    hatched: bool = False

    @property
    def shown(self) -> str:
        """How text shows it: the word after its sign."""
        return f"{self.sign} {self.word}" if self.sign else self.word


NOT_RECORDED = Tag("Not recorded", "none", "dash", SIGNS["dash"])
NOT_SCORED = NOT_RECORDED._replace(word="Not scored")


def tag(
    word: str, colour: Colour, *, class_: StateClass | None = None, pattern: str = "plain"
) -> Tag:
    """Return the tag of a state, a rating or a band."""
    shape = _BY_CLASS[class_] if class_ else _BY_COLOUR[colour]
    return Tag(word, colour, shape, SIGNS[shape], hatched=pattern == "hatched")


def class_tag(class_: StateClass) -> Tag:
    """Return the tag of a class, for a scale that has no word of its own for it."""
    shape = _BY_CLASS[class_]
    return Tag(class_.value.replace("-", " ").capitalize(), "none", shape, SIGNS[shape])
