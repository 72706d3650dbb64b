"""Git is read as it is, named faults apart, and nothing is written."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli import git_write
from ipcli.errors import (
    GitFailedError,
    GitMissingError,
    IpcliError,
    NoPlansError,
    NotARepositoryError,
    ShallowCloneError,
    UnknownRevisionError,
)
from ipcli.git import Commit, Repo
from ipcli.tree import LARGEST, Tree
from support.history import History, run_git

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = """\
-- plans/plan.yaml --
plan: {id: small}
"""
_GROWN = """\
-- plans/plan.yaml --
plan: {id: small}
-- plans/items/b.yml --
items: []
-- plans/items/a.yaml --
items: []
-- plans/notes.txt --
Not a plan file.
-- plans/.draft/c.yaml --
items: []
-- other/d.yaml --
items: []
"""


def _stopped(repo: Repo, revision: str) -> IpcliError:
    with pytest.raises(IpcliError) as caught:
        repo.resolve(revision)
    return caught.value


def _contents(tree: Tree) -> dict[str, bytes]:
    return {file.path: file.read() for file in tree.files}


# Finding the repository


def test_without_the_program_git_the_reader_is_told_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitMissingError, match="git was not found") as caught:
        Repo.of(tmp_path)

    assert "Install it" in caught.value.hint


def test_a_folder_outside_every_repository_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotARepositoryError, match="is not in a git repository") as caught:
        Repo.of(tmp_path)

    assert str(caught.value).startswith(tmp_path.as_posix())


def test_a_refusal_is_in_the_words_of_git_with_what_to_run(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(GitFailedError, match="git refused: detected dubious ownership") as caught:
        Repo.of(history.folder)

    assert "git config --global --add safe.directory" in caught.value.hint


def test_the_top_is_found_from_a_folder_below_even_one_that_is_gone(history: History) -> None:
    history.commit("t", _GROWN)

    found = [Repo.of(history.folder / below).root for below in ("", "plans/items", "gone/long")]

    assert found == [history.folder.resolve()] * 3


def test_git_variables_of_a_hook_do_not_mislead(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.commit("t", _PLAN)
    other = History(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))

    repo = Repo.of(history.folder)

    assert (repo.root, repo.tags(), repo.is_dirty("")) == (history.folder.resolve(), ("t",), False)


def test_a_bare_repository_has_no_root_and_all_its_files(history: History, tmp_path: Path) -> None:
    history.commit("t", _PLAN)
    history.git("clone", "--quiet", "--bare", str(history.folder), str(tmp_path / "bare.git"))

    repo = Repo.of(tmp_path / "bare.git")

    assert repo.root is None
    assert _contents(repo.tree("t", "plans")) == {"plans/plan.yaml": b"plan: {id: small}\n"}
    assert not repo.is_dirty("plans")


def test_a_worktree_is_its_own_top(history: History, tmp_path: Path) -> None:
    history.commit("t", _PLAN)
    history.git("worktree", "add", "--quiet", str(tmp_path / "second"), "t")

    repo = Repo.of(tmp_path / "second" / "plans")

    assert repo.root == (tmp_path / "second").resolve()
    assert [file.path for file in repo.tree("HEAD", "plans").files] == ["plans/plan.yaml"]


def test_a_repository_with_sha256_ids_is_read(tmp_path: Path) -> None:
    run_git("init", "--quiet", "--object-format=sha256", str(tmp_path))
    (tmp_path / "plan.yaml").write_bytes(b"plan: {id: small}\n")
    oid = git_write.commit_all(tmp_path, message="m", day=date(2022, 6, 7))

    [file] = Repo.of(tmp_path).tree("HEAD", "").files

    assert (len(oid), len(file.oid), file.read()) == (64, 64, b"plan: {id: small}\n")


@pytest.mark.parametrize("name", ["with space", "line\nend", "Rätsel-計画", "-dash", "a*"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    history = History(tmp_path / name)
    history.commit("t", f"-- {name.replace(chr(10), ' ')}/plan.yaml --\na: 1\n")
    history.write(f"{name}/second.yaml", b"b: 2\n")
    git_write.commit_all(history.folder, message="m", day=date(2022, 6, 9))

    tree = history.repo.tree("HEAD", name)

    assert history.repo.root == history.folder.resolve()
    assert f"{name}/second.yaml" in _contents(tree)


# Revisions


def test_a_tag_a_branch_an_id_and_its_beginning_are_the_same_commit(history: History) -> None:
    oid = history.commit("small/2022-06", _PLAN)
    repo = history.repo

    found = [repo.resolve(name) for name in ("small/2022-06", "main", "HEAD", oid, oid[:8])]

    assert found == [oid] * 5
    assert (repo.head(), repo.short("main")) == (oid, oid[:12])


def test_a_tag_comes_before_a_branch_of_its_name(history: History) -> None:
    tagged = history.commit("small/2022-06", _PLAN)
    history.commit("", _GROWN)
    history.git("branch", "small/2022-06")

    assert history.repo.resolve("small/2022-06") == tagged


@pytest.mark.parametrize(
    "name", ["-x", "--output=y", "--all", "^HEAD", "", " ", "a\nb", "a\0b", "HEAD..HEAD"]
)
def test_what_is_no_name_of_a_revision_is_refused(history: History, name: str) -> None:
    history.commit("t", _PLAN)

    assert isinstance(_stopped(history.repo, name), UnknownRevisionError)
    assert not list(history.folder.glob("y*"))


def test_an_unknown_revision_is_answered_with_tags_near_it(history: History) -> None:
    history.commit("small/2022-06", _PLAN)

    stopped = _stopped(history.repo, "small/2022-07")

    assert str(stopped) == "git knows no tag, branch, commit or date small/2022-07"
    assert stopped.hint.startswith("Near it are the tags small/2022-06. `git tag` lists")


def test_a_repository_without_commits_says_so(history: History) -> None:
    stopped = _stopped(history.repo, "HEAD")

    assert str(stopped) == "there is no HEAD: the repository has no commits yet"
    assert (history.repo.head(), history.repo.first_parent_log("")) == (None, ())


def test_a_shallow_clone_says_what_to_fetch(history: History, tmp_path: Path) -> None:
    history.commit("small/2022-06", _PLAN)
    history.commit("small/2022-09", _GROWN)
    run_git("clone", "-q", "--depth=1", f"file://{history.folder}", str(tmp_path / "part"))
    repo = Repo.of(tmp_path / "part")

    stopped = [_stopped(repo, name) for name in ("small/2022-06", "2022-06-07")]

    assert repo.is_shallow
    assert [type(each) for each in stopped] == [ShallowCloneError] * 2
    for fetch in ("`git fetch --unshallow --tags`", "`fetch-depth: 0`", '`GIT_DEPTH: "0"`'):
        assert fetch in stopped[0].hint


def test_a_date_is_the_last_commit_by_the_end_of_that_day(history: History) -> None:
    june = history.commit("", _PLAN, day=date(2022, 6, 7))
    september = history.commit("", _GROWN, day=date(2022, 9, 21))
    repo = history.repo

    found = [repo.resolve(day) for day in ("2022-06-07", "2022-09-20", "2022-09-21", "2030-01-01")]

    assert found == [june, june, september, september]


def test_a_date_before_the_first_commit_is_answered_with_the_first(history: History) -> None:
    history.commit("", _PLAN, day=date(2022, 6, 7))
    history.commit("", _GROWN, day=date(2022, 9, 21))

    stopped = _stopped(history.repo, "2022-06-06")

    assert str(stopped) == (
        "there is no commit by the end of 2022-06-06: the first is of 2022-06-07"
    )


def test_a_day_ends_in_london(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2022-06-07T23:30:00+0000")  # 00:30 in London
    history.lay(_PLAN)
    history.git("add", "--all")
    history.git("commit", "--quiet", "--message=late")

    day = history.repo.commit_date("HEAD")

    assert day == date(2022, 6, 8)
    assert isinstance(_stopped(history.repo, "2022-06-07"), UnknownRevisionError)


def test_a_date_leaves_out_what_was_merged_later(history: History) -> None:
    history.commit("", _PLAN, day=date(2022, 6, 7))
    history.git("checkout", "-q", "-b", "side")
    history.commit("", _GROWN, day=date(2022, 7, 1))
    history.git("checkout", "-q", "main")
    main = history.commit("", _PLAN, day=date(2022, 6, 20))
    history.git("merge", "-q", "--no-edit", "side")

    assert history.repo.resolve("2022-08-01") == main


@pytest.mark.parametrize("name", ["2022-13-45", "2022-12", "1960-01-01"])
def test_what_only_looks_like_a_date_is_unknown(history: History, name: str) -> None:
    history.commit("", _PLAN)

    assert isinstance(_stopped(history.repo, name), UnknownRevisionError)


# Trees


def test_a_tree_holds_the_plan_files_of_one_folder_at_one_revision(history: History) -> None:
    history.commit("one", _PLAN)
    history.commit("two", _GROWN)
    repo = history.repo

    found = [[file.path for file in repo.tree(name, "plans/").files] for name in ("one", "two")]

    assert found == [
        ["plans/plan.yaml"],
        ["plans/items/a.yaml", "plans/items/b.yml", "plans/plan.yaml"],
    ]


def test_all_folders_are_read_where_none_is_named(history: History) -> None:
    history.commit("two", _GROWN)

    tree = history.repo.tree("two", "")

    assert tree.name == "two"
    assert [file.path for file in tree.files] == [
        "other/d.yaml",
        "plans/items/a.yaml",
        "plans/items/b.yml",
        "plans/plan.yaml",
    ]


def test_a_clean_checkout_and_its_commit_hold_the_same(history: History) -> None:
    history.commit("two", _GROWN)
    history.write("plans/folder.yaml/e.yaml", b"items: []\n")
    (history.folder / "plans/far").symlink_to("../other")
    git_write.commit_all(history.folder, message="m", day=date(2022, 6, 9))

    there = Tree.of_folder(history.folder / "plans", shown="plans")
    kept = history.repo.tree("HEAD", "plans")

    assert [(f.path, f.size, f.fault, f.read()) for f in kept.files] == [
        (f.path, f.size, f.fault, f.read()) for f in there.files
    ]


def test_a_folder_that_was_not_there_yet_is_named_with_the_revision(history: History) -> None:
    history.commit("small/2022-06", _PLAN)

    with pytest.raises(NoPlansError, match="there is no folder other at small/2022-06"):
        history.repo.tree("small/2022-06", "other")


def test_a_file_is_not_a_folder(history: History) -> None:
    history.commit("t", _PLAN)

    with pytest.raises(NoPlansError, match=r"there is no folder plans/plan\.yaml at t"):
        history.repo.tree("t", "plans/plan.yaml")


def test_links_and_other_repositories_are_faults(history: History, tmp_path: Path) -> None:
    History(tmp_path / "other").commit("t", _PLAN)
    history.lay(_PLAN)
    (history.folder / "plans/link.yaml").symlink_to("plan.yaml")
    history.git("submodule", "--quiet", "add", str(tmp_path / "other"), "plans/sub")
    git_write.commit_all(history.folder, message="m", day=date(2022, 6, 9))

    tree = history.repo.tree("HEAD", "plans")

    assert [(file.path, file.fault) for file in tree.files] == [
        ("plans/link.yaml", "this is a link, and links are not followed"),
        ("plans/plan.yaml", ""),
        ("plans/sub", "cannot be read: it is another repository"),
    ]


def test_contents_come_back_byte_for_byte_and_are_read_once(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = {"a.yaml": b"", "b.yaml": b"\xef\xbb\xbfa: 1\r\n", "c.yaml": b"\n\0\xff", "d.yaml": b"x"}
    history.lay("-- e.yaml --\n")
    for path, content in raw.items():
        history.write(path, content)
    git_write.commit_all(history.folder, message="m", day=date(2022, 6, 9))
    repo = history.repo
    tree, again = repo.tree("HEAD", ""), repo.tree("HEAD~0", "")

    tree.files[0].read()
    monkeypatch.setattr(subprocess, "run", None)  # from here on git cannot be asked

    assert _contents(again) == _contents(tree) == raw | {"e.yaml": b""}


def test_a_very_large_file_is_not_read_with_the_others(history: History) -> None:
    history.lay(_PLAN)
    history.write("plans/large.yaml", b"#" * (LARGEST + 1))
    git_write.commit_all(history.folder, message="m", day=date(2022, 6, 9))
    repo = history.repo

    large, small = repo.tree("HEAD", "plans").files
    small.read()

    assert large.size == LARGEST + 1
    assert large.oid not in repo._contents  # noqa: SLF001


def test_a_lost_content_is_named(history: History) -> None:
    history.commit("t", _PLAN)
    [file] = history.repo.tree("t", "plans").files
    (history.folder / ".git/objects" / file.oid[:2] / file.oid[2:]).unlink()

    with pytest.raises(GitFailedError, match=f"lacks the content of a file .{file.oid}."):
        file.read()


# The rest


def test_tags_are_chosen_by_how_they_begin(history: History) -> None:
    for tag in ("small/2022-09", "small/2022-06", "other/2022-06"):
        history.commit(tag, _PLAN)

    assert history.repo.tags("small/") == ("small/2022-06", "small/2022-09")
    assert len(history.repo.tags()) == 3


def test_a_folder_is_dirty_when_something_in_it_is_not_committed(history: History) -> None:
    history.commit("t", _GROWN)
    history.write("plans/new.yaml", b"items: []\n")
    repo = history.repo

    assert [repo.is_dirty(folder) for folder in ("plans", "other", "")] == [True, False, True]


def test_the_base_of_two_branches_is_where_they_parted(history: History) -> None:
    base = history.commit("t", _PLAN)
    history.git("checkout", "-q", "-b", "side")
    history.commit("", _GROWN)
    history.git("checkout", "-q", "main")
    history.commit("", _PLAN)

    assert history.repo.merge_base("main", "side") == base


def test_branches_without_a_common_commit_have_no_base(history: History) -> None:
    history.commit("one", _PLAN)
    history.git("checkout", "-q", "--orphan", "side")
    history.commit("two", _GROWN)

    with pytest.raises(UnknownRevisionError, match="one and two have no commit in common"):
        history.repo.merge_base("one", "two")


def test_the_log_of_a_folder_has_what_changed_it_oldest_first(history: History) -> None:
    one = history.commit("one", _PLAN)
    history.commit("two", _PLAN + "-- other/d.yaml --\nitems: []\n")
    three = history.commit("three", _GROWN)

    log = history.repo.first_parent_log("plans")

    assert log == (
        Commit(one, date(2022, 6, 7), "one"),
        Commit(three, date(2022, 6, 9), "three"),
    )


def test_reading_writes_nothing(history: History) -> None:
    history.commit("small/2022-06", _PLAN)
    history.commit("small/2022-09", _GROWN)
    (history.folder / "plans/plan.yaml").touch()  # what makes `git status` refresh its index

    def kept() -> dict[str, tuple[int, bytes]]:
        files = [path for path in history.folder.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = kept()
    repo = history.repo
    _contents(repo.tree("small/2022-06", "plans"))
    _stopped(repo, "small/2021-01")
    repo.is_dirty("plans")
    repo.first_parent_log("plans")
    repo.merge_base("HEAD", "small/2022-06")

    assert kept() == before
