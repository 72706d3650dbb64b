"""What changes about an instrument, its paragraphs, functions and appointments."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.kinds import kind

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.model.base import Ended
    from ipcli.model.instrument import Extension, Instrument, Met

ABOUT = "an instrument"
INSTRUMENTS = ("instruments",)
DUTIES = ("instruments", "paragraphs")
PROSE = frozenset({"text"})


@kind(
    "instrument-added",
    about=ABOUT,
    control=True,
    of=INSTRUMENTS,
    fields=("added",),
    counted=("instrument added", "instruments added"),
)
def instrument_added(found: Found) -> str:
    """Directions, recommendations or another thing to answer came in, with all its paragraphs."""
    made: Instrument = found.new
    return f"added: made by {found.now.names(made.made_by)}, {made.made_on}"


@kind(
    "instrument-replaced",
    about=ABOUT,
    control=True,
    of=INSTRUMENTS,
    fields=("replaces", "ended"),
    counted=("instrument replaced", "instruments replaced"),
    per="field",
)
def instrument_replaced(found: Found) -> str | None:
    """One instrument took the place of another, which ends the day before."""
    if found.first.path[0] == "replaces":
        gone = [f"no longer replaces {found.was.record(str(each))}" for each in found.gone()]
        came = [f"replaces {found.now.record(str(each))}" for each in found.came()]
        return "; ".join((*gone, *came))
    ended: Ended | None = found.new.ended
    if ended is None or ended.kind != "replaced" or found.record in _replaced(found):
        return None
    return found.now.closing(ended)


def _replaced(found: Found) -> frozenset[str]:
    """Return what other instruments say that they replace; the change is named there."""
    return frozenset(each for one in found.after.instruments.values() for each in one.replaces)


@kind(
    "instrument-ended",
    about=ABOUT,
    control=True,
    of=INSTRUMENTS,
    fields=("ended", "in_force.until", "removed"),
    counted=("instrument ended", "instruments ended"),
)
def instrument_ended(found: Found) -> str:
    """An instrument was met, revoked, withdrawn or expired, or its last day was set."""
    if not found.first.path:
        return "gone from the plan's files, without an end"
    said = []
    if "ended" in found.fields:
        said.append(found.turned("its end", *_ends(found)))
    for each in found.differences:
        if each.path[0] == "in_force":
            was, now = found.was.said("", each.before), found.now.said("", each.after)
            said.append(found.turned("its last day", was, now))
    return "; ".join(said)


def _ends(found: Found) -> tuple[str, str]:
    before, after = found.values("ended")
    return found.was.said("", before), found.now.said("", after)


@kind(
    "paragraph-changed",
    about=ABOUT,
    control=True,
    of=DUTIES,
    fields=(
        *("added", "removed", "id", "ref", "title", "text", "owed_by", "holder", "ended"),
        *("kind", "to_answer", "made_by", "under", "amends", "scale"),
    ),
    counted=("paragraph or instrument changed", "paragraphs or instruments changed"),
)
def paragraph_changed(found: Found) -> str:
    """What an instrument or paragraph says, who made or owes it, where it stands, or its end."""
    if not found.first.path:
        return "added" if found.new else "gone from the instrument"
    if found.fields == ("ended",):
        return found.turned("its end", *_ends(found))
    return found.turned_fields(prose=PROSE)


@kind(
    "clock-changed",
    about=ABOUT,
    control=True,
    of=DUTIES,
    fields=("clock", "made_on", "sent_on", "published_on", "in_force"),
    counted=("clock changed", "clocks changed"),
)
def clock_changed(found: Found) -> str:
    """By when something is owed, or a day that a clock may start from, changed."""
    return found.turned_fields()


@kind(
    "extension-agreed",
    about=ABOUT,
    control=True,
    of=DUTIES,
    fields=("extensions",),
    counted=("extension agreed", "extensions agreed"),
)
def extension_agreed(found: Found) -> str:
    """More time was given for a paragraph, or what was recorded of that was altered."""
    gone = [f"no longer extended by {_extension(found, each)}" for each in found.gone()]
    came = [f"extended by {_extension(found, each)}" for each in found.came()]
    return "; ".join((*gone, *came))


def _extension(found: Found, entry: object) -> str:
    extension: Extension = entry  # type: ignore[assignment]
    more = str(extension.length) if extension.length else "more time"
    to = f" to {extension.to}" if extension.to else ""
    by = f", agreed by {found.now.names(extension.by)}" if extension.by else ""
    return f"{more}{to}{by}"


@kind(
    "function-changed",
    about=ABOUT,
    control=True,
    of=("functions",),
    fields=("added", "removed", "id", "ref", "text", "exercised_by", "held", "holder", "ended"),
    counted=("function changed", "functions changed"),
)
def function_changed(found: Found) -> str:
    """Who exercises a function of the council, or whether it is used, changed."""
    if not found.first.path:
        who = found.now if found.new else found.was
        by = who.names((found.new or found.old).exercised_by)
        return f"exercised by {by}" if found.new else f"gone; it had been exercised by {by}"
    return found.turned_fields(prose=PROSE)


@kind(
    "appointment-changed",
    about=ABOUT,
    control=True,
    of=INSTRUMENTS,
    fields=("appointments",),
    counted=("instrument with changed appointments", "instruments with changed appointments"),
)
def appointment_changed(found: Found) -> str:
    """Somebody was appointed under an instrument, or an appointment was altered or ended."""
    return found.turned("appointments", *found.sides())


@kind(
    "paragraph-met",
    about=ABOUT,
    control=False,
    of=DUTIES,
    fields=("met",),
    counted=("paragraph met", "paragraphs met"),
    per="entry",
)
def paragraph_met(found: Found) -> str | None:
    """What was owed was done: one date of its clock, or the duty itself."""
    met: Met | None = found.first.after  # type: ignore[assignment]
    if met is None:
        return None
    which = f"date {met.for_} met" if met.for_ else "met"
    by = f" by {found.now.names(met.by)}" if met.by else ""
    return f"{which}{by}, {met.date}"
