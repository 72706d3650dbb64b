"""What someone must agree to about the terms of an item: dates, owner, links, money, exemption."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.lateness import moved
from ipcli.changes.kinds import kind
from ipcli.model.dates import long_day

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.model.dates import Date

ABOUT = "an item"
ITEMS = ("items",)


@kind(
    "due-moved",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("due", "repeats"),
    counted=("timescale changed", "timescales changed"),
    done="with a changed timescale",
    per="field",
)
def due_moved(found: Found) -> str:
    """The agreed date moved, or how often a task comes back. The baseline stays beside it."""
    if found.fields == ("due",):
        return told_date("due date", *found.values("due"))
    return "; ".join(
        found.turned(
            f"repeats {each.path[-1]}",
            found.was.said("", each.before),
            found.now.said("", each.after),
        )
        for each in found.differences
    )


def told_date(what: str, before: object, after: object) -> str:
    """Return a sentence on a date that moved, was set or was taken away."""
    was: Date | None = before  # type: ignore[assignment]
    now: Date | None = after  # type: ignore[assignment]
    if was is None:
        return f"{what} set: {now}"
    if now is None:
        return f"{what} taken away: it was {was}"
    move = moved(was, now)
    by = f", {move.words}" if move else ""
    if str(was) == str(now):
        return f"{what} moved from {_spelled_out(was)} to {_spelled_out(now)}{by}"
    return f"{what} moved from {was} to {now}{by}"


def _spelled_out(day: Date) -> str:
    """Return words with the days that they allow, for words that stay while their days move."""
    first = f" from {long_day(day.earliest)}" if day.earliest else ""
    last = f" by {long_day(day.latest)}" if day.latest else ""
    return f"{day} ({f'{first}{last}'.strip() or 'no days given'})"


@kind(
    "start-moved",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("start",),
    counted=("start moved", "starts moved"),
    done="with another start",
)
def start_moved(found: Found) -> str:
    """The agreed start moved."""
    return told_date("start", *found.values("start"))


@kind(
    "baseline-moved",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("baseline",),
    counted=("baseline changed", "baselines changed"),
    done="with a changed baseline",
    per="entry",
)
def baseline_moved(found: Found) -> str:
    """The date as first agreed was altered, set late or taken away. It should be let alone."""
    which = {"due": "due date", "start": "start"}[found.first.path[-1]]
    return told_date(f"baseline of the {which}", found.first.before, found.first.after)


@kind(
    "owner-changed",
    about=ABOUT,
    control=True,
    of=("items", "risks", "measures", "instruments", "paragraphs"),
    fields=("owner",),
    counted=("owner changed", "owners changed"),
    done="with another owner",
)
def owner_changed(found: Found) -> str:
    """Somebody else answers for it."""
    before, after = found.was.names(owners(found.old)), found.now.names(owners(found.new))
    return found.turned("owner", before, after)


def owners(record: object) -> tuple[str, ...]:
    """Return the owners of a record, in the order of the file."""
    return getattr(record, "owner", ())


_GONE = {
    "answers": "no longer answers",
    "depends_on": "no longer waits for",
    "measures": "no longer measured by",
    "raised_from": "no longer raised from",
}
_CAME = {
    "answers": "now answers",
    "depends_on": "now waits for",
    "measures": "now measured by",
    "raised_from": "now raised from",
}


@kind(
    "links-changed",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("answers", "depends_on", "measures", "raised_from"),
    counted=("item with changed links", "items with changed links"),
    done="with changed links",
)
def links_changed(found: Found) -> str:
    """What a row answers, waits for, is measured by or was raised from changed."""
    said = []
    for each in found.differences:
        field = each.path[0]
        if each.before is not None:
            said.append(f"{_GONE[field]} {found.was.said(field, each.before)}")
        if each.after is not None:
            said.append(f"{_CAME[field]} {found.now.said(field, each.after)}")
    return "; ".join(said)


@kind(
    "cost-changed",
    about=ABOUT,
    control=True,
    of=ITEMS,
    fields=("costs",),
    counted=("cost changed", "costs changed"),
    done="with a changed cost",
)
def cost_changed(found: Found) -> str:
    """Money was added, taken away or altered."""
    before, after = found.sides()
    return found.turned("cost", before, after)


@kind(
    "exempt-changed",
    about=ABOUT,
    control=True,
    of=("items", "risks", "measures", "instruments", "paragraphs"),
    fields=("exempt",),
    counted=("exemption changed", "exemptions changed"),
    done="made exempt or public",
)
def exempt_changed(found: Found) -> str:
    """A record was withheld from the public, or is no longer, or for another reason."""
    before, after = found.first.before, found.first.after
    if before and after:
        return f"exempt under {after}, where it had been {before}"
    return f"made exempt: {after}" if after else f"made public; it had been exempt: {before}"


@kind(
    "relabelled",
    about=ABOUT,
    control=True,
    of=("items", "risks", "measures", "instruments", "paragraphs"),
    fields=("labels",),
    counted=("record relabelled", "records relabelled"),
    done="relabelled",
)
def relabelled(found: Found) -> str:
    """A label was put on or taken off. Labels decide which rules hold and what is counted."""
    off = [f"label {found.was.said('labels', each)} taken off" for each in found.gone()]
    put = [f"label {found.now.said('labels', each)} put on" for each in found.came()]
    return "; ".join((*off, *put))
