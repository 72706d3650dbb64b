"""The progress paper of a period: how the plan stands, what moved, who agreed, what comes next.

A paper may be about several plans: then each has its own sections, with its own totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.head import Head, head, time_of
from ipcli.papers.parts.front import Front, Line, agreements, front
from ipcli.papers.parts.one_plan import OnePlan, one_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.papers.basis import Basis
    from ipcli.settings import Words


class Titles(NamedTuple):
    """The title of each section of the paper itself; empty where it has nothing to say."""

    recommendations: str
    reasons: str
    summary: str
    objectives: str
    context: str
    consultation: str
    options: str
    implications: str
    commissioners: str
    sign_offs: str
    appendices: str
    background: str


_BEFORE = ("recommendations", "reasons", "summary", "objectives")  # what each plan has to say


class Heading(NamedTuple):
    """An entry of the contents list."""

    id: str
    title: str


class Progress(NamedTuple):
    """All that the templates of the progress paper may know. Strings are final."""

    head: Head
    titles: Titles
    contents: tuple[Heading, ...]
    front: Front
    plans: tuple[OnePlan, ...]
    several: bool


def progress(basis: Basis) -> Progress:
    """Return the view of the progress paper."""
    sheet = front(basis)
    bases = (basis, *basis.beside)
    plans = tuple(one_plan(each, among=len(bases) > 1) for each in bases)
    summary = basis.words.summary if len(plans) == 1 or sheet.summary else ""
    titles = Titles(**_titles_of_paper(sheet, basis.words) | {"summary": summary})
    return Progress(
        head=head(basis, title=sheet.title, facts=_facts(basis))._replace(sheet=sheet.sheet),
        titles=titles,
        contents=tuple(_contents(titles, plans)),
        front=sheet,
        plans=plans,
        several=len(plans) > 1,
    )


def _contents(titles: Titles, plans: tuple[OnePlan, ...]) -> Iterator[Heading]:
    """Yield the sections that there are, in order: those on the plans stand in the middle."""
    own = [Heading(each, title) for each, title in zip(Titles._fields, titles, strict=True)]
    yield from (each for each in own if each.title and each.id in _BEFORE)
    for plan in plans:
        for each, title in zip(type(plan.titles)._fields, plan.titles, strict=True):
            if title:
                yield Heading(f"{plan.head.at}{each}", title)
    yield from (each for each in own if each.title and each.id not in _BEFORE)


def _titles_of_paper(sheet: Front, words: Words) -> dict[str, str]:
    """Return the titles of the sections that the meeting's paper holds itself."""
    held = {key: getattr(sheet, key) for key in Titles._fields if key in Front._fields}
    held |= {"context": sheet.sections}
    titles = {key: getattr(words, key) if told else "" for key, told in held.items()}
    return {**titles, "commissioners": sheet.commissioners.heading}


def _facts(basis: Basis) -> Iterator[Line]:
    header = basis.plan.header
    times = dict.fromkeys(tuple(time_of(each)) for each in (basis, *basis.beside))
    yield from next(iter(times)) if len(times) == 1 else ()
    if basis.beside:
        yield Line("Plans", "; ".join(each.plan.header.title for each in (basis, *basis.beside)))
        return
    yield from agreements(basis)
    for earlier in header.follows:
        kept = basis.plans.get(earlier.plan or "")
        title = kept.header.title if kept else earlier.plan or ""
        yield Line(earlier.how.capitalize(), earlier.title or title)
