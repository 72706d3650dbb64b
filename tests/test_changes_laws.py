"""Laws over plans that have every key: each edit is named, once, where it was made."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ipcli.changes import all_kinds, changes, differences
from ipcli.changes.grouping import grouped
from ipcli.model.base import key_of
from support.every_key import (
    Steps,
    added,
    altered,
    at,
    document,
    leaves,
    lists,
    moved,
    plan,
    reordered,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes import Change
    from ipcli.model.base import Part
    from ipcli.model.plan import Plan

Place: TypeAlias = "tuple[str, str, str]"  # section, record, key
NESTED = {"items", "paragraphs", "functions", "requests"}
WHOLE = {"change_control", "waivers", "commentary"}  # told by what they are about, not by id
ORDERED = {"levels", "states", "likelihood", "impact", "bands", "scores", "grid"}


@cache
def _plan() -> Plan:
    return plan(document())


def depth(steps: Steps) -> int:
    """Return where in the path of a place its record's own key stands."""
    found = 2
    while len(steps) > found + 1 and steps[found] in NESTED and isinstance(steps[found + 1], int):
        found += 2
    return found


def place(steps: Steps) -> Place:
    """Return the record and the key in which a place of the document stands."""
    section, end = str(steps[0]), depth(steps)
    if section == "plan":
        return section, "HEAD-1", str(steps[1])
    inner = [str(step) for step in steps[:end] if isinstance(step, str)]
    return inner[-1], at(document(), steps[:end])["id"], str(steps[end])


def told(found: tuple[Change, ...]) -> set[Place]:
    """Return what some changes are about; a record that came or went has no key."""
    return {
        (each.section, each.record, path.partition(".")[0])
        for each in found
        for path in each.paths or ("",)
    }


def by_place() -> dict[Place, list[Steps]]:
    """Return every single value of the document by the key that it belongs to, but for ids."""
    found: dict[Place, list[Steps]] = {}
    for steps in leaves(document()):
        if steps[0] not in WHOLE and steps[-1] not in {"id", "format"}:
            found.setdefault(place(steps), []).append(steps)
    return found


def test_every_value_that_is_altered_is_named_where_it_stands_and_nothing_else_is() -> None:
    values = by_place()
    for number in range(max(map(len, values.values()))):
        edits = {where: each[number] for where, each in values.items() if number < len(each)}
        after = plan(altered(document(), *edits.values()))

        assert told(changes(_plan(), after)) == set(edits)


def test_every_value_that_is_altered_is_in_one_change() -> None:
    for steps in list(leaves(document()))[::5]:
        if steps[0] == "plan" and steps[-1] == "format":
            continue
        after = plan(altered(document(), steps))

        assert _times(_plan(), after) == {1}


def _times(before: Plan, after: Plan) -> set[int]:
    """Return in how many changes a difference is, of all differences between two plans."""
    found = list(differences(before, after))
    named = list(grouped(found, before, after, {}))
    times = Counter(id(each) for one in named for each in one.found.differences)
    folded = {name for one in named for name in one.includes}
    for each in found:
        times[id(each)] += not each.path and each.record in folded
    return {times[id(each)] for each in found}


def test_every_kind_arises() -> None:
    first = [steps for steps in leaves(document()) if steps[-1] not in {"format", "earliest"}]
    some = [altered(document(), *first[number::7]) for number in range(7)]
    half = {
        name: entries[:1] if isinstance(entries, list) else entries
        for name, entries in document().items()
    }
    plans = [*map(plan, (*some, half, bare()))]
    pairs = [pair for each in plans for pair in ((_plan(), each), (each, _plan()))]

    kinds = {change.kind for before, after in pairs for change in changes(before, after)}
    assert kinds == set(all_kinds())


def bare() -> dict[str, Any]:
    """Return the document with nothing in its second entries but what must be there."""
    made = document()
    for (section, record, key), (steps, *_) in by_place().items():
        entry = _plan().by_section.get(section, {}).get(record, _plan().header)
        fields = {key_of(name): field for name, field in type(entry).model_fields.items()}
        if record.endswith("B") and not fields[key].is_required():
            made = without(made, steps[: depth(steps) + 1])
    return made


OTHER = {
    "change_control": ("change-control-changed", "HEAD-1"),
    "waivers": ("waiver-changed", "record"),
    "commentary": ("edited", "about"),
}


def test_what_has_no_id_is_named_by_what_it_is_about() -> None:
    for steps in leaves(document()):
        if steps[0] in WHOLE:
            found = changes(_plan(), plan(altered(document(), steps)))

            kind, about = OTHER[str(steps[0])]
            assert {each.kind for each in found} == {kind}
            assert all(each.record.startswith(about) for each in found)


