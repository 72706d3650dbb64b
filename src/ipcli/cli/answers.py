"""Answers that an earlier run gave to the same question about the same contents.

What a command reads is all in the key: the plan files as they are, every branch and tag of the
repository, and the day, the paths and the options that it was given. Only a whole answer is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.cli import workspace
from ipcli.errors import NotARepositoryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ipcli.cache import Cache, Key
    from ipcli.cli.workspace import Here
    from ipcli.rules import Checked
    from ipcli.tree import Tree


def written(
    here: Here, ask: Callable[[], Iterable[object]], make: Callable[[], tuple[str, bool]]
) -> tuple[str, bool]:
    """Return a text that a command writes, and whether nothing is missing in it.

    `ask` returns the question: all that it was given, and what it reads that is not in `here`.
    Nothing is kept where something changed while the answer was made.
    """
    cache, key = here.known.cache, _key(here, ask)
    if cache is None or key is None:
        return make()
    kept = cache.get(*key)
    if kept is not None:
        return kept.decode("utf-8", "surrogatepass"), True
    text, is_whole = make()
    if is_whole and _key(here, ask) == key:
        cache.put({key: text.encode("utf-8", "surrogatepass")})
    return text, is_whole


def _key(here: Here, ask: Callable[[], Iterable[object]]) -> Key | None:
    """Return a question and names for all contents; None where some of them has no name.

    In a shallow clone more of the history may come without a change of any branch or tag.
    """
    is_alone = isinstance(here.around, NotARepositoryError)
    if here.known.cache is None or not here.tree.content or is_alone or here.repo.is_shallow:
        return None
    question = (repr(each) for each in (*ask(), workspace.shown(here.folder), here.inside))
    return ("written", *question, here.tree.content, here.repo.refs())


def checked(
    tree: Tree, base: Tree | None, *, as_of: date | None, waivers: bool, cache: Cache | None
) -> Checked:
    """Return what all rules find."""
    contents = tree.content, base.content if base else "none"
    if cache is None or not all(contents):
        return _check(tree, base, as_of=as_of, waivers=waivers, cache=cache)
    from ipcli.rules.checked import packed, unpacked

    key = ("checked", tree.folder, *contents, str(as_of), str(waivers))
    if kept := cache.get(*key):
        return unpacked(kept)
    made = _check(tree, base, as_of=as_of, waivers=waivers, cache=cache)
    cache.put({key: packed(made)})
    return made


def _check(
    tree: Tree, base: Tree | None, *, as_of: date | None, waivers: bool, cache: Cache | None
) -> Checked:
    from ipcli.load import Known, load_all
    from ipcli.rules import check

    known = Known(cache) if cache or base else None
    now, *earlier = load_all((tree, base) if base else (tree,), known=known)
    return check(now, as_of=as_of, base=next(iter(earlier), None), waivers=waivers)
