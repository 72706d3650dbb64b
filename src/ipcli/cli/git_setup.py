"""What `git install` puts into a repository and `git uninstall` takes out again."""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ipcli import git_write
from ipcli.cli.deliver import NotWrittenError
from ipcli.output.record_lines import HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator

DRIVER = "ipcli"
_HEAD = "# By `ipcli git install`: git shows plan changes in words and merges plans by id"
_JOINED = f"{_HEAD} (and the line end above)"
_USES = f" diff={DRIVER} merge={DRIVER}"
_HOOK_MARK = "# By `ipcli git install`"
_SPECIAL = re.compile(r"([\\*?\[\]!#])")


@dataclass(frozen=True, slots=True)
class Setup:
    """A repository and the plan folder in it, from the top, with `/`; empty for the top itself."""

    root: Path
    plans: str

    @property
    def program(self) -> str:
        """How git's shell starts this very ipcli, also where it is not on the PATH.

        `-P` keeps Python from running a module that lies in the repository.
        """
        python = Path(sys.executable).as_posix()  # the shell of Git for Windows reads "/" too
        return f"{shlex.quote(python)} -P -m ipcli git"

    def install(self) -> Iterator[str]:
        """Set everything up, and say what was done."""
        yield self._with_attributes()
        yield self._with_settings()
        yield self._with_hook()

    def uninstall(self) -> Iterator[str]:
        """Undo it, and say what was done."""
        yield self._without_attributes()
        yield self._without_settings()
        yield self._without_hook()

    @property
    def staged_command(self) -> str:
        """The line that a hook of somebody's own can call."""
        return f"{self.program} staged --plans {shlex.quote(self.plans or '.')}"

    @property
    def _attributes(self) -> Path:
        return self.root / ".gitattributes"

    def _with_attributes(self) -> str:
        before = self._attributes.read_bytes() if self._attributes.exists() else b""
        after = with_lines(before, patterns(self.plans))
        if after == before:
            return ".gitattributes: as it was"
        _write(self._attributes, after)
        return f".gitattributes: {' and '.join(patterns(self.plans))}"

    def _without_attributes(self) -> str:
        before = self._attributes.read_bytes() if self._attributes.exists() else b""
        after = without_lines(before)
        if after == before:
            return ".gitattributes: as it was"
        if after:
            _write(self._attributes, after)
            return ".gitattributes: our lines taken out"
        self._attributes.unlink()
        return ".gitattributes: taken away, nothing else was in it"

    def _settings(self) -> dict[str, str]:
        """Return what is set in the repository's own configuration.

        Each command falls back on what git does by itself, so that a plan can be compared and
        merged when this ipcli is gone.
        """
        merge = f"{self.program.replace('%', '%%')} merge %O %A %B %P"
        by_lines = "git merge-file %A %O %B; code=$?"
        return {
            f"diff.{DRIVER}.textconv": f'f() {{ {self.program} textconv "$1" || cat "$1"; }}; f',
            f"diff.{DRIVER}.xfuncname": HEADING,
            f"merge.{DRIVER}.name": "plans by id (ipcli)",
            f"merge.{DRIVER}.driver": (
                f"{merge}; code=$?; if test $code -gt 1; then {by_lines}; fi; exit $code"
            ),
        }

    def _with_settings(self) -> str:
        there = git_write.settings(self.root)
        missing = {k: v for k, v in self._settings().items() if there.get(k) != v}
        for name, value in missing.items():
            git_write.set_setting(self.root, name, value)
        return f"git's settings here: {', '.join(missing) or 'as they were'}"

    def _without_settings(self) -> str:
        there = git_write.settings(self.root)
        ours = [name for name in self._settings() if name in there]
        for name in ours:
            git_write.unset_setting(self.root, name)
        return f"git's settings here: {', '.join(ours) + ' taken out' if ours else 'as they were'}"

    def _hook(self) -> str:
        """Return the hook: a shell script, on Windows too."""
        python, plans = shlex.quote(Path(sys.executable).as_posix()), self.plans or "."
        return f"""\
#!/bin/sh
{_HOOK_MARK}: the plans are validated as they are staged.
# `git commit --no-verify` goes without.
git diff --cached --quiet -- {shlex.quote(plans)} && exit 0
if ! test -x {python}; then
  echo 'The plans were not validated: ipcli is gone. Run `ipcli git install` again.' >&2
  exit 0
fi
exec {self.staged_command}
"""

    def _with_hook(self) -> str:
        path = git_write.hooks_folder(self.root) / "pre-commit"
        if _is_ours(path) and path.read_text("utf-8") == self._hook():
            return f"{path.as_posix()}: as it was"
        if (path.exists() and not _is_ours(path)) or self._is_shared(path.parent):
            what = "is there already" if path.exists() else "would be shared with other clones"
            return f"{path.as_posix()}: not written, a hook {what}.\n    {_ADVICE} ..."
        _write(path, self._hook().encode())
        path.chmod(0o755)
        return f"{path.as_posix()}: validates the plans as they are staged, before each commit"
