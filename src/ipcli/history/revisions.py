"""A plan at any revision, wherever its folder lay then; each content is parsed once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipcli.errors import NoPlansError, ShallowCloneError, UnknownRevisionError
from ipcli.load import load
from ipcli.load.known import Known

if TYPE_CHECKING:
    from ipcli.git import Commit, Repo
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan
    from ipcli.tree import Tree

_HEAD = re.compile(rb"^plan:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Revisions:
    """Where the revisions of one plan are read from.

    `folder` is the plan folder in the repository as it is called now, `inner` the plan's own
    folder in it: a plan folder that was called otherwise is found by the plan's id.
    """

    repo: Repo
    folder: str
    plan_id: str
    inner: str = ""
    _known: Known = field(default_factory=Known, repr=False)

    @classmethod
    def of(cls, repo: Repo, folder: str, plan: Plan, known: Known | None = None) -> Revisions:
        """Return where the revisions of a plan are read from, the plan being as it is now.

        `known` is what was read for it already.
        """
        steps = plan.folder.split("/")
        name = folder.rpartition("/")[2]
        at = steps.index(name) + 1 if name in steps else len(steps)
        return cls(repo, folder, plan.id, "/".join(steps[at:]), known or Known())

    def load(self, revision: str) -> Loaded:
        """Read the plans at a revision. Raises NoPlansError where none were there.

        What is read is not kept for the next one: between two reports nearly every file changes,
        and a dozen of them would fill the memory.
        """
        return load(self.tree(revision), known=self._known.apart())

    def loaded(self, tree: Tree) -> Loaded:
        """Read the plans in a tree. What another revision had is not read again."""
        return load(tree, known=self._known)

    def tree(self, revision: str, oid: str = "") -> Tree:
        """Return the plan files at a revision, from the folder in which the plan lay then.

        `oid` is the commit's id, where it is known. Raises NoPlansError where the plan was not
        there.
        """
        oid = oid or self.repo.resolve(revision)
        try:
            return self.repo.listed(oid, self.folder, name=revision)
        except NoPlansError:
            earlier = self._folder_at(revision, oid)
            if earlier is None:
                message = (
                    f"there is no folder {self.folder} at {revision}, and no plan `{self.plan_id}`"
                )
                raise NoPlansError(message, hint="Name a revision that has it.") from None
            return self.repo.listed(oid, earlier, name=revision)

    def log(self, until: str = "HEAD") -> tuple[Commit, ...]:
        """Return the commits that touched the plan folder on a commit's own line, oldest first.

        Where the folder was called otherwise before, its earlier commits come first. Raises
        ShallowCloneError where the clone holds only part of them.
        """
        if self.repo.is_shallow:
            raise ShallowCloneError(
                "this clone holds only part of the history",
                hint="Get the rest: `git fetch --unshallow --tags`. In GitHub Actions set "
                '`fetch-depth: 0`, in GitLab `GIT_DEPTH: "0"`.',
            )
        found = self.repo.first_parent_log(self.folder, until)
        touching = {commit.oid for commit in found}
        folders = {self.folder}
        while found and (earlier := self._folder_before(found[0], folders)) is not None:
            folders.add(earlier)
            touching |= {commit.oid for commit in self.repo.first_parent_log(earlier, until)}
            whole = self.repo.first_parent_log("", until)
            found = tuple(each for each in whole if each.oid in touching)
        return found

    def named(self, tag: str) -> str:
        """Return what people call a tag's revision: `small/2026-07 (f2a9c14d5e6b)`."""
        return f"{tag} ({self.repo.short(tag)})"

    def _folder_before(self, commit: Commit, folders: set[str]) -> str | None:
        """Return another folder that the plan lay in before a commit, or None."""
        try:
            parent = self.repo.resolve(f"{commit.oid}^")
        except UnknownRevisionError:
            return None  # it is the first commit of all
        earlier = self._folder_at(parent, parent)
        return None if earlier in folders else earlier

    def _folder_at(self, revision: str, oid: str) -> str | None:
        """Return the plan folder at a revision: it holds the file that begins this plan."""
        whole = self.repo.listed(oid, "", name=revision)
        for file in whole.files:
            if file.fault or not _HEAD.search(file.read()):
                continue
            if self.plan_id in self.loaded(whole._replace(files=(file,))).plans:
                own = file.path.rpartition("/")[0]
                return own.removesuffix(self.inner).rstrip("/")
        return None
