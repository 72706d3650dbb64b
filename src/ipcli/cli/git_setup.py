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
from ipcli.tree import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

DRIVER = "ipcli"
_HEAD = "# By `ipcli git install`: git shows plan changes in words and merges plans by id"
_JOINED = f"{_HEAD} (and the line end above)"
_USES = f" diff={DRIVER} merge={DRIVER}"
_HOOK_MARK = "# By `ipcli git install`"
_SPECIAL, _ESCAPED = re.compile(r"([\\*?\[\]!#])"), r"\\\1"


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
        before = self._attributes.read_bytes() if self._attributes.is_file() else b""
        after = with_lines(before, patterns(self.plans))
        if after == before:
            return ".gitattributes: as it was"
        _write(self._attributes, after)
        return f".gitattributes: {' and '.join(patterns(self.plans))}"

    def _without_attributes(self) -> str:
        before = self._attributes.read_bytes() if self._attributes.is_file() else b""
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
        merge = f"{self.program.replace('%', '%%')} merge -- %O %A %B %P"
        has_failed = "test $code -ne 0 && ! grep -q '^<<<<<<< ours' %A"  # no answer and no marks
        by_lines = "git merge-file -L ours -L base -L theirs %A %O %B; code=$?"
        return {
            f"diff.{DRIVER}.textconv": f'f() {{ {self.program} textconv -- "$1" || cat "$1"; }}; f',
            f"diff.{DRIVER}.xfuncname": HEADING,
            f"merge.{DRIVER}.name": "plans by id (ipcli)",
            f"merge.{DRIVER}.driver": (
                f"{merge}; code=$?; if {has_failed}; then {by_lines}; fi; exit $code"
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
        if path.exists() and not _is_ours(path):
            return self._by_hand(path, "there is a hook of your own")
        if not path.exists() and self._is_shared(path.parent):
            return self._by_hand(path, "that folder is not of this clone alone")
        if path.exists() and path.read_text("utf-8") == self._hook():
            return f"{path.as_posix()}: as it was"
        _write(path, self._hook().encode())
        path.chmod(0o755)
        return f"{path.as_posix()}: validates the plans as they are staged, before each commit"

    def _without_hook(self) -> str:
        path = git_write.hooks_folder(self.root) / "pre-commit"
        if not path.exists():
            return f"{path.as_posix()}: not there"
        if not _is_ours(path):
            return f"{path.as_posix()}: left as it is, it is not ours"
        path.unlink()
        return f"{path.as_posix()}: taken away"

    def _by_hand(self, path: Path, why: str) -> str:
        line = f"{self.staged_command} || exit 1"
        return f"{path.as_posix()}: left alone, {why}. To validate too, add to it:\n    {line}"

    def _is_shared(self, hooks: Path) -> bool:
        """Tell whether other clones use a folder of hooks too (`core.hooksPath`).

        Our hook names the Python of this machine, so it is no use to them.
        """
        if hooks.parent == git_write.common_folder(self.root):
            return False
        is_named_here = "core.hookspath" in git_write.settings(self.root)
        return not is_named_here or self.root in hooks.parents


def patterns(plans: str) -> tuple[str, ...]:
    """Return the patterns of `.gitattributes` for the plan files in a folder; empty for all."""
    folder = f"{_SPECIAL.sub(_ESCAPED, plans)}/**/" if plans else ""
    return tuple(_quoted(f"{folder}*{suffix}") for suffix in SUFFIXES)


def _quoted(pattern: str) -> str:
    if not set(pattern) & set(' \t"'):
        return pattern
    inside = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


def with_lines(raw: bytes, wanted: tuple[str, ...]) -> bytes:
    """Add our lines to the end of `.gitattributes`, where they are not there yet."""
    lines = [f"{pattern}{_USES}" for pattern in wanted]
    text = raw.decode("utf-8", "surrogateescape")
    if set(lines) <= {line.strip() for line in text.split("\n")}:
        return raw
    end = "\r\n" if "\r\n" in text else "\n"
    is_unfinished = bool(text) and not text.endswith("\n")
    block = [_JOINED if is_unfinished else _HEAD, *lines]
    added = (end if is_unfinished else "") + "".join(f"{line}{end}" for line in block)
    return (text + added).encode("utf-8", "surrogateescape")


def without_lines(raw: bytes) -> bytes:
    """Take our lines out of `.gitattributes`, and nothing else: not even a line end is left."""
    kept: list[str] = []
    is_ours = is_joined = False
    for line in raw.decode("utf-8", "surrogateescape").splitlines(keepends=True):
        told = line.strip()
        is_ours = told in {_HEAD, _JOINED} or (is_ours and told.endswith(_USES))
        if not is_ours:
            kept.append(line)
        is_joined = is_ours and (is_joined or told == _JOINED)
    text = "".join(kept)
    text = text.removesuffix("\n").removesuffix("\r") if is_joined else text
    return text.encode("utf-8", "surrogateescape")


def _is_ours(hook: Path) -> bool:
    return _HOOK_MARK.encode() in hook.read_bytes()


def _write(path: Path, raw: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    except OSError as why:
        message = f"{path.as_posix()} could not be written: {why.strerror or why}"
        raise NotWrittenError(message) from why
