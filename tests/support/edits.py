"""Small edits to one small plan file, and what a file says as single facts.

The facts are read by another parser than the tool's, so that they can judge it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

Fact: TypeAlias = tuple[str, ...]  # whose, key by key, value

ROWS = """\
# The rows of the plan
items:
  - id: A
    title: Theme A # the first
    owner: [mayor, clerk]
    items:
      - id: A-1
        title: "Publish: the plan"
        due: 2026-11 # as agreed
        status: green
        updates:
          - {date: 2026-06-30, text: "Begun, slowly"}
        ratings: {pace: low}
      # Training was asked for by the board.
      - id: A-2
        title: >-
          Train
          the staff

  - id: B
    title: Theme B
roles: [{id: mayor, name: Mayor}, {id: clerk, name: Clerk}]
measures:
  - id: M
    title: Trust
    readings:
      - {for: 2026/27 Q1, value: 47}
"""
_A1 = ROWS[ROWS.index("      - id: A-1\n") : ROWS.index("      # Training")]
_A2 = ROWS[ROWS.index("      - id: A-2\n") : ROWS.index("\n  - id: B")]
_B = ROWS[ROWS.index("  - id: B\n") : ROWS.index("roles:")]
_A = ROWS[ROWS.index("  - id: A\n") : ROWS.index("  - id: B\n")]
_M = ROWS[ROWS.index("measures:") :]
_UPDATE = '          - {date: 2026-06-30, text: "Begun, slowly"}\n'
_READING = "      - {for: 2026/27 Q1, value: 47}\n"
_A1_KEYS = '        title: "Publish: the plan"\n        due: 2026-11 # as agreed\n'


def _deeper(text: str, by: int) -> str:
    pad = " " * abs(by)
    lines = text.splitlines(keepends=True)
    if by < 0:
        return "".join(line.removeprefix(pad) for line in lines)
    return "".join(pad + line if line.strip() else line for line in lines)


def _new(record: str, title: str, indent: int = 6) -> str:
    pad = " " * indent
    return f"{pad}- id: {record}\n{pad}  title: {title}\n"


def _swaps() -> dict[str, tuple[tuple[str, str], ...]]:  # noqa: PLR0915 (a table)
    """Return the texts that each edit takes out and puts in."""
    done: dict[str, tuple[tuple[str, str], ...]] = {}

    def change(name: str, *swaps: tuple[str, str]) -> None:
        assert name not in done
        done[name] = swaps

    # A key set
    change("title of A", ("Theme A", "First theme"))
    change("other title of A", ("Theme A", "Theme one"))
    change("title of A-1", ('"Publish: the plan"', "Print the plan"))
    change("long title of A-1", ('"Publish: the plan"', "|\n          Print\n          the plan"))
    change("due of A-1", ("2026-11 #", "2027-03 #"))
    change("other due of A-1", ("due: 2026-11 # as agreed", "due: 2027-01"))
    change("due of A-1 in words", ("2026-11 #", "{text: in spring, latest: 2027-05-31} #"))
    change("status of A-1", ("green", "amber\n        reason: Late, for now"))
    change("other status of A-1", ("green", "complete"))
    change("title of A-2", ("Train\n", "Coach\n"))
    change("short title of A-2", (">-\n          Train\n          the staff", "Train them"))
    change("title of B", ("Theme B", "Theme B, the second"))
    change("pace of A-1", ("pace: low", "pace: high"))
    change("owner of A", ("[mayor, clerk]", "[mayor, board]"))
    change("other owner of A", ("[mayor, clerk]", "[mayor, council]"))
    change("one owner of A", ("[mayor, clerk]", "clerk"))
    change("name of clerk", ("name: Clerk", "name: Town Clerk"))
    change("other name of clerk", ("name: Clerk", "name: Chief Clerk"))
    change("reading", ("value: 47", "value: 48"))
    change("other reading", ("value: 47", "value: 46"))
    # A key added
    change("start of A-1", (_A1_KEYS, _A1_KEYS + "        start: 2026-06\n"))
    change("other start of A-1", (_A1_KEYS, _A1_KEYS + "        start: 2026-07 # hm\n"))
    change("reason of A-1", ("status: green\n", "status: green\n        reason: None yet\n"))
    change("third owner of A", ("clerk]", "clerk, board]"))
    change("other third owner of A", ("clerk]", "clerk, council]"))
    change("owner of B", ("Theme B\n", "Theme B\n    owner: clerk\n"))
    description = "    description: |\n      Long\n\n      one\n"
    change("description of B", ("Theme B\n", f"Theme B\n{description}"))
    change("cost of A-1", ("{pace: low}", "{pace: low, cost: high}"))
    change("kind of clerk", ("name: Clerk", "name: Clerk, kind: officer"))
    change("forecast in reading", ("value: 47", "value: 47, forecast: 50"))
    # A key removed
    change("no status of A-1", ("        status: green\n", ""))
    change("no due of A-1", ("        due: 2026-11 # as agreed\n", ""))
    change("no ratings of A-1", ("        ratings: {pace: low}\n", ""))
    change("no owner of A", ("    owner: [mayor, clerk]\n", ""))
    change("no updates of A-1", (f"        updates:\n{_UPDATE}", ""))
    # A record added
    change("A-3", (_A2, _A2 + _new("A-3", "Ask the residents")))
    change("other A-3", (_A2, _A2 + _new("A-3", "Ask the press")))
    change("A-4", (_A2, _A2 + "\n      # Asked for.\n" + _new("A-4", "Ask # again")))
    change("A-0", (_A1, _new("A-0", "Begin") + _A1))
    change("A-2-a", (_A2, f"{_A2}        items:\n{_new('A-2-a', 'Book a room', 10)}"))
    change("A-1-a", (_A1, f"{_A1}        items:\n{_new('A-1-a', 'Print', 10)}"))
    change("B-1", (_B, f"{_B}    items:\n{_new('B-1', 'Second')}"))
    change("B-2", (_B, f"{_B}    items:\n{_new('B-2', 'Another')}"))
    change("C", (_B, _B + _new("C", "Theme C", 2)))
    change("D", (_B, _B + "\n" + _new("D", "Theme D", 2)))
    change("role", ("Clerk}]", "Clerk}, {id: board-chair, name: Chair}]"))
    change("other role", ("Clerk}]", "Clerk}, {id: whip, name: Whip}]"))
    change("labels", (_M, _M + "labels:\n  - {id: late, name: Late}\n"))
    change("other labels", (_M, "labels: [{id: soon, name: Soon}]\n" + _M))
    change("reading Q2", (_READING, _READING + "      - {for: 2026/27 Q2, value: 50}\n"))
    change("other reading Q2", (_READING, _READING + "      - {for: 2026/27 Q2, value: 51}\n"))
    change("reading Q3", (_READING, _READING + "      - for: 2026/27 Q3\n        value: 52\n"))
    # A record removed
    change("no A", (_A, ""))
    change("no A-1", (_A1, ""))
    change("no A-2", (_A2, ""))
    change("no B", (_B, ""))
    change("no clerk", (", {id: clerk, name: Clerk}", ""))
    change("no M", (_M, ""))
    # Updates
    change("update", (_UPDATE, _UPDATE + "          - {date: 2026-09-30, text: Half done}\n"))
    change("other update", (_UPDATE, _UPDATE + "          - {date: 2026-08-31, text: A third}\n"))
    change("update reworded", ("Begun, slowly", "Begun"))
    change("update reworded otherwise", ('"Begun, slowly"', "Begun at last"))
    change("update removed and added", (_UPDATE, "          - {date: 2026-07-01, text: New}\n"))
    # Another order
    change("A-2 before A-1", (_A1, ""), (_A2, _A2 + _A1))
    change("B before A", (_B, ""), (_A, _B + _A))
    change("due before title", (_A1_KEYS, "".join(_A1_KEYS.splitlines(keepends=True)[::-1])))
    change(
        "clerk before mayor",
        ("roles: [", "roles: [{id: clerk, name: Clerk}, "),
        ("Mayor}, {id: clerk, name: Clerk}", "Mayor}"),
    )
    # Another place, another number
    change("A-1 to B", (_A1, ""), (_B, f"{_B}    items:\n{_A1}"))
    change("A-2 to B", (_A2, ""), (_B, f"{_B}    items:\n{_A2}"))
    change("A-2 below A-1", (_A2, ""), (_A1, f"{_A1}        items:\n{_deeper(_A2, 4)}"))
    change("A-1 below A-2", (_A1, ""), (_A2, f"{_A2}        items:\n{_deeper(_A1, 4)}"))
    change("A-1 to the top", (_A1, ""), (_B, _B + _deeper(_A1, -4)))
    change("B below A", (_B, ""), (_A2, _A2 + _deeper(_B, 4)))
    change("A-9 for A-2", ("id: A-2\n", "id: A-9\n        was: A-2\n"))
    # Layout alone
    change("a comment", ("    title: Theme B\n", "    # Not begun.\n    title: Theme B\n"))
    change("other quotes", ('"Publish: the plan"', "'Publish: the plan'"))
    return done


_SWAPS = _swaps()


def edited(*names: str) -> str:
    """Return the rows after some edits; one that does not fit after those before it is left out."""
    text = ROWS
    for name in names:
        once = text
        for old, new in _SWAPS[name]:
            once = once.replace(old, new) if once.count(old) == 1 else ""
        text = once or text
    return text


EDITS = {name: edited(name) for name in _SWAPS}


def facts(text: str) -> frozenset[Fact]:
    """Return what a file says, each fact by itself."""
    said = yaml.load(text, yaml.BaseLoader) or {}  # noqa: S506 (BaseLoader makes texts only)
    return frozenset(_of_map(said, ()))


def together(base: frozenset[Fact], ours: frozenset[Fact], theirs: frozenset[Fact]) -> set[Fact]:
    """Return what must be said when both sides are had: sums of sets, no merge."""
    return set(base & ours & theirs | ours - base | theirs - base)


def contradict(base: frozenset[Fact], one: frozenset[Fact], other: frozenset[Fact]) -> bool:
    """Tell whether the sides bring one thing to different ends, so that a person must choose."""
    was, is_, is_too = (_single(each) for each in (base, one, other))
    chosen = (len({was.get(key), is_.get(key), is_too.get(key)}) == 3 for key in is_ | is_too | was)
    return (
        any(chosen)
        or any(_takes_out_what_changes(base, *pair) for pair in ((one, other), (other, one)))
        or _replace_one_entry(base, one, other)
    )


def touched(base: frozenset[Fact], side: frozenset[Fact]) -> set[str]:
    """Return the records (or sections) that a side changed, and those that it hangs them on."""
    found: set[str] = set()
    for fact in base ^ side:
        found.add(fact[1] if fact[0] == "record" else fact[0])
        if fact[2:3] == ("stands in",):
            found.update(fact[-1].split("/"))
    return found - {"record", "items", "measures"}


def _single(said: frozenset[Fact]) -> dict[Fact, str]:
    return {fact[:-1]: fact[-1] for fact in said if fact[-2] == "="}


def _takes_out_what_changes(
    base: frozenset[Fact], one: frozenset[Fact], other: frozenset[Fact]
) -> bool:
    gone = _records(base) - _records(one)
    new = other - base
    return any(
        fact[:2] == ("record", record) or f"record/{record}/" in fact[-1]
        for fact in new
        for record in gone
    )


def _records(said: frozenset[Fact]) -> set[str]:
    return {fact[1] for fact in said if fact[2:3] == ("stands in",)}


def _replace_one_entry(base: frozenset[Fact], one: frozenset[Fact], other: frozenset[Fact]) -> bool:
    """Tell whether both sides took an entry out of a list and put in other ones."""
    lists = {fact[:-1] for fact in base - one - other if fact[-2] == "has"}
    new, new_too = ({f for f in side - base if f[:-1] in lists} for side in (one, other))
    return new != new_too


def _of_map(value: dict[str, Any], at: Fact) -> Iterator[Fact]:
    for key, inside in value.items():
        if isinstance(inside, dict):
            yield from _of_map(inside, (*at, key))
        elif isinstance(inside, list):
            yield from _of_list(inside, (*at, key))
        else:
            yield (*at, key, "=", inside)


def _of_list(value: list[Any], at: Fact) -> Iterator[Fact]:
    for entry in value:
        if isinstance(entry, dict) and "id" in entry:
            name = ("record", str(entry.get("was", entry["id"])))
            yield (*name, "stands in", "=", "/".join(at[-3:]))
            yield from _of_map(entry, name)
        elif isinstance(entry, dict) and "for" in entry:
            yield from _of_map(entry, (*at, entry["for"]))
        elif isinstance(entry, dict):
            yield (*at, "has", json.dumps(entry, sort_keys=True))
        else:
            yield (*at, "has", entry)
