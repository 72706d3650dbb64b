"""Earlier states come from overlays, and the repository is the same on every machine."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from ipcli import demo, edit
from ipcli.demo import Overlay, StaleOverlayError, Was
from ipcli.demo.repository import overlays, write
from ipcli.errors import GitMissingError, UsageError
from ipcli.git import Repo

_PLANS = Path(__file__).parents[1] / "plans"

_ITEMS = b"""\
items:
  - id: CJ
    title: Customer Journey
    items:
      - id: CJ-1
        title: Map the journey
  - id: SD-1
    title: Approve the strategy
    due: 2023-03 # re-profiled
    status: amber
    reason: Takes longer.
    updates:
      - {date: 2022-11-03, text: Begun.}
"""
_PROSE = b"""\
commentary:
  - period: Q2
    summary: First update.
  - period: Q3
    summary: Second update.
waivers:
  - {rule: IP305, record: SD-1}
"""
_FILES = {"items.yaml": _ITEMS, "prose.yaml": _PROSE}
_LAST = Overlay("small/2022-12", date(2022, 12, 8), "Second update")
_BEFORE = Overlay(
    "small/2022-09",
    date(2022, 9, 21),
    "First update",
    without=("CJ", "CJ-1"),
    records=(
        Was("SD-1", "due", "2022-11"),
        Was("SD-1", "status", "green"),
        Was("SD-1", "reason", ""),
        Was("SD-1", "updates", ""),
    ),
    commentary_without=("Q3",),
    waivers_without=True,
)


def _refused(overlay: Overlay) -> str:
    with pytest.raises(StaleOverlayError) as caught:
        demo.earlier(_FILES, overlay)
    return str(caught.value)


def _plan_files(name: str) -> dict[str, bytes]:
    folder = _PLANS / name
    paths = sorted(folder.rglob("*.yaml"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# Overlays


def test_an_overlay_is_read_with_its_values_as_they_are_written() -> None:
    raw = b"""\
tag: small/2022-09
date: 2022-09-21
message: First update
without: [CJ, CJ-1]
records:
  SD-1: {due: 2022-11, status: green, reason: , updates: }
commentary_without: [Q3]
waivers_without: yes
"""

    assert demo.read_overlay(raw, name="small/2022-09.yaml") == _BEFORE


def test_values_keep_quotes_and_brackets_and_come_on_one_line() -> None:
    raw = b"""\
tag: t
date: 2022-09-21
message: m
without: CJ
records:
  SD-1:
    reason: "Late, # really"
    updates: [{date: 2022-06-30, text: Begun},
              {date: 2022-07-29, text: Moved}]
"""

    overlay = demo.read_overlay(raw, name="t.yaml")

    assert overlay.without == ("CJ",)
    assert overlay.records == (
        Was("SD-1", "reason", '"Late, # really"'),
        Was(
            "SD-1",
            "updates",
            "[{date: 2022-06-30, text: Begun}, {date: 2022-07-29, text: Moved}]",
        ),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tag: t\ndate: 2022-09-21\n", "t.yaml: these keys are missing or unknown: message"),
        (
            "tag: t\ndate: 2022-09-21\nmessage: m\nwithuot: [A]\n",
            "t.yaml: these keys are missing or unknown: withuot",
        ),
        (
            "tag: t\ndate: September\nmessage: m\n",
            "t.yaml: `date` must be a day such as 2022-09-21",
        ),
        (
            "tag: t\ndate: 2022-09-21\nmessage: m\nrecords:\n  A:\n    updates:\n      - x\n",
            "t.yaml: updates of A must be in brackets",
        ),
    ],
)
def test_an_overlay_with_a_slip_is_refused(text: str, told: str) -> None:
    with pytest.raises(StaleOverlayError) as caught:
        demo.read_overlay(text.encode(), name="t.yaml")

    assert str(caught.value) == told


def test_an_earlier_state_is_the_later_one_turned_back() -> None:
    before = demo.earlier(_FILES, _BEFORE)

    assert before == {
        "items.yaml": b"""\
items:
  - id: SD-1
    title: Approve the strategy
    due: 2022-11 # re-profiled
    status: green
""",
        "prose.yaml": b"""\
commentary:
  - period: Q2
    summary: First update.
