"""What someone must agree to about an item: that it came, closed, vanished, moved or reads anew."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.kinds import kind
from ipcli.changes.wording import labelled, listed

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.model.base import Closed
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan

ABOUT = "an item"
ITEMS = ("items",)


@kind(
    "item-added",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("added",),
    counted=("item added", "items added"),
    done="added",
)
def item_added(found: Found) -> str:
    """A row that was not in the plan. Each row counts at its own level."""
    item: Item = found.new
    parts = ["added"]
    if item.parent:
        parts.append(f"under {found.now.record(item.parent)}")
    if source := _transferred_from(found):
        parts.append(f"transferred from {source}")
    if item.due:
        parts.append(f"due {item.due}")
    return ", ".join(parts)


def _transferred_from(found: Found) -> str:
    """Return where an item came from, when another plan closed one into it."""
    here = f"{found.record}@{found.after.id}"
    return listed(
        f"{item.title} ({item.id}) of {plan.header.title}"
        for plan in found.plans.values()
        if plan.id != found.after.id
        for item in plan.items.values()
        if item.closed and here in item.closed.into
    )


@kind(
    "item-closed",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("closed",),
    counted=("item closed", "items closed"),
    done="closed",
)
def item_closed(found: Found) -> str | None:
    """A row left monitoring, with the kind of its closing; what is open below it closes too.

    A closing whose kind, day or successor is altered later is named again, since it is another
    one than was agreed.
    """
    was, now = _closings(found)
    if now is None:
        return None
    if was:
        said = found.now.closing(now)
        return f"its closing was altered: {said}, where it had been {found.was.closing(was)}"
    below = len(open_below(found.after, found.record))
    more = f"; {below} open {'item below closes' if below == 1 else 'items below close'} with it"
    return f"closed: {found.now.closing(now)}{more if below else ''}"


def _closings(found: Found) -> tuple[Closed | None, Closed | None]:
    return getattr(found.old, "closed", None), getattr(found.new, "closed", None)


def open_below(plan: Plan, record: str) -> tuple[str, ...]:
    """Return the items below one that are not closed themselves nor by another below it."""
    found: list[str] = []
    waiting = list(reversed(plan.children.get(record, ())))
    seen = {record}
    while waiting:
        item = plan.items.get(waiting.pop())
        if item and not item.closed and item.id not in seen:
            seen.add(item.id)
            found.append(item.id)
            waiting.extend(reversed(plan.children.get(item.id, ())))
    return tuple(found)


@kind(
    "item-reopened",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("closed",),
    counted=("item reopened", "items reopened"),
    done="reopened",
)
def item_reopened(found: Found) -> str | None:
    """A row that had been closed is monitored again."""
    was, now = _closings(found)
    return f"reopened: it had been {found.was.closing(was)}" if was and not now else None


@kind(
    "item-removed",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("removed",),
    counted=("item gone without being closed", "items gone without being closed"),
    done="gone without being closed",
)
def item_removed(found: Found) -> str:
    """A row vanished from the files. Nothing is deleted from a plan: what is over is closed."""
    closed = found.old.closed
    if closed:
        return f"gone from the plan's files; it had been {found.was.closing(closed)}"
    return "gone from the plan without being closed"


@kind(
    "item-moved",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("parent", "level"),
    counted=("item moved", "items moved"),
    done="moved",
)
def item_moved(found: Found) -> str:
    """A row stands under another one, or at another level, than before."""
    old: Item = found.old
    new: Item = found.new
    said = []
    if "parent" in found.fields:
        came = found.was.record(old.parent) if old.parent else "the top of the plan"
        went = found.now.record(new.parent) if new.parent else "the top of the plan"
        said.append(f"moved from {came} to {went}")
    levels = found.was.level(old.level), found.now.level(new.level)
    if levels[0] != levels[1]:
        said.append(f"level changed from {levels[0]} to {levels[1]}")
    return "; ".join(said)


@kind(
    "item-renumbered",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("id", "ref"),
    counted=("item renumbered", "items renumbered"),
    done="renumbered",
)
def item_renumbered(found: Found) -> str:
    """The id or the printed number of a row changed."""
    return found.turned_fields()


@kind(
    "reworded",
    about=ABOUT,
    control=True,
    of=("items", "risks", "measures"),
    fields=("title", "description", "outcome", "resources"),
    counted=("description changed", "descriptions changed"),
    done="reworded",
)
def reworded(found: Found) -> str:
    """The words of a promise changed: its title, description, outcome or resources."""
    return f"{listed(labelled(field) for field in found.fields)} reworded"
