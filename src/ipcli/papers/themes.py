"""The paper of themes: how each part of the plan stands and why, without the rest of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.head import Head, head
from ipcli.papers.parts import themes as parts
from ipcli.papers.parts.counting import Counted, counted
from ipcli.papers.parts.one_plan import Glance, at_a_glance
from ipcli.papers.pictures.over_time import OverTime, over_time

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
    over_time: OverTime
    themes: tuple[parts.Theme, ...]
    glance: Glance | None


def themes(basis: Basis) -> Themes:
    """Return the view of the paper of themes."""
    tops = parts.themes(basis)
    title = parts.themes_title(basis)
    return Themes(
        head=head(basis, title=f"{basis.plan.header.title}: {title.lower()}"),
        titles=ThemeTitles(title),
        counts=counted(basis),
        over_time=over_time(basis),
        themes=tops,
        glance=at_a_glance(tops),
    )
