"""Where the plans are: the folder, the revision, the plan that a command is about, the day."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ipcli.cli import on_disk
from ipcli.errors import IpcliError, NoPlansError, NotARepositoryError, UsageError
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ipcli.cache import Cache
    from ipcli.changes import Used
    from ipcli.git import Repo
    from ipcli.history.revisions import Revisions
    from ipcli.load import Known, Loaded
    from ipcli.model.plan import Plan
    from ipcli.tree import Tree

FOLDER = "plans"
SMALL = 200_000  # bytes; fewer are read as quickly as they are found in the cache


class Here(NamedTuple):
    """What a command looks at: the plan files as they are, and the repository around them.

    `known` is what was read already. `around` is the repository and the folder's path in it, or why
    there is none.
    """

    folder: Path
    tree: Tree
    known: Known
    around: tuple[Repo, str] | NotARepositoryError

    @property
    def repo(self) -> Repo:
        """The repository. Raises where there is none."""
        return self._in_repository()[0]

    @property
    def inside(self) -> str:
        """The path of the folder in the repository."""
        return self._in_repository()[1]

    def _in_repository(self) -> tuple[Repo, str]:
        if isinstance(self.around, NotARepositoryError):
            raise self.around
        return self.around


class State(NamedTuple):
    """A plan at one moment, and all plans of that moment."""

    plan: Plan
    plans: Mapping[str, Plan]


class History(NamedTuple):
    """A plan as it is now, and where its revisions are read from."""

    now: Loaded
    plan: Plan
    revisions: Revisions


def plans_folder(named: Path | None) -> Path:
    """Return the plan folder: the one named, or `plans` here or in a folder above."""
    if named is not None:
        return named
    here = Path.cwd()
    for folder in (here, *here.parents):
        found = folder / FOLDER
        if found.is_dir():
            return _in_its_place(found)
    message = f"there is no folder `{FOLDER}` here or in a folder above"
    hint = "Name it with --plans DIR, or run `ipcli demo DIR` to get one to try."
    raise NoPlansError(message, hint=on_disk.BARE if on_disk.is_bare(here) else hint)


def _in_its_place(folder: Path) -> Path:
    """Refuse a folder that a link puts elsewhere: a clone must not lead out of itself unasked."""
    if folder.parent.resolve() in folder.resolve().parents:
        return folder
    message = f"{folder.as_posix()} is a link to {folder.resolve().as_posix()}"
    raise NoPlansError(message, hint="Name that folder with --plans DIR if you trust it.")


def own_templates(folder: Path) -> Path | None:
    """Return a council's own folder of templates, which lies beside its plan folder."""
    from ipcli.shipped import shipped

    own = folder.resolve().parent / "templates"
    return own if own.is_dir() and own != shipped("templates") else None


def shown(folder: Path) -> str:
    """Return how paths in a folder are printed: relative to here where it lies below, with `/`."""
    full = folder.resolve()
    here = Path.cwd().resolve()
    if full == here:
        return full.name
    try:
        return full.relative_to(here).as_posix()
    except ValueError:
        return full.name


def repository(folder: Path) -> tuple[Repo, str]:
    """Return the repository that holds a plan folder, and the folder's path in it."""
    from ipcli.git import Repo

    nearest = next(each for each in (folder, *folder.resolve().parents) if each.is_dir())
    repo = Repo.of(nearest)
    if repo.root is None:
        return repo, folder.as_posix() if not folder.is_absolute() else folder.name
    inside = folder.resolve().relative_to(repo.root.resolve()).as_posix()
    return repo, "" if inside == "." else inside


def here(folder: Path) -> Here:
    """Return what lies in a plan folder and around it."""
    from ipcli.load import Known

    tree, cache = with_cache(on_disk.tree(folder, shown(folder)), folder)
    try:
        return Here(folder, tree, Known(cache), repository(folder))
    except NotARepositoryError as alone:
        return Here(folder, tree, Known(cache), alone)


def with_cache(tree: Tree, folder: Path) -> tuple[Tree, Cache | None]:
    """Return the plan files, each known by its content, and the user's cache if it would pay."""
    if sum(file.size for file in tree.files) < SMALL:
        return tree, None
    from ipcli.cache import of_user

    full = folder.resolve()
    top = next((each for each in (full, *full.parents) if (each / ".git").exists()), full)
    cache = of_user(outside=top)
    return tree.whole() if cache else tree, cache


def tree_of(folder: Path, at: str | None) -> Tree:
    """Return the plan files of the working tree, or of a revision."""
    if at is None:
        return on_disk.tree(folder, shown(folder))
    on_disk.fetched(folder)
    repo, inside = repository(folder)
    return repo.tree(at, inside)


def base_tree(folder: Path, tree: Tree, base: str) -> Tree:
    """Return the plan files of an earlier revision, wherever the plans of a tree lay then."""
    from ipcli.history.revisions import Revisions
    from ipcli.load import load

    try:
        return tree_of(folder, base)
    except NoPlansError:
        plan = next(iter(load(tree).plans.values()), None)
        if plan is None:
            raise
        return Revisions.of(*repository(folder), plan).tree(base)


