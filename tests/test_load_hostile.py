"""What stands in a plan folder and is no plan file, and files whose author means no good."""

from __future__ import annotations

import contextlib
import copy
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.load import load
from ipcli.rules import check
from ipcli.tree import Tree
from support.broken import MORE_FILES, PLAN_FILES
from support.command import run, write
from support.plans import SMALL_PLAN, loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.diagnostics import Diagnostic


def found_in(folder: Path) -> list[tuple[str, str]]:
    diagnostics = load(Tree.of_folder(folder, shown="plans")).diagnostics
    return [(each.place.path, each.message) for each in diagnostics]


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Make a folder with the small plan in it."""
    return write(tmp_path, SMALL_PLAN) / "plans"


def test_a_folder_and_a_pipe_in_the_place_of_a_file_are_findings(plans: Path) -> None:
    (plans / "folder.yaml").mkdir()
    os.mkfifo(plans / "pipe.yaml")

    assert found_in(plans) == [
        ("plans/folder.yaml", "this is a folder, but its name is that of a plan file"),
        ("plans/pipe.yaml", "this is not an ordinary file"),
    ]


def test_no_link_is_followed_out_of_the_folder_or_round_and_round(plans: Path) -> None:
    outside = plans.parent / "secret.yaml"
    outside.write_text("password: hunter2\n")
    (plans / "gone.yaml").symlink_to("nowhere")
    (plans / "loop.yaml").symlink_to("loop.yaml")
    (plans / "out.yaml").symlink_to(outside)
    (plans / "more").symlink_to(plans.parent)

    told = "this is a link, and links are not followed"
    names = ("gone.yaml", "loop.yaml", "more", "out.yaml")
    assert found_in(plans) == [(f"plans/{name}", told) for name in names]


def test_a_link_to_what_is_no_plan_file_is_let_alone(plans: Path) -> None:
    (plans / "README.md").symlink_to("../README.md")

    assert found_in(plans) == []


def test_a_plan_folder_that_is_a_link_out_of_its_place_is_read_only_if_named(
    tmp_path: Path,
) -> None:
    write(tmp_path / "elsewhere", SMALL_PLAN)
    here = tmp_path / "here"
    here.mkdir()
    (here / "plans").symlink_to(tmp_path / "elsewhere" / "plans")

    assert run("validate", here=here).code == 3
    assert run("validate", "--plans", "plans", here=here).code == 0


def test_a_folder_that_may_not_be_read_is_a_finding(plans: Path) -> None:
    (plans / "closed").mkdir(mode=0)

    with without_privileges(plans):
        found = found_in(Path())

    assert found == [("plans/closed", "this folder cannot be read: Permission denied")]


def test_a_file_that_may_not_be_read_is_a_finding(plans: Path) -> None:
    (plans / "closed.yaml").touch(mode=0)

    with without_privileges(plans):
        found = found_in(Path())

    assert found == [("plans/closed.yaml", "cannot be read: Permission denied")]


@contextlib.contextmanager
def without_privileges(folder: Path) -> Iterator[None]:
    """Be in a folder, and nobody for a while if this is root, who may read everything."""
    me = os.geteuid()
    folder.chmod(0o755)
    with contextlib.chdir(folder):
        if me == 0:
            os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(me)


def test_a_name_that_is_no_text_can_be_told_and_written(plans: Path) -> None:
    (plans / os.fsdecode(b"\xff\x1b[31m\n.yaml")).write_text("rolls: []\n")

    ran = run("validate", "--out", "found.json", here=plans.parent)

    assert ran.code == 1
    [finding] = json.loads((plans.parent / "found.json").read_text())["findings"]
    assert finding["path"] == "plans/\\xff\x1b[31m\n.yaml"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("roles: []".encode("utf-16"), "1:1 the file is UTF-16 text"),
        ("roles: []".encode("utf-16-le"), "1:1 the file is UTF-16 text"),
        ("roles: []".encode("utf-16-be"), "1:1 the file is UTF-16 text"),
        (b"a: b\r\nc: \x96", "2:4 the byte 0x96 is not UTF-8 text; in Windows-1252 it is `\u2013`"),
        (b"a: b\rc: \x81", "2:4 the byte 0x81 is not UTF-8 text"),
        (b"\xef\xbb\xbfa: \xe9\xef\xbb\xbf", "1:5 the byte 0xe9"),
        ("a: \u00e9\n\ufeffb: c".encode(), "2:1 there is a character that is no text (U+FEFF)"),
        ("a: \u0096".encode(), "1:4 there is a character that is no text (U+0096)"),
        (b"a: b\n\x00", "2:1 there is a control character (0x00)"),
    ],
)
def test_what_is_not_utf_8_is_told_with_what_it_may_be(raw: bytes, told: str) -> None:
    [found] = load(Tree.of_bytes({"plans/plan.yaml": raw})).diagnostics

    assert f"{found.place.line}:{found.place.column} {found.message}".startswith(told)


@pytest.mark.parametrize("parent", [-1, 1], ids=["downwards", "upwards"])
def test_three_thousand_items_in_a_row_of_parents_end(parent: int) -> None:
    rows = "".join(
        f"  - {{id: A{at}, title: T, parent: A{(at + parent) % 3000}}}\n" for at in range(3000)
    )

    checked = check(loaded(f"items:\n{rows}"), as_of=None)

    assert "IP108" in {each.code for each in checked.diagnostics}


def test_ten_thousand_findings_each_have_their_own_place() -> None:
    rows = "".join(f"  - {{id: r{at}, name: A, colour: red}}\n" for at in range(10_000))

    found = loaded(f"roles:\n{rows}").diagnostics

    assert [each.place.line for each in found] == [*range(2, 10_002)]


# ---- every shape at every place

EXAMPLES = [
    yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (all scalars are text)
    for path in (*PLAN_FILES, MORE_FILES[-1])
]
SCALARS = st.sampled_from(
    [
        *("", "A", "no", "7", "-1", "1e999", "NaN", "5%", "0001-01-01", "9999-12-31", "2026-02-30"),
        *("9999/00", "2022/23 Q3", "ongoing", "9999 years", "0 days", "9999 working days", "any"),
        *(
            "never",
            "nobody",
            "x@y",
            "a/b",
            "..",
            "{changes.item-closed}",
            "{",
            "\u0663",
            "\U0001f600",
        ),
    ]
)
SHAPES = st.recursive(
    SCALARS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "text", "date", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(EXAMPLES) - 1), st.data())
def test_every_shape_at_every_place_ends_in_findings_with_a_place(
    which: int, data: st.DataObject
) -> None:
    document = copy.deepcopy(EXAMPLES[which])
    for _ in range(data.draw(st.integers(1, 4), label="edits")):
        edit(document, data)
    raw = json.dumps(document, indent=1, ensure_ascii=False).replace("null", "").encode()
    tree = Tree.of_bytes({file.path: file.read() for file in Tree.of_text(SMALL_PLAN).files})
    files = {file.path: file.read() for file in tree.files} | {"plans/more.yaml": raw}
    if "plan" in document:
        del files["plans/plan.yaml"]

    checked = check(load(Tree.of_bytes(files)), as_of=None)

    assert all(stands_in(each, files) for each in checked.diagnostics)


def edit(document: object, data: st.DataObject) -> None:
    """Put another shape, another place's value, a second one or nothing in the place of a value."""
    places = [*spots(document)]
    if not places:
        return
    within, step = data.draw(st.sampled_from(places), label="place")
    other, its = data.draw(st.sampled_from(places), label="other place")
    match data.draw(st.sampled_from(["replace", "delete", "repeat", "copy"]), label="edit"):
        case "replace":
            within[step] = data.draw(SHAPES, label="shape")
        case "delete":
            del within[step]
        case "repeat" if isinstance(within, list):
            within.append(copy.deepcopy(within[step]))
        case _:
            within[step] = copy.deepcopy(other[its])


def spots(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 (the shape of a file)
    """Yield each place of a value: the list or mapping that it stands in, and where in it."""
    steps = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for step in steps:
        yield value, step
        yield from spots(value[step])


def stands_in(found: Diagnostic, files: dict[str, bytes]) -> bool:
    """Tell whether a finding's place is one of a file."""
    lines = files[found.place.path].decode().split("\n")
    line = lines[found.place.line - 1]
    return 1 <= found.place.column <= len(line) + 1
