"""`ipcli verify`: whether a paper is what its revision makes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.gather import Wanted, gathered
from ipcli.cli.look import the_look
from ipcli.cli.waiting import waiting
from ipcli.errors import Exit, IpcliError, UsageError
from ipcli.settings import FILE as SETTINGS

if TYPE_CHECKING:
    from ipcli.papers.foot import Foot, Source

MOST = 20  # differing places that are printed


def verify(
    file: Annotated[Path, typer.Argument(help="A paper that `ipcli report` wrote.")],
    plans: options.Plans = None,
) -> None:
    """Say whether a paper is what its revision makes. Where it differs, the places are listed.

    The foot of a paper says what it was made from and how. It is made again from that, here and
    now, and compared letter by letter.
    """
    from ipcli import __version__
    from ipcli.papers.catalogue import OVER_TIME, page
    from ipcli.papers.foot import Source, differences, foot_of

    text = _read(file)
    foot = foot_of(text)
    if foot is None:
        message = f"{file.as_posix()} does not say how it was made"
        hint = "Only what `ipcli report` wrote can be verified; the last lines must be there."
        raise IpcliError(message, hint=hint)
    here = workspace.here(workspace.plans_folder(plans))
    look = the_look(here.folder)
    joint, over_time = len(foot.plans) > 1, foot.paper in OVER_TIME
    wanted = Wanted(foot.plans, foot.quarter, look.words, foot.public, joint, over_time)
    try:
        with waiting() as say:
            made, wrong = gathered(here, wanted, say)
    except UsageError as stopped:  # the paper asks for it, not the command line
        hint = f"The paper was made at {foot.sources[0].revision}: check out that or a later one."
        raise IpcliError(str(stopped), hint=hint) from stopped
    if wrong:
        message = f"the plan has errors at {made.revision}, so nothing can be made of it"
        raise IpcliError(message, hint="Run `ipcli validate` to see them.")
    makes = page(made, foot.paper, foot.suffix, look=look)
    places = differences(text.replace("\r\n", "\n"), makes)
    if not places:
        but = "" if text == makes else ", but for its line ends, which are those of Windows"
        told = f"{file.as_posix()} is what {made.revision} makes, letter by letter{but}.\n"
        sys.stdout.write(told)
        return
    sources = [Source.of(each) for each in (made, *made.beside)]
    lines = [f"{file.as_posix()} is not what {made.revision} makes."]
    lines += _why(foot, sources, __version__, look.digest)
    for line, has, makes in places[:MOST]:
        lines.append(f"{file.as_posix()}:{line}: it has {has}; the plan makes {makes}")
    if len(places) > MOST:
        lines.append(f"and {len(places) - MOST} more places")
    sys.stdout.write("\n".join((*lines, "")))
    raise typer.Exit(Exit.FINDINGS)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as why:
        raise IpcliError(f"{file.as_posix()} could not be read: {why.strerror or why}") from why
    except UnicodeDecodeError as why:
        raise IpcliError(f"{file.as_posix()} is not a paper: it is not text in UTF-8") from why


def _why(foot: Foot, sources: list[Source], version: str, look: str) -> list[str]:
    """Return what may have made the difference, as far as the foot tells."""
    found = []
    if foot.version != version:
        found.append(f"It was made by ipcli {foot.version}; this is ipcli {version}.")
    for was, now in zip(foot.sources, sources, strict=False):
        whose = f" `{now.plan}`" if len(sources) > 1 else ""
        if was.revision != now.revision:
            made = f"The plan{whose}" if whose else "It"
            found.append(f"{made} was made at {was.revision}; now that is {now.revision}.")
        if was.digest != now.digest:
            told = f"digest {was.digest} then, {now.digest} now"
            found.append(f"The plan{whose} is another one: {told}.")
    if foot.look != look:
        told = f"look {foot.look or 'of ipcli'} then, {look or 'of ipcli'} now"
        found.append(f"The council's own look, {SETTINGS} and templates, is another one: {told}.")
    return found or ["The plan is the same, so the paper itself was changed."]
