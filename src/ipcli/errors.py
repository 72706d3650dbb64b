"""What stops a run. What is wrong with a plan is a `Diagnostic`, never an exception."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOT_CHECKED = 3
    BUG = 70
    INTERRUPTED = 130


class IpcliError(Exception):
    """A run cannot go on. `hint` is the next step for the reader."""

    exit_code = Exit.NOT_CHECKED

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(IpcliError):
    """The command line asks for something that does not exist or does not fit."""

    exit_code = Exit.USAGE


class NoPlansError(IpcliError):
    """There is no plan folder where one was looked for."""


class GitMissingError(IpcliError):
    """The program `git` is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "the program git was not found",
            hint="Install it from https://git-scm.com/downloads, or with your system's packages.",
        )


class NotARepositoryError(IpcliError):
    """The folder is not in a git repository."""


class UnknownRevisionError(IpcliError):
    """Git has no such tag, branch or commit."""


class ShallowCloneError(IpcliError):
    """The revision may exist, but this clone holds only part of the history."""


class GitFailedError(IpcliError):
    """Git refused for a reason of its own; its words are in the message."""