def the_plan(loaded: Loaded, plan_id: str | None) -> Plan:
    """Return the plan that a command is about. Exit 2 where it must be named and is not."""
    if plan_id is not None:
        if plan_id in loaded.plans:
            return loaded.plans[plan_id]
        message = f"there is no plan `{plan_id}` here"
        if loaded.lost:
            told = f"{message} that could be read, and {loaded.lost[0]} could not be"
            raise NoPlansError(told, hint="Run `ipcli validate` to see why.")
        raise UsageError(message, hint=_choices(loaded))
    if len(loaded.plans) == 1 and not loaded.lost:
        return next(iter(loaded.plans.values()))
    if len(loaded.plans) == 1:
        message = f"{loaded.lost[0]} could not be read, so which plan is meant is not known"
        raise NoPlansError(message, hint=f"Name one with --plan ID. {_choices(loaded)}")
    if not loaded.plans:
        message = "no plan could be read"
        raise NoPlansError(message, hint="Run `ipcli validate` to see why.")
    raise UsageError("there are several plans: name one with --plan ID", hint=_choices(loaded))


def two_states(
    around: Here, since: str, until: str | None, plan_id: str | None, *, hint: str
) -> tuple[State, State]:
    """Return a plan at two revisions, the later one at the working tree unless it is named.

    `hint` is an id that is taken where several plans are there and none is named: plan tags begin
    with the plan's id.
    """
    from ipcli.load import load_all

    which = partial(_meant, plan_id=plan_id, hint=hint)
    earlier = tree_at(around, since, which)
    later = tree_at(around, until, which) if until else around.tree
    now, then = load_all((later, earlier), known=around.known)
    after = which(now)
    if after.id not in then.plans:
        message = f"the plan `{after.id}` is not there, or cannot be read, at {since}"
        raise NoPlansError(message, hint=f"Run `ipcli validate --at {since}` to see why.")
    return State(then.plans[after.id], then.plans), State(after, now.plans)


def _meant(loaded: Loaded, plan_id: str | None, hint: str) -> Plan:
    return the_plan(loaded, plan_id or (hint if hint in loaded.plans else None))


def tree_at(around: Here, revision: str, which: Callable[[Loaded], Plan]) -> Tree:
    """Return the plan files at a revision, from the folder in which the plan lay then."""
    from ipcli.history.revisions import Revisions
    from ipcli.load import load

    try:
        return around.repo.tree(revision, around.inside)
    except NoPlansError:
        plan = which(load(around.tree, known=around.known))
        return Revisions.of(around.repo, around.inside, plan, around.known).tree(revision)


def history_of(around: Here, plan_id: str | None) -> History:
    """Return a plan as it is in the working tree, with the way to its revisions."""
    from ipcli.history.revisions import Revisions
    from ipcli.load import load

    now = load(around.tree, known=around.known)
    plan = the_plan(now, plan_id)
    return History(now, plan, Revisions.of(around.repo, around.inside, plan, around.known))


def used(around: Here, before: Plan, revision: str) -> Used:
    """Return where to ask what requests covered up to a revision, of which a plan is."""
    from ipcli.history.revisions import Revisions
    from ipcli.history.used import used_before

    revisions = Revisions.of(around.repo, around.inside, before, around.known)
    return used_before(before, revisions, revision)


class Before(NamedTuple):
    """A plan as it was before, and what people call that; or why it is not known.

    `failed` is what stopped its being read, where it should be there.
    """

    plan: Plan | None
    name: str
    failed: IpcliError | None = None


def last_reported(folder: Path, plan: Plan, base: str | None, today: date) -> Before:
    """Return the plan at a revision that is named, or at the tag of the last period before a day.

    Raises only for a revision that is named.
    """
    if base is not None:
        return Before(_plan_at(folder, plan, base), base)
    tags = [each.tag for each in plan.periods_in_order if each.tag and each.as_of < today]
    if not tags:
        return Before(None, "no earlier period has a tag")
    try:
        return Before(_plan_at(folder, plan, tags[-1]), tags[-1])
    except IpcliError as stopped:
        return Before(None, str(stopped), stopped)


def _plan_at(folder: Path, plan: Plan, revision: str) -> Plan:
    from ipcli.history.revisions import Revisions

    found = Revisions.of(*repository(folder), plan).load(revision).plans.get(plan.id)
    if found is None:
        message = f"the plan `{plan.id}` is not there, or cannot be read, at {revision}"
        raise NoPlansError(message, hint=f"Run `ipcli validate --at {revision}` to see why.")
    return found


def _choices(loaded: Loaded) -> str:
    return f"Plans here: {', '.join(sorted(loaded.plans)) or 'none'}."


def day(text: str | None, option: str = "--as-of") -> date | None:
    """Read a day from an option. Exit 2 where it is none."""
    from ipcli.model.dates import parse_day

    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as why:
        message = f"{option}: {why}"
        raise UsageError(message) from why
