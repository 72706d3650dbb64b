"""Read a repository's objects and change nothing: no checkout, no worktree, no lock."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Self

from ipcli import errors
from ipcli.clock import LONDON
from ipcli.listing import entries_of, plan_files
from ipcli.named import NamedTuple
from ipcli.tree import LARGEST, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPTIONS = ("--no-optional-locks", "-c", "core.fsmonitor=false")
# A hook or a script may have set these; the folder that was named decides.
_DROPPED = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"),
}
_FIXED = {
    "LC_ALL": "C",  # git's words are compared in English
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",  # a folder named "a*" is that folder and no other
    "GIT_NO_REPLACE_OBJECTS": "1",  # a revision holds the same bytes on every machine
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r"[^-^\x00-\x20\x7f][^\x00-\x1f\x7f]*")  # no option, and not "^x": all but x
_TAGS = "refs/tags/"


class Commit(NamedTuple):
    """One commit of a history. `day` is the committer's day in London."""

    oid: str
    day: date
    subject: str


class Repo:
    """A repository as it is during one run: revisions are looked up once, files read once.

    `root` is the top of the work tree; None where there is none (bare).
    """

    def __init__(self, root: Path | None, *, is_shallow: bool, folder: Path) -> None:
        self.root = root
        self.is_shallow = is_shallow
        self._folder = folder  # where git is run
        self._commits: dict[str, str] = {}  # revision → commit id
        self._contents: dict[str, bytes] = {}  # blob id → content
        self._awaited: set[str] = set()  # ids of blobs listed, not read
        self._trees: dict[tuple[str, str], Tree] = {}  # what was listed, by commit and folder

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Find the repository that holds a folder.

        The folder itself may be gone, since an older revision may still have it.
        """
        here = folder.resolve()
        while not here.is_dir():
            here = here.parent
        # --show-cdup comes last: it prints nothing where there is no work tree, and no name,
        # so a folder's name may have line ends in it.
        questions = ("--is-shallow-repository", "--is-inside-work-tree", "--show-cdup")
        answer = _git(here, "rev-parse", *questions)
        if answer.returncode:
            raise _refusal(here, answer.stderr)
        shallow, _, rest = answer.stdout.partition(b"\n")
        inside, _, up = rest.partition(b"\n")
        top = (here / os.fsdecode(up.removesuffix(b"\n"))).resolve()
        is_shallow = shallow == b"true"
        return cls(top if inside == b"true" else None, is_shallow=is_shallow, folder=top)

    def resolve(self, revision: str) -> str:
        """Return the full id of the commit that a tag, a branch, an id or a date means.

        A tag comes before a branch of the same name, and both before a date. A date means the
        last commit of HEAD's own line (first parents) by the end of that day in London.
        """
        if revision not in self._commits:
            found = self._find(revision)
            self._commits.update({revision: found, found: found})
        return self._commits[revision]

    def head(self) -> str | None:
        """Return the id of the commit that is checked out; None when there is none yet."""
        return self._commit("HEAD")

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was committed yet."""
        return not self._run("rev-list", "--max-count=1", "--all")

    def short(self, revision: str) -> str:
        """Return the first 12 digits of the commit's id: as many on every machine."""
        return self.resolve(revision)[:12]

    def commit_date(self, revision: str) -> date:
        """Return the day in London on which the commit was made, by its committer's clock."""
        line = self._run("rev-list", "--max-count=1", "--timestamp", self.resolve(revision))
        return _day_of(line.split()[0])

    def tags(self, prefix: str = "") -> tuple[str, ...]:
        """Return the names of the tags that begin so, sorted."""
        return tuple(sorted(name for name in self._tagged if name.startswith(prefix)))

    @cached_property
    def _tagged(self) -> dict[str, str]:
        """Every tag with the id of its commit; nothing where it is a tag of something else."""
        asked = "%(refname:strip=2) %(objecttype) %(objectname) %(*objecttype) %(*objectname)"
        lines = self._run("for-each-ref", f"--format={asked}", "refs/tags/").split(b"\n")
        found = {}
        for name, *facts in (_text(line).split(" ") for line in lines if line):
            ids = [facts[at + 1] for at in (2, 0) if facts[at] == "commit"]
            found[name] = ids[0] if ids else ""
        return found

    def tree(self, revision: str, folder: str) -> Tree:
        """Return the plan files under a folder (from the top; "" for all) at a revision.

        Nothing is read before the first content is asked for; then all that was listed is.
        """
        return self.listed(self.resolve(revision), folder, name=revision)

    def listed(self, oid: str, folder: str, *, name: str) -> Tree:
        """Return the plan files of a commit, or of a tree of git's own, by its id."""
        below = "" if folder.strip("/") in {"", "."} else f"{folder.strip('/')}/"
        if (oid, below) in self._trees:
            return self._trees[oid, below]._replace(name=name)
        listing = self._run("ls-tree", "-r", "-z", "-l", "--full-tree", oid, *_only(below))
        entries = entries_of(listing)
        if below and not any(entry.path.startswith(below) for entry in entries):
            hint = "Name the plan folder with --plans DIR, as it was called at that revision."
            raise errors.NoPlansError(f"there is no folder {below[:-1]} at {name}", hint=hint)
        files = {file.path: file for file in plan_files(entries, below, self._read)}
        self._awaited.update(f.oid for f in files.values() if f.oid and f.size <= LARGEST)
        made = Tree(name, tuple(file for _, file in sorted(files.items())), below[:-1] or ".")
        return self._trees.setdefault((oid, below), made)

    def refs(self) -> str:
        """Return every branch and every tag, and HEAD, each with what it stands for."""
        return _git(self._folder, "show-ref", "--head").stdout.decode("utf-8", "surrogateescape")

    def is_dirty(self, folder: str) -> bool:
        """Say whether this folder of the work tree has something that is not committed."""
        options = ("--porcelain", "-z", "--untracked-files=normal")
        return self.root is not None and self._run("status", *options, *_only(folder)) != b""

    def merge_base(self, one: str, other: str) -> str:
        """Return the commit at which two revisions parted."""
        answer = _git(self._folder, "merge-base", self.resolve(one), self.resolve(other))
        if answer.returncode == 0:
            return _text(answer.stdout.strip())
        message = f"{one} and {other} have no commit in common"
        raise self._not_found(message, "Name a base from which the other was made.")

    def first_parent_log(self, folder: str, until: str = "HEAD") -> tuple[Commit, ...]:
        """Return what changed a folder on a commit's own line (first parents), oldest first."""
        if self.head() is None:
            return ()
        options = ("--first-parent", "--reverse", "--encoding=UTF-8", "--format=%H %ct %s")
        lines = self._run("rev-list", *options, until, *_only(folder)).split(b"\n")
        parts = (line.split(b" ", 2) for line in lines[1::2])  # each after a line "commit ID"
        return tuple(Commit(_text(oid), _day_of(made), _text(text)) for oid, made, text in parts)

    def _find(self, revision: str) -> str:
        if not _NAME.fullmatch(revision):
            hint = "Give a tag, a branch, a commit's id, or a date such as 2022-12-07."
            raise errors.UnknownRevisionError(f"{revision!r} cannot be a revision", hint=hint)
        day = _day(revision)
        tagged = self._tagged.get(revision) or self._tagged.get(revision.removeprefix(_TAGS))
        named = tagged or self._commit(f"{_TAGS}{revision}") or self._commit(revision)
        if found := named or (self._last_by(day) if day else None):
            return found
        if self.is_empty:
            message = f"there is no {revision}: the repository has no commits yet"
            hint = "Commit the plan first: `git add`, then `git commit`."
            raise errors.UnknownRevisionError(message, hint=hint)
        raise self._unknown(revision, day)

    def _commit(self, name: str) -> str | None:
        options = ("--verify", "--quiet", "--end-of-options")
        answer = _git(self._folder, "rev-parse", *options, f"{name}^{{commit}}")
        return None if answer.returncode else _text(answer.stdout.strip())

    def _last_by(self, day: date) -> str | None:
        end = int(datetime.combine(day, time.max, LONDON).timestamp())
        if end < 0 or not self.head():
            return None
        options = ("--max-count=1", "--first-parent", f"--min-age={end}")
        return _text(self._run("rev-list", *options, "HEAD", "--").strip()) or None

    def _unknown(self, revision: str, day: date | None) -> errors.IpcliError:
        if day and self.head():
            first = self._run("rev-list", "--first-parent", "--reverse", "HEAD", "--").split()[0]
            begun = self.commit_date(_text(first))
            message = f"there is no commit by the end of {day}: the first is of {begun}"
            return self._not_found(message, "Give a later day.")
        near = get_close_matches(revision, self.tags(), n=3)
        hint = f"Near it are the tags {', '.join(near)}. " if near else ""
        hint += "`git tag` lists all tags, `git fetch --tags` gets those of the server."
        return self._not_found(f"git knows no tag, branch, commit or date {revision}", hint)

    def _not_found(self, message: str, hint: str) -> errors.IpcliError:
        if not self.is_shallow:
            return errors.UnknownRevisionError(message, hint=hint)
        return errors.ShallowCloneError(
            f"{message}, but this clone holds only part of the history",
            hint="Get the rest: `git fetch --unshallow --tags`. "
            'In GitHub Actions set `fetch-depth: 0`, in GitLab `GIT_DEPTH: "0"`.',
        )

    def _read(self, oid: str) -> bytes:
        if oid not in self._contents:
            wanted = sorted((self._awaited | {oid}) - self._contents.keys())
            self._awaited.clear()
            self._contents.update(self._blobs(wanted))
        return self._contents[oid]

    def _blobs(self, oids: list[str]) -> Iterator[tuple[str, bytes]]:
        asked = "".join(f"{oid}\n" for oid in oids).encode()
        answer = self._run("cat-file", "--batch", "--buffer", asked=asked)
        at = 0
        for oid in oids:
            end = answer.index(b"\n", at)
            head = answer[at:end].split()
            if head[-1] == b"missing":
                message = f"the repository lacks the content of a file ({oid})"
                hint = "`git fsck` says what else is lost; a fresh clone mends it."
                raise errors.GitFailedError(message, hint=hint)
            at = end + 1 + int(head[2])
            yield oid, answer[end + 1 : at]
            at += 1

    def _run(self, *arguments: str, asked: bytes = b"") -> bytes:
        answer = _git(self._folder, *arguments, asked=asked)
        if answer.returncode:
            raise _refusal(self._folder, answer.stderr)
        return answer.stdout


