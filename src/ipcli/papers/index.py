"""The page that leads to all papers of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.papers.catalogue import PAPERS
from ipcli.papers.head import head
from ipcli.papers.parts.themes import themes_title
from ipcli.papers.sheet import Link, Sheet, section

if TYPE_CHECKING:
    from ipcli.papers.basis import Basis


def index(basis: Basis, suffix: str) -> Sheet:
    """Return the view of the page; its links lead to the papers of the same format beside it."""
    titles = {"themes": themes_title(basis)}
    links = tuple(
        Link(f"{each}.{suffix}", titles.get(each) or kind.title, kind.purpose)
        for each, kind in PAPERS.items()
    )
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: papers"),
        sections=(section("papers", f"Papers: {basis.period.name}", links=links),),
    )
