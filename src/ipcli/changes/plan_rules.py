"""What changes about the rules: the plan itself, its levels and counts, scales and matrices."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.kinds import kind
from ipcli.changes.wording import labelled, listed

if TYPE_CHECKING:
    from ipcli.changes.found import Found

ABOUT = "the rules"
PLAN = ("plan",)
WHOLE = 2  # steps of the path of a level or a count that came or went


@kind(
    "scale-changed",
    about=ABOUT,
    control=True,
    of=("scales",),
    fields=("added", "removed", "id", "ref", "name", "states", "against", "totals"),
    counted=("scale changed", "scales changed"),
)
def scale_changed(found: Found) -> str:
    """The states of a scale, their words, colours or meaning changed, or a scale came or went."""
    return _whole(found) or _parts(found)


@kind(
    "level-changed",
    about=ABOUT,
    control=True,
    of=PLAN,
    fields=("levels",),
    counted=("level changed", "levels changed"),
    per="key",
)
def level_changed(found: Found) -> str:
    """A level of the plan came, went, or is called or rated otherwise; or their order changed."""
    return _parts(found)


@kind(
    "count-changed",
    about=ABOUT,
    control=True,
    of=PLAN,
    fields=("counts",),
    counted=("count changed", "counts changed"),
    per="key",
)
def count_changed(found: Found) -> str:
    """What papers count, or out of how many, changed."""
    return _parts(found)


@kind(
    "matrix-changed",
    about=ABOUT,
    control=True,
    of=("risk_matrices",),
    fields=(
        *("added", "removed", "id", "ref", "name", "points", "likelihood", "impact", "score"),
        *("scores", "bands", "grid"),
    ),
    counted=("risk matrix changed", "risk matrices changed"),
)
def matrix_changed(found: Found) -> str:
    """How risks are scored or banded changed."""
    return _whole(found) or _parts(found)


@kind(
    "change-control-changed",
    about=ABOUT,
    control=True,
    of=("change_control",),
    fields=("change_control",),
    counted=("rule of change control changed", "rules of change control changed"),
    per="entry",
)
def change_control_changed(found: Found) -> str:
    """Who must agree to what changed: a rule came or went, or their order is another."""
    first = found.first
    if isinstance(first.before, tuple):
        return "the order of the rules of change control changed"
    if "the section" in {first.before, first.after}:
        return "change control was taken up" if first.after else "change control was given up"
    words, rule = (found.was, first.before) if first.after is None else (found.now, first.after)
    return f"{'a rule is gone' if first.after is None else 'a new rule'}: {words.said('', rule)}"


@kind(
    "waiver-changed",
    about=ABOUT,
    control=True,
    of=("waivers",),
    fields=("*",),
    counted=("waiver changed", "waivers changed"),
    per="key",
)
def waiver_changed(found: Found) -> str:
    """A finding was accepted, or is accepted no longer, or for another time or reason."""
    before, after = found.sides()
    verb = "altered" if before and after else "new" if after else "taken away"
    return f"waiver of {found.first.path[0]} {verb}"


@kind(
    "plan-changed",
    about=ABOUT,
    control=True,
    of=PLAN,
    fields=(
        *("id", "format", "council", "title", "runs", "agreed", "follows", "costs"),
        "illustrative",
    ),
    counted=("change to the plan as a whole", "changes to the plan as a whole"),
)
def plan_changed(found: Found) -> str:
    """The plan's title, its life, who agreed it, what it follows or what it costs changed."""
    return found.turned_fields()


def _whole(found: Found) -> str:
    if found.first.path:
        return ""
    return "added" if found.new else "gone"


def _parts(found: Found) -> str:
    """Return a sentence on named parts: what came, what went, what is otherwise."""
    said = []
    for each in found.differences:
        what = labelled(each.path[0]).removesuffix("s")
        key = each.path[1] if len(each.path) > 1 else ""
        if not key and isinstance(each.before, tuple):
            said.append(f"order of {labelled(each.path[0])} changed to {listed(each.after)}")  # type: ignore[arg-type]
        elif (
            len(each.path) == WHOLE
            and each.pattern[-1] == "*"
            and None in {each.before, each.after}
        ):
            said.append(f"{what} {key} {'added' if each.before is None else 'taken away'}")
        else:
            name = " ".join((what, *each.path[1:])) if key else labelled(each.path[0])
            was = found.was.said(each.path[-1], each.before)
            said.append(found.turned(name, was, found.now.said(each.path[-1], each.after)))
    return "; ".join(said)