def _only(folder: str) -> tuple[str, str]:
    return ("--", folder.strip("/") or ".")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")  # as Python reads names on disk


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _day_of(seconds: bytes) -> date:
    return datetime.fromtimestamp(int(seconds), LONDON).date()


def _git(folder: Path, *arguments: str, asked: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    command = ("git", *_OPTIONS, "-C", str(folder), *arguments)
    env = kept | _FIXED
    try:
        return subprocess.run(command, input=asked, capture_output=True, check=False, env=env)
    except (FileNotFoundError, PermissionError) as missing:
        raise errors.GitMissingError from missing


def _refusal(folder: Path, words: bytes) -> errors.IpcliError:
    """Turn git's words into an error; its own sentence is the line that begins with "fatal"."""
    lines = words.decode("utf-8", "replace").splitlines()
    said = next((line for line in lines if line.startswith("fatal: ")), "".join(lines[:1]))
    if said.startswith("fatal: not a git repository"):
        return errors.NotARepositoryError(
            f"{folder.as_posix()} is not in a git repository",
            hint="Run this in the clone that holds the plan, or begin one with `git init`.",
        )
    advice = next((line.strip() for line in lines if "--add safe.directory" in line), "")
    hint = f"If you trust that folder, run: {advice}" if advice else ""
    return errors.GitFailedError(f"git refused: {said.removeprefix('fatal: ')}", hint=hint)
