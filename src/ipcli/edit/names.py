"""What tells the entries of a list apart, and in which lists order is a fact."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ipcli.edit.spans import Value

Name: TypeAlias = tuple[str, ...]
WHOLE = "="  # begins the name of an entry that is told apart by all that it says

# Lists of records that hang below one another; their ids are unique in a whole plan, so a record
# is found again wherever in the file it stands.
RECORDS = ("items", "instruments", "paragraphs")
ORDERED = frozenset({"levels", "states", "likelihood", "impact", "bands", "change_control"})
_ROWS = frozenset({"grid", "scores"})  # maps of lists, each in the order of an axis
_KEYS = {
    "readings": ("for",),
    "targets": ("for",),
    "commentary": ("period", "about"),
    "papers": ("title",),
}
_MEETING = frozenset({"body"})  # the limbs of a meeting's decisions are its own


def names(entries: Sequence[Value], key: str, holder: Iterable[str] = ()) -> list[Name]:
    """Return a name for each entry of the list that stands after a key, no two alike.

    `holder` are the keys of the map that the list stands in. An entry without an id or a key of
    its own is named by all that it says.
    """
    limbs = key == "decisions" and set(holder) >= _MEETING
    told = [_name(entry, ("limb",) if limbs else _KEYS.get(key, ())) for entry in entries]
    met: Counter[Name] = Counter()
    found: list[Name] = []
    for name in told:
        met[name] += 1
        found.append(name if met[name] == 1 else (*name, str(met[name])))
    return found


def whole(entry: Value) -> Name:
    """Return the name of an entry that is told apart by all that it says."""
    return (WHOLE, one_line(facts(entry)))


def is_row(above: str) -> bool:
    """Tell whether a list below this key is a row of a matrix: one value, and not a set."""
    return above in _ROWS


def by_earlier_id(
    now: Mapping[str, Value], before: Iterable[str], others: Iterable[str]
) -> dict[str, str]:
    """Return the earlier id of each record that was renumbered: its `was` names it.

    `now` are the records by id, `before` the ids that were, `others` those that the other side
    of a merge has.
    """
    known, taken = set(before), set(others) - set(before)
    earlier: dict[str, str] = {}
    for new, record in now.items():
        was = record.get("was") if isinstance(record, dict) else None
        for old in [was] if isinstance(was, str) else was or []:
            free = isinstance(old, str) and old in known and old not in now
            if free and new not in known | taken and old not in earlier.values():
                earlier[new] = str(old)
    return earlier


def facts(value: Value, key: str = "", above: str = "") -> Value:
    """Return a value with the lists in which order is no fact in one order."""
    if isinstance(value, dict):
        return {name: facts(each, name, key) for name, each in value.items()}
    if isinstance(value, list):
        inside = [facts(each) for each in value]
        return inside if key in ORDERED or is_row(above) else sorted(inside, key=one_line)
    return value


def one_line(value: Value) -> str:
    """Return a value as one line: the same line for the same facts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _name(entry: Value, keys: tuple[str, ...]) -> Name:
    if isinstance(entry, dict):
        for wanted in (("id",), keys):
            told = [entry.get(key) for key in wanted]
            if wanted and isinstance(told[0], str):
                return (*wanted, *(each if isinstance(each, str) else "" for each in told))
    return whole(entry)
