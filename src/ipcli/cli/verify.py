"""`ipcli verify`: whether a paper is what its revision makes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.gather import Wanted, gathered
from ipcli.cli.look import the_look
from ipcli.cli.waiting import waiting
from ipcli.errors import Exit, IpcliError, NotARepositoryError, UsageError
from ipcli.named import NamedTuple
from ipcli.settings import FILE as SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.cli.workspace import Here
    from ipcli.papers.basis import Basis
    from ipcli.papers.foot import Foot, Place, Source
    from ipcli.papers.look import Look

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
    from ipcli.papers.foot import Source, foot_of

    text = _read(file)
    foot = foot_of(text)
    if foot is None:
        message = f"{file.as_posix()} does not say how it was made"
        hint = "Only what `ipcli report` wrote can be verified; the last lines must be there."
        raise IpcliError(message, hint=hint)
    here = workspace.here(workspace.plans_folder(plans))
    look = the_look(here.folder)
    made, makes, places = _nearest(here, foot, look, text.replace("\r\n", "\n"))
    if not places:
        but = "" if text == makes else ", but for its line ends, which are those of Windows"
        told = f"{file.as_posix()} is what {made.revision} makes, letter by letter{but}.\n"
        sys.stdout.write(told + _since(here, made))
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


class _Made(NamedTuple):
    """A paper made again, and where it is another one than the file."""

    basis: Basis
    makes: str
    places: list[Place]


def _nearest(here: Here, foot: Foot, look: Look, text: str) -> _Made:
    """Make a paper again from what its foot names.

    A period may have got another tag since then, and so may the one that it is compared with: it is
    made as the plan at its tag names them, and where that is another paper, as the plan names them
    now. The first that is the same counts, else the one that is nearest.
    """
    tried: list[_Made] = []
    stopped: IpcliError | None = None
    for each in _states(here, foot):
        try:
            tried.append(_made(each, foot, look, text))
        except IpcliError as why:
            stopped = why
        else:
            if not tried[-1].places:
                return tried[-1]
    if stopped and not tried:
        raise stopped
    return min(tried, key=lambda each: len(each.places))


def _states(here: Here, foot: Foot) -> Iterator[Here]:
    """Yield the plans at the tag that a foot names, if it still is that commit, and as they are."""
    revision = foot.sources[0].revision
    tag = _tag(revision)
    alone = isinstance(here.around, NotARepositoryError)
    if not alone and tag in here.repo.tags() and revision == f"{tag} ({here.repo.short(tag)})":
        which = partial(workspace.the_plan, plan_id=foot.plans[0])
        yield here._replace(tree=workspace.tree_at(here, tag, which))
    yield here


def _made(here: Here, foot: Foot, look: Look, text: str) -> _Made:
    from ipcli.papers.foot import differences
    from ipcli.papers.page import page

    joint = len(foot.plans) > 1
    wanted = Wanted(foot.plans, foot.quarter, (foot.paper,), look.words, foot.public, joint)
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
    return _Made(made, makes, differences(text, makes))


def _since(here: Here, made: Basis) -> str:
    """Say that a period has another tag now than the one that its paper was made at."""
    from ipcli.load import load

    now = load(here.tree, known=here.known).plans.get(made.plan.id)
    period = now.periods.get(made.period.id) if now else None
    tag, then = period.tag if period else None, _tag(made.revision)
    if not tag or not then or tag == then:
        return ""
    return f"The period {made.period.id} has another tag now: {tag}.\n"


def _tag(revision: str) -> str:
    return revision.rpartition(" (")[0]


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
