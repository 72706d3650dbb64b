"""A change: a difference between two revisions that has a name and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.model.dates import Date


class Change(NamedTuple):
    """One change, ready to print and to hold against what was agreed.

    `record` is the id now, `old_id` the one in the earlier revision, empty where it was not there.
    `title` and `ref` are those of the record at the time. `paths` are the dotted keys that it is
    about, none where the record itself came or went. `before` and `after` are for people;
    `from_` and `to` are the old and new value as a request may write them: any one of them.
    `about` are the ids by which a request may name it, `includes` those that came, went or closed
    with it. `days` and `moved` say how far a date moved, below nothing for earlier. `exempt` is why
    it may not be public, `corrected_by` the reason of the correction that explains it.
    """

    kind: str
    control: bool
    section: str
    record: str
    old_id: str
    ref: str
    title: str
    level: str
    level_name: str
    paths: tuple[str, ...]
    before: str
    after: str
    sentence: str
    days: int | None
    moved: str
    closing: str
    into: tuple[str, ...]
    from_: tuple[str, ...]
    to: tuple[str, ...]
    old_date: Date | None
    new_date: Date | None
    about: tuple[str, ...]
    includes: tuple[str, ...]
    labels: tuple[str, ...]
    illustrative: bool
    exempt: str
    corrected_by: str
    place: int

    @property
    def path(self) -> str:
        """The first key that it is about; empty where the record itself came or went."""
        return self.paths[0] if self.paths else ""


def by_record(changes: Iterable[Change]) -> dict[str, tuple[Change, ...]]:
    """Return changes by their record, in their order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.record, []).append(change)
    return {record: tuple(each) for record, each in found.items()}


def correcting(changes: Iterable[Change], point: str) -> tuple[Change, ...]:
    """Return the changes of a risk that put its score at a point right, where it did not move.

    It moved where something else of the score differs, unless the number itself was put right:
    axes that are given beside it do not make another.
    """
    at = f"scores.{point}"
    about = [
        each for each in changes if any(f"{path}.".startswith(f"{at}.") for path in each.paths)
    ]
    right = tuple(each for each in about if each.kind == "corrected")
    number_too = any(f"{at}.score" in each.paths for each in right)
    return right if number_too or len(right) == len(about) else ()
