"""Plans made at random, kept beside as plain values, so that a test can reckon for itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

CLASSES = {
    "complete": "done",
    "begun": "on-course",
    "moved": "rescheduled",
    "amber": "at-risk",
    "red": "off-course",
    "paused": "stopped",
    "new": "not-started",
    "unknown": "not-assessed",
}
DELIVERED = ("delivered", "delivered-differently", "business-as-usual")
OTHERWISE = ("merged", "replaced", "transferred", "no-longer-needed", "not-feasible")
HEADER = {
    "id": "made",
    "format": 1,
    "council": "Anytown Council",
    "title": "Plan",
    "levels": [
        {"id": "theme", "name": "Theme", "scale": "progress"},
        {"id": "stream", "name": "Workstream"},
        {"id": "action", "name": "Action", "scale": "progress"},
        {"id": "check", "name": "Check", "beside": "action", "scale": "progress"},
        {"id": "step", "name": "Step", "scale": "progress"},
    ],
}
SCALE = {
    "id": "progress",
    "name": "Progress",
    "states": [
        {"id": state, "name": state, "colour": "grey", "class": class_}
        for state, class_ in CLASSES.items()
    ],
}
BODIES = [
    {"id": "council", "name": "Council", "kind": "council"},
    {"id": "department", "name": "Department", "kind": "government"},
]
BELOW = {
    "": ("theme", "action"),
    "theme": ("stream", "action", "check", "step"),  # a level may be skipped
    "stream": ("action", "check", "step"),
    "action": ("step",),
    "check": ("step",),
    "step": (),
}
# Each form of a date, with the first and the last day that it means; none where it means none.
DATES = {
    "2026-05-31": ("2026-05-31", "2026-05-31"),
    "2026-07-01": ("2026-07-01", "2026-07-01"),
    "2026-06": ("2026-06-01", "2026-06-30"),
    "2026-09": ("2026-09-01", "2026-09-30"),
    "2026-10-01": ("2026-10-01", "2026-10-01"),
    "2026/27 Q1": ("2026-04-01", "2026-06-30"),
    "2026/27 Q3": ("2026-10-01", "2026-12-31"),
    "2025/26": ("2025-04-01", "2026-03-31"),
    "2027": ("2027-01-01", "2027-12-31"),
    "ongoing": ("", ""),
}


@dataclass
class Made:
    """A record as it was made, with what stands in it: before it is written and read."""

    keys: dict[str, Any]
    inside: str  # the key of what stands in it
    below: list[Made] = field(default_factory=list)
    above: Made | None = None

    @property
    def id(self) -> str:
        return str(self.keys["id"])

    def written(self) -> dict[str, Any]:
        """Return it as it stands in a file."""
        return {**self.keys, self.inside: [each.written() for each in self.below]}

    def all(self) -> Iterator[Made]:
        """Yield it and all that stands in it."""
        yield self
        for each in self.below:
            yield from each.all()

    def upwards(self) -> Iterator[Made]:
        """Yield it and all that it stands in, nearest first."""
        yield self
        if self.above:
            yield from self.above.upwards()


def items(random: Random, level: str = "", above: Made | None = None) -> list[Made]:
    """Make items of any lower level."""
    made = []
    for number in range(random.randint(0 if above else 1, 3)):
        own = random.choice(BELOW[level])
        name = f"{above.id}-{number}" if above else f"I{number}"
        item = Made({"id": name, "title": "Row", "level": own, **_keys(random, own)}, "items")
        item.above = above
        if BELOW[own]:
            item.below = items(random, own, item)
        made.append(item)
    return made


def _keys(random: Random, level: str) -> dict[str, Any]:
    def date() -> str:
        return random.choice(list(DATES))

    keys: dict[str, Any] = {}
    if level != "stream" and random.random() < 0.8:
        keys["status"] = random.choice(list(CLASSES))
    for key in ("start", "due"):
        if random.random() < 0.4:
            keys[key] = date()
    if random.random() < 0.3:
        keys["baseline"] = {"start": date(), "due": date()}
    if random.random() < 0.15:
        keys["completed"] = "2026-05"
    if random.random() < 0.1:
        keys["repeats"] = {"every": "1 month"}
    if random.random() < 0.3:
        keys["labels"] = ["urgent"]
    if random.random() < 0.25:
        kind = random.choice(DELIVERED + OTHERWISE)
        keys["closed"] = {"kind": kind, "date": "2026-08-01", "outside": "elsewhere"}
    return keys


def instruments(random: Random) -> list[Made]:
    """Make instruments with paragraphs, some of them over, some owed by others."""
    made = []
    for number in range(random.randint(1, 3)):
        keys: dict[str, Any] = {
            "id": f"D{number}",
            "title": "Directions",
            "kind": "directions",
            "made_by": "department",
            "made_on": random.choice(["2026-01-15", "2026-11-01"]),
        }
        if random.random() < 0.2:
            keys["to_answer"] = "no"
        if number and random.random() < 0.2:
            keys["replaces"] = [f"D{number - 1}"]
        instrument = Made({**keys, **_duty(random)}, "paragraphs")
        instrument.below = _paragraphs(random, instrument, 0)
        made.append(instrument)
    return made


def _paragraphs(random: Random, above: Made, depth: int) -> list[Made]:
    made = []
    for number in range(random.randint(0, 3) if depth < 3 else 0):
        name = f"{above.id}{'' if depth else '/'}{number}"
        paragraph = Made({"id": name, "text": "Do it", **_duty(random)}, "paragraphs", [], above)
        paragraph.below = _paragraphs(random, paragraph, depth + 1)
        made.append(paragraph)
    return made


def _duty(random: Random) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if random.random() < 0.4:
        keys["owed_by"] = random.choice([["department"], ["council"], ["department", "council"]])
    if random.random() < 0.15:
        day = random.choice(["2026-09-29", "2026-09-30"])
        keys["ended"] = {"kind": "revoked", "date": day}
    return keys
