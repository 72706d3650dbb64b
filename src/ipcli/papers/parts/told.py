"""The period's prose about a record: summary, achievements, issues, what is next, progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.parts.names import made_up, short, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.model.commentary import Achievement, Commentary
    from ipcli.papers.basis import Basis


class Achieved(NamedTuple):
    """Something achieved, and the item that it completes or is about, in words."""

    text: str
    item: str


class Told(NamedTuple):
    """What a period's commentary says about one record."""

    summary: tuple[str, ...]
    achievements: tuple[Achieved, ...]
    issues: tuple[str, ...]
    next: tuple[str, ...]
    lines: tuple[str, ...]
    anything: bool


NOTHING = Told((), (), (), (), (), anything=False)


def told(basis: Basis, about: str | None) -> Told:
    """Return the period's commentary about a record, or about the plan as a whole (None)."""
    entries = basis.commentary.get(about or basis.plan.id, ())
    if not entries:
        return NOTHING
    return Told(
        summary=_prose(basis, entries, "summary"),
        achievements=tuple(
            _achieved(basis, entry, each) for entry in entries for each in entry.achievements
        ),
        issues=_prose(basis, entries, "issues"),
        next=_prose(basis, entries, "next"),
        lines=_prose(basis, entries, "lines"),
        anything=any(_says(entry) for entry in entries),
    )


def _says(entry: Commentary) -> bool:
    return bool(entry.summary or entry.achievements or entry.issues or entry.next or entry.lines)


def _prose(basis: Basis, entries: Iterable[Commentary], key: str) -> tuple[str, ...]:
    return tuple(
        _marked(entry, text) for entry in entries for text in texts(basis, getattr(entry, key))
    )


def _achieved(basis: Basis, entry: Commentary, achievement: Achievement) -> Achieved:
    (text,) = texts(basis, (achievement.text,))
    item = achievement.completes or achievement.about
    completes = "completes: " if achievement.completes else ""
    return Achieved(_marked(entry, text), f"{completes}{short(basis, item)}" if item else "")


def _marked(entry: Commentary, text: str) -> str:
    """Say of a text that it is made up or exempt, where its entry is."""
    text = f"{text}{made_up(entry)}"
    return f"{text} (exempt: {entry.exempt})" if entry.exempt else text