""",
    }


def test_a_file_that_is_left_empty_was_not_there_yet() -> None:
    overlay = Overlay("t", date(2022, 6, 8), "m", without=("CJ", "SD-1"))

    assert demo.earlier(_FILES, overlay) == {"prose.yaml": _PROSE}


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        (
            Overlay("t", date(2022, 6, 8), "m", without=("XX",)),
            "the overlay of t names XX, but the plan has no record of that id",
        ),
        (
            Overlay("t", date(2022, 6, 8), "m", records=(Was("XX", "due", "2022"),)),
            "the overlay of t names XX, but the plan has no record of that id",
        ),
        (
            Overlay("t", date(2022, 6, 8), "m", records=(Was("SD-1", "recovery", ""),)),
            "the overlay of t and items.yaml: SD-1 has no `recovery`",
        ),
        (
            Overlay("t", date(2022, 6, 8), "m", ("CJ",), (Was("CJ-1", "title", "x"),)),
            "the overlay of t and items.yaml: the file has no record with the id CJ-1",
        ),
        (
            Overlay("t", date(2022, 6, 8), "m", commentary_without=("Q9",)),
            "the overlay of t names commentary of Q9, but the plan has none",
        ),
    ],
)
def test_an_overlay_that_no_longer_fits_fails_loudly(overlay: Overlay, told: str) -> None:
    assert _refused(overlay) == told


def test_waivers_that_are_gone_already_fail_loudly() -> None:
    overlay = Overlay("t", date(2022, 6, 8), "m", waivers_without=True)

    with pytest.raises(StaleOverlayError, match="names section `waivers`, but the plan has none"):
        demo.earlier({"items.yaml": _ITEMS}, overlay)


def test_the_last_state_is_the_files_as_they_are() -> None:
    states = demo.states(_FILES, [_LAST, _BEFORE])

    assert [state.overlay.tag for state in states] == ["small/2022-09", "small/2022-12"]
    assert states[-1].files == _FILES


def test_the_last_overlay_may_name_nothing() -> None:
    with pytest.raises(StaleOverlayError, match="small/2022-09 is the last: it can name nothing"):
        demo.states(_FILES, [_BEFORE])


# The repository


def _built(target: Path) -> Repo:
    other = {"plan.yaml": b"plan: {id: other}\n"}
    write(target, {"other": other, "small": _FILES}, {"small": [_BEFORE, _LAST]})
    return Repo.of(target)


def test_the_repository_holds_each_state_with_its_day_and_tag(tmp_path: Path) -> None:
    repo = _built(tmp_path / "new" / "demo")

    first = repo.tree("small/2022-09", "plans")

    assert repo.tags() == ("small/2022-09", "small/2022-12")
    assert repo.commit_date("small/2022-09") == date(2022, 9, 21)
    assert [file.path for file in first.files] == [
        "plans/other/plan.yaml",
        "plans/small/items.yaml",
        "plans/small/prose.yaml",
    ]
    assert [commit.subject for commit in repo.first_parent_log("")] == [
        "First update",
        "Second update",
    ]
    assert not repo.is_dirty("")


def test_every_machine_makes_the_same_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / ".config/git").mkdir(parents=True)
    (home / ".config/git/ignore").write_text("*.yaml\n", encoding="utf-8")
    (home / ".gitconfig").write_text(
        "[user]\nname = Someone\nemail = someone@example.org\n[core]\nautocrlf = true\n"
        "[commit]\ngpgSign = true\n[init]\ndefaultBranch = trunk\n",
        encoding="utf-8",
    )
    here = _built(tmp_path / "here")
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "TZ": "Pacific/Auckland",
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        "GIT_DIR": str(tmp_path / "nowhere"),
        "GIT_DEFAULT_HASH": "sha256",
    }.items():
        monkeypatch.setenv(name, value)
    mask = os.umask(0o077)
    there = _built(tmp_path / "there")
    os.umask(mask)

    assert there.head() == here.head() == "b72cdd56c70f68227e829ccf62f0dfc51c2e384b"


def test_files_of_the_user_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match="exists and is not an empty folder") as caught:
        demo.build(tmp_path, {"small": _FILES})

    assert caught.value.hint.startswith("Name a folder that is not there yet")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_without_git_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitMissingError):
        _built(tmp_path / "demo")

    assert not (tmp_path / "demo").exists()


# The real one


def test_the_overlays_of_sandwell_fit_its_plan(tmp_path: Path) -> None:
    plans = {
        folder.name: _plan_files(folder.name) for folder in _PLANS.iterdir() if folder.is_dir()
    }

    tags = demo.build(tmp_path, plans)

    assert tags == ("sandwell/2022-06", "sandwell/2022-09", "sandwell/2022-12")
    assert {file.path: file.read() for file in Repo.of(tmp_path).tree(tags[-1], "plans").files} == {
        f"plans/{name}/{path}": raw for name, files in plans.items() for path, raw in files.items()
    }


def test_no_earlier_state_of_sandwell_knows_what_came_later() -> None:
    files = _plan_files("sandwell")

    first, second, third = (
        {record for raw in state.files.values() for record, _ in edit.read(raw).records()}
        for state in demo.states(files, overlays("sandwell"))
    )

    assert first < second < third
