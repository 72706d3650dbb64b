"""What changes about a measure."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.computed import is_judged, recorded_reading_state
from ipcli.changes.kinds import kind
from ipcli.changes.risks import told_closing, told_removal
from ipcli.changes.wording import number

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.model.risk import Measure, Reading

ABOUT = "a measure"
MEASURES = ("measures",)


@kind(
    "measure-added",
    about=ABOUT,
    control=True,
    of=MEASURES,
    fields=("added", "closed"),
    counted=("measure added", "measures added"),
)
def measure_added(found: Found) -> str | None:
    """A measure came into the plan, or came back to it after it had been closed."""
    if not found.first.path:
        return "added"
    if found.new.closed:
        return None
    return f"taken up again; it had been {found.was.closing(found.old.closed)}"


@kind(
    "measure-closed",
    about=ABOUT,
    control=True,
    of=MEASURES,
    fields=("closed",),
    counted=("measure closed", "measures closed"),
)
def measure_closed(found: Found) -> str:
    """A measure is no longer taken, or its closing was altered."""
    return told_closing(found)


@kind(
    "measure-removed",
    about=ABOUT,
    control=True,
    of=MEASURES,
    fields=("removed",),
    counted=("measure gone without being closed", "measures gone without being closed"),
)
def measure_removed(found: Found) -> str:
    """A measure vanished from the files. What is over is closed, with how and when."""
    return told_removal(found)


@kind(
    "target-changed",
    about=ABOUT,
    control=True,
    of=MEASURES,
    fields=("targets", "baseline", "tolerance"),
    counted=("measure with a changed target", "measures with changed targets"),
)
def target_changed(found: Found) -> str:
    """What a measure is to reach, from where, or how far off is still within it, changed."""
    return found.turned_fields()


@kind(
    "definition-changed",
    about=ABOUT,
    control=True,
    of=MEASURES,
    fields=("definitions", "kind", "unit", "better", "scale"),
    counted=("measure with a changed definition", "measures with changed definitions"),
)
def definition_changed(found: Found) -> str:
    """What is counted, or how it is judged, changed; figures of before cannot be compared."""
    return found.turned_fields()


@kind(
    "reading-added",
    about=ABOUT,
    control=False,
    of=MEASURES,
    fields=("readings",),
    counted=("reading added", "readings added"),
    per="entry",
)
def reading_added(found: Found) -> str | None:
    """A measure was taken, or could not be assessed this time. A rewritten one is `edited`."""
    if len(found.first.path) != 2 or found.first.after is None:  # noqa: PLR2004 (a whole reading)
        return None
    reading: Reading = found.first.after  # type: ignore[assignment]
    return f"reading for {reading.for_}: {_told(found, reading)}"


def _told(found: Found, reading: Reading) -> str:
    """Return the value with its unit; of what is judged and not counted, its state or words."""
    measure: Measure = found.new
    if reading.value is not None:
        return f"{number(reading.value)} {measure.unit or ''}".rstrip()
    if not is_judged(measure, reading):
        return "could not be assessed"
    state = recorded_reading_state(found.after, measure, reading)
    return state.name if state else reading.text or reading.status or ""
