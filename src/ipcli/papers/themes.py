"""The paper of themes: how each part of the plan stands and why, without the rest of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipcli.papers.head import Head, head
from ipcli.papers.parts import themes as parts
from ipcli.papers.parts.counting import Counted, counted
from ipcli.papers.parts.one_plan import themes_title

if TYPE_CHECKING:
    from ipcli.papers.basis import Basis


class ThemeTitles(NamedTuple):
    """The title of the section of the themes."""

    themes: str


class Themes(NamedTuple):
    """All that the templates of the paper of themes may know; as in the progress paper."""

    head: Head
    titles: ThemeTitles
    counts: tuple[Counted, ...]
    themes: tuple[parts.Theme, ...]
    glance: bool


def themes(basis: Basis) -> Themes:
    """Return the view of the paper of themes."""
    tops = parts.themes(basis)
    title = themes_title(tops)
    return Themes(
        head=head(basis, title=f"{basis.plan.header.title}: {title.lower()}"),
        titles=ThemeTitles(title),
        counts=counted(basis),
        themes=tops,
        glance=any(each.tag or each.reason or each.judged for each in tops),
    )
