"""Real plan files with one slip made in them, at each place where it can be made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from ipcli.shipped import shipped
from ipcli.tree import Tree
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent.parent
PLAN_FILES = sorted(path for path in shipped("plans").rglob("*.yaml") if path.stat().st_size)
MORE_FILES = [
    *sorted((TESTS.parent / "src/ipcli/demo").rglob("*.yaml")),
    TESTS / "format1/every-key.yaml",
]
# Of these a part may be written without its day.
_DAY_LEFT_OUT = frozenset({"verified", "evidence", "assured", "embedded", "signed_off"})


class Slip(NamedTuple):
    """A file with a slip in it, and the line where a finding must stand."""

    text: str
    line: int


def without_closing_sign(text: str) -> Iterator[Slip]:
    """Drop each closing quote and bracket in turn. The line is that of the opening one."""
    opened: list[yaml.Mark] = []
    for token in yaml.scan(text):
        match token:
            case yaml.FlowSequenceStartToken() | yaml.FlowMappingStartToken():
                opened.append(token.start_mark)
            case yaml.FlowSequenceEndToken() | yaml.FlowMappingEndToken():
                yield _without(text, token.start_mark.index, opened.pop())
            case yaml.ScalarToken(style="'" | '"'):
                yield _without(text, token.end_mark.index - 1, token.start_mark)


def with_lone_quote(text: str) -> Iterator[Slip]:
    """Put a quote at either end of each value in turn that has none."""
    for node in _values(yaml.compose(text)):
        start, end = node.start_mark, node.end_mark
        if node.style is None and node.value and start.line == end.line:
            yield Slip(f'{text[: start.index]}"{text[start.index :]}', start.line + 1)
            yield Slip(f'{text[: end.index]}"{text[end.index :]}', start.line + 1)


def without_id_or_date(text: str) -> Iterator[Slip]:
    """Drop each id and date in turn that cannot be left out. The line is that of the record."""
    for within, record in _mappings(yaml.compose(text), ""):
        for at, (key, value) in enumerate(record.value):
            needed = key.value in {"id", "made_on", "as_of"}
            needed |= key.value == "date" and within not in _DAY_LEFT_OUT
            if not needed:
                continue
            start, end = key.start_mark.index, value.end_mark.index
            if at + 1 < len(record.value):
                end = record.value[at + 1][0].start_mark.index
            elif at and record.flow_style:
                start = record.value[at - 1][1].end_mark.index
            yield Slip(text[:start] + text[end:], record.start_mark.line + 1)


def beside_a_plan(text: str, path: Path) -> Tree:
    """Put a file that was changed into a folder that has a plan: its own, or the small one."""
    files = {f"plans/{path.name}": text.encode()}
    if not text.startswith("plan:") and "\nplan:" not in text:
        files |= {file.path: file.read() for file in Tree.of_text(SMALL_PLAN).files}
    return Tree.of_bytes(files)


def _without(text: str, index: int, opened: yaml.Mark) -> Slip:
    return Slip(text[:index] + text[index + 1 :], opened.line + 1)


def _values(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    match node:
        case yaml.ScalarNode():
            yield node
        case yaml.SequenceNode():
            for each in node.value:
                yield from _values(each)
        case yaml.MappingNode():
            for _, each in node.value:
                yield from _values(each)


def _mappings(node: yaml.Node | None, within: str) -> Iterator[tuple[str, yaml.MappingNode]]:
    match node:
        case yaml.SequenceNode():
            for each in node.value:
                yield from _mappings(each, within)
        case yaml.MappingNode():
            yield within, node
            for key, each in node.value:
                yield from _mappings(each, key.value)
