"""How far dates moved since the last period, in classes, with a bar for each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ipcli.assess.counts import percent_text
from ipcli.named import NamedTuple
from ipcli.papers.pictures.drawing import Area, Drawing, Figure, Shapes, across, label
from ipcli.papers.sheet import table, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TITLE = "How far due dates moved"
ROW, BAR, TOP = 44, 16, 20  # heights: of a class, of its bar, and of the words above the bar
# The last day of each class, in days; a month is no longer than 31 days, a year than 366.
_CLASSES = (
    (-1, "Earlier"),
    (0, "On the same last day, written otherwise"),
    (31, "Up to a month later"),
    (92, "1 to 3 months later"),
    (184, "3 to 6 months later"),
    (366, "6 to 12 months later"),
)
_LONGER = "More than a year later"
_WORDS = "One of the dates is in words"


class Class(NamedTuple):
    """A class of moves, and how many dates moved so."""

    name: str
    number: int


def slippage_figure(days: Sequence[int | None]) -> tuple[Figure, ...]:
    """Return the picture of moves in days, None for one between dates that name no day."""
    if not days:
        return ()
    classes = tuple(_classes(days))
    most = max(each.number for each in classes)
    placed = [(each, ROW * at + TOP) for at, each in enumerate(classes)]
    drawing = Drawing(
        id="how-far",
        title=TITLE,
        description=_description(classes, len(days)),
        width=0,
        height=ROW * len(classes),
        draw=lambda: Shapes(
            areas=tuple(
                Area("0%", y, across(Fraction(each.number, most)), BAR, "piece grey is-bar")
                for each, y in placed
            ),
            words=tuple(label("0%", y - 6, f"{each.name}: {each.number}") for each, y in placed),
        ),
    )
    rows = tuple(
        (words(each.name), words(each.number), words(percent_text(each.number, len(days), 0)))
        for each in classes
    )
    heads = ("How far", "Dates", f"Share of {len(days)}")
    found = table("how-far-table", TITLE, heads, rows, numbers=frozenset(heads[1:]))
    return (Figure(drawing, tables=found),)


def _classes(days: Sequence[int | None]) -> Iterator[Class]:
    """Yield the classes in order; of the empty ones only those between others that are not."""
    known = [each for each in days if each is not None]
    numbers = [0] * (len(_CLASSES) + 1)
    for each in known:
        numbers[next((at for at, (last, _) in enumerate(_CLASSES) if each <= last), -1)] += 1
    later = [at for at, number in enumerate(numbers) if at > 1 and number]
    names = (*(name for _, name in _CLASSES), _LONGER)
    for at, (name, number) in enumerate(zip(names, numbers, strict=True)):
        if number or (later and 1 < at < later[-1]):
            yield Class(name, number)
    if len(known) < len(days):
        yield Class(_WORDS, len(days) - len(known))


def _description(classes: Sequence[Class], total: int) -> str:
    told = "; ".join(f"{each.name.lower()}: {each.number}" for each in classes)
    return f"{total} due dates moved. {told[0].upper()}{told[1:]}."
