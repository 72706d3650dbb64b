"""What a quarter reports of an item; most of it of other records too."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.item_terms import told_date
from ipcli.changes.kinds import TO, kind
from ipcli.changes.scales import scale_of
from ipcli.model.plan import RECORD_SECTIONS

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.changes.wording import Words
    from ipcli.model.base import Opinion, Step, Update

ABOUT = "an item"
ITEMS = ("items",)
JUDGED = ("items", "instruments", "paragraphs")


@kind(
    "status-changed",
    about=ABOUT,
    control=False,
    of=JUDGED,
    fields=("status",),
    counted=("status changed", "statuses changed"),
    done="with another status",
)
def status_changed(found: Found) -> str:
    """The judgement of a row or a recommendation changed."""
    before, after = found.first.before, found.first.after
    was = _state(found.was, scale_of(found.before, found.old), before)
    now = _state(found.now, scale_of(found.after, found.new), after)
    return found.turned("status", was, now)


def _state(words: Words, scale: str, state: object) -> str:
    return words.state(scale, str(state)) if state else ""


@kind(
    "rating-changed",
    about=ABOUT,
    control=False,
    of=JUDGED,
    fields=("ratings",),
    counted=("rating changed", "ratings changed"),
    done="with another rating",
    per="key",
)
def rating_changed(found: Found) -> str | None:
    """A rating beside the status changed. Each scale is a change of its own."""
    scale = found.first.path[1]
    was, now = (getattr(each, "ratings", {}).get(scale) for each in (found.old, found.new))
    before = _state(found.was, scale, was.state if was else None)
    after = _state(found.now, scale, now.state if now else None)
    return found.turned(found.now.name(scale), before, after)


@kind(
    "forecast-moved",
    about=ABOUT,
    control=False,
    of=ITEMS,
    fields=("forecast",),
    counted=("forecast moved", "forecasts moved"),
    done="with another forecast",
)
def forecast_moved(found: Found) -> str:
    """The date it is now expected moved. Nobody has agreed to it."""
    return told_date("forecast", *found.values("forecast"))


@kind(
    "completed",
    about=ABOUT,
    control=False,
    of=ITEMS,
    fields=("completed",),
    counted=("item completed", "items completed"),
    done="completed",
)
def completed(found: Found) -> str | None:
    """The work was done. The row is still in the plan until it is closed."""
    before, after = found.values("completed")
    if before and after:
        return f"completed on another day: {after}, where it had been {before}"
    return f"completed {after}" if after else None


@kind(
    "reason-changed",
    about=ABOUT,
    control=False,
    of=JUDGED,
    fields=("reason", "recovery", "ratings.*.reason"),
    counted=("reason or way back changed", "reasons or ways back changed"),
    done="with another reason or way back",
)
def reason_changed(found: Found) -> str:
    """Why it is as it is, or the way back, was put in other words, given or taken away."""
    said = []
    for each in found.differences:
        what = {"reason": "reason", "recovery": "way back"}[each.path[-1]]
        if len(each.path) > 1:
            what = f"reason of {found.now.name(each.path[1])}"
        verb = (
            "rewritten" if each.before and each.after else "given" if each.after else "taken away"
        )
        said.append(f"{what} {verb}")
    return "; ".join(said)


@kind(
    "update-added",
    about=ABOUT,
    control=False,
    of=RECORD_SECTIONS,
    fields=("updates",),
    counted=("update added", "updates added"),
    done=TO,
    per="entry",
)
def update_added(found: Found) -> str | None:
    """Somebody said how it stands. Updates are only ever added."""
    update: Update | None = found.first.after  # type: ignore[assignment]
    if update is None:
        return None
    by = f", by {found.now.names(update.by)}" if update.by else ""
    return f"update of {update.date}{by}"


@kind(
    "evidence-added",
    about=ABOUT,
    control=False,
    of=(*JUDGED, "measures"),
    fields=("evidence",),
    counted=("piece of evidence added", "pieces of evidence added"),
    done=TO,
    per="entry",
)
def evidence_added(found: Found) -> str | None:
    """What proves it was added."""
    evidence = found.first.after
    return f"evidence added: {found.now.said('', evidence)}" if evidence else None


@kind(
    "opinion-added",
    about=ABOUT,
    control=False,
    of=(*JUDGED, "measures", "risks"),
    fields=("opinions",),
    counted=("outside or second view added", "outside or second views added"),
    done=TO,
    per="entry",
)
def opinion_added(found: Found) -> str | None:
    """An outside or second view was recorded beside the council's own."""
    opinion: Opinion | None = found.first.after  # type: ignore[assignment]
    if opinion is None:
        return None
    scale = opinion.scale or scale_of(found.after, found.new)
    state = f": {_state(found.now, scale, opinion.state)}" if opinion.state else ""
    return f"view of {found.now.names(opinion.by)}, {opinion.date}{state}"


def _passed(found: Found, field: str, words: str) -> str | None:
    """Return a sentence on a test that was passed since, or None where none was."""
    was, now = found.values(field)
    before: Step | None = was  # type: ignore[assignment]
    after: Step | None = now  # type: ignore[assignment]
    if not (after and after.date) or (before and before.date == after.date):
        return None
    by = f" by {found.now.names(after.by)}" if after.by else ""
    return f"{words}{by}, {after.date}"


@kind(
    "assured",
    about=ABOUT,
    control=False,
    of=JUDGED,
    fields=("assured",),
    counted=("record assured", "records assured"),
    done="assured",
)
def assured(found: Found) -> str | None:
    """Somebody checked that it is done."""
    return _passed(found, "assured", "assured")


@kind(
    "embedded",
    about=ABOUT,
    control=False,
    of=JUDGED,
    fields=("embedded",),
    counted=("record embedded", "records embedded"),
    done="embedded",
)
def embedded(found: Found) -> str | None:
    """Somebody checked that it lasts."""
    return _passed(found, "embedded", "found to be embedded")


@kind(
    "signed-off",
    about=ABOUT,
    control=False,
    of=JUDGED,
    fields=("signed_off",),
    counted=("record signed off", "records signed off"),
    done="signed off",
)
def signed_off(found: Found) -> str | None:
    """A committee signed it off: its own act, and not the same as complete."""
    return _passed(found, "signed_off", "signed off")