# Two plans drawn at random, against a comparison of another kind

DOCUMENT = document()
PLACES = {
    "altered": list(leaves(DOCUMENT)),
    "without": [*leaves(DOCUMENT), *((*each, 0) for each in lists(DOCUMENT))],
    "reordered": list(lists(DOCUMENT)),
    "added": list(lists(DOCUMENT)),
}
ITEMS: list[tuple[Steps, Steps]] = [
    (("items", 0, "items", 0), ("items", 1, "items")),
    (("items", 0, "items", 0, "items", 0), ("items", 0, "items")),
    (("items", 1, "items", 0), ("items",)),
    (("instruments", 0, "paragraphs", 0, "paragraphs", 0), ("instruments", 0, "paragraphs")),
]
EDIT = st.one_of(
    *(st.tuples(st.just(how), st.sampled_from(each)) for how, each in PLACES.items()),
    st.tuples(st.just("moved"), st.sampled_from(ITEMS)),
)


def edited(edits: list[tuple[str, Any]]) -> Plan:
    """Return the plan after some edits; those that no longer fit are left out."""
    made = DOCUMENT
    for number, (how, where) in enumerate(edits):
        try:
            match how:
                case "altered":
                    made = altered(made, where)
                case "without":
                    made = without(made, where)
                case "reordered":
                    made = reordered(made, where)
                case "added":
                    made = added(made, where, f"N{number}")
                case _:
                    made = moved(made, *where)
        except (LookupError, TypeError):
            continue
    try:
        return plan(made)
    except (AssertionError, ValueError):  # no plan, or some of it could not be read
        assume(condition=False)
        raise


EDITS = st.lists(EDIT, max_size=8)
Edits: TypeAlias = "list[tuple[str, Any]]"


def values(before: Plan, after: Plan) -> set[Place]:
    """Return what differs between two plans, by comparing what each model says of itself."""
    found = {("plan", after.id, key) for key in _differing(before.header, after.header)}
    for section, olds in before.by_section.items():
        news = after.by_section[section]
        for record in {*olds, *news}:
            old, new = olds.get(record), news.get(record)
            if old is None or new is None:
                found.add((section, record, ""))
            else:
                found |= {(section, record, key) for key in _differing(old, new)}
            if section in {"paragraphs", "functions", "requests"} and old and new:
                holders = before.holder.get(record), after.holder.get(record)
                found |= {(section, record, "holder")} if holders[0] != holders[1] else set()
    return found


def _differing(old: Part, new: Part) -> Iterator[str]:
    olds, news = (
        each.model_dump(mode="json", by_alias=True, exclude={"functions", "requests", "level"})
        for each in (old, new)
    )
    for key in {*olds, *news}:
        if _plain(olds.get(key), key) != _plain(news.get(key), key):
            yield key


def _plain(value: Any, key: str = "") -> Any:  # noqa: ANN401 (any value of a model)
    """Return a value without what is no fact: the order of most lists, and what is left out."""
    match value:
        case dict():
            return {name: _plain(each, name) for name, each in value.items() if each is not None}
        case list():
            plain = [_plain(each) for each in value]
            return plain if key in ORDERED else sorted(plain, key=json.dumps)
        case _:
            return value


LIFE = {"closed", "ended", "replaces", "decisions"}


@given(EDITS, EDITS)
@settings(deadline=None, max_examples=60)
def test_what_differs_is_what_another_comparison_finds(earlier: Edits, later: Edits) -> None:
    before, after = edited(earlier), edited(later)
    found = changes(before, after)
    here = {each for each in told(found) if each[0] not in WHOLE and each[2] != "level"}
    here |= {
        (section, each, "")
        for change in found
        for each in change.includes
        if not change.paths
        for section in ("paragraphs", "functions")
        if each in {**before.by_section[section], **after.by_section[section]}
    }

    expected = values(before, after)
    came = {(section, record) for section, record, key in expected if not key}
    of_new = {each for each in here if each[:2] in came and each[2] in LIFE}
    assert here - of_new == expected


@given(EDITS, EDITS)
@settings(deadline=None, max_examples=60)
def test_every_difference_is_in_one_change(earlier: Edits, later: Edits) -> None:
    assert _times(edited(earlier), edited(later)) <= {1}


@given(EDITS)
@settings(deadline=None, max_examples=30)
def test_a_plan_read_twice_gives_nothing(edits: Edits) -> None:
    assert changes(edited(edits), edited(edits)) == ()
