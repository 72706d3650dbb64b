"""What stands at the top and the foot of every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.papers.parts.front import Line
from ipcli.papers.parts.names import made_up
from ipcli.settings import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis, Draft
    from ipcli.papers.logo import Logo
    from ipcli.settings import Words

PUBLIC = Line("Version", "Public: what may not be published is left out, of every count too")
DEMONSTRATION = (
    "Demonstration made from published papers; some rows are made up. "
    "Not a publication of the council."
)


class Made(NamedTuple):
    """What another plan of the same paper was made from."""

    plan: str
    revision: str
    digest: str


class Head(NamedTuple):
    """What stands at the top and the foot of a paper.

    `as_of` is empty where a paper is of no one day. `digest` is of what the plan says, so that two
    papers can be known to be of one plan; `command` makes the paper again, empty where none does.
    `words`, `logo` and `look`, a digest, are those of a council's own look.
    Where a paper is about several plans, `also` are the others, and `at` begins the anchors of one.
    `sheet` are the lines of the front sheet, where a meeting's paper has one.
    """

    title: str
    council: str
    plan: str
    period: str
    as_of: str
    demonstration: str
    exempt: str
    draft: Draft | None
    facts: tuple[Line, ...]
    revision: str
    version: str
    digest: str
    command: str = ""
    words: Words = WORDS
    logo: Logo | None = None
    look: str = ""
    at: str = ""
    also: tuple[Made, ...] = ()
    sheet: tuple[Line, ...] = ()


def head(basis: Basis, *, title: str, facts: Iterable[Line] | None = None) -> Head:
    """Return the head of a paper of a period. Without `facts` it says which time it is about."""
    bases = (basis, *basis.beside)
    reasons = sorted(
        {
            why
            for each in bases
            for why in (*each.exempt.values(), *_exempt_prose(each), *_exempt_changes(each))
        }
    )
    demonstrates = any(is_demonstration(each.plan, each.plans.values()) for each in bases)
    days = dict.fromkeys(long_day(each.today) for each in bases)
    told = tuple(time_of(basis) if facts is None else facts)
    return Head(
        title=title,
        council=basis.plan.header.council,
        plan=" · ".join(each.plan.header.title for each in bases),
        period=basis.period.name,
        as_of=" and ".join(days),
        demonstration=DEMONSTRATION if demonstrates else "",
        exempt=f"Not for publication: this paper holds exempt information ({', '.join(reasons)})."
        if reasons
        else "",
        draft=_draft([each.draft for each in bases if each.draft]),
        facts=(*told, PUBLIC) if basis.public else told,
        revision=basis.revision,
        version=basis.version,
        digest=basis.digest,
        words=basis.words,
        also=tuple(Made(each.plan.id, each.revision, each.digest) for each in basis.beside),
    )


def _draft(drafts: list[Draft]) -> Draft | None:
    """Return one notice for all plans of a paper that are not final."""
    if not drafts:
        return None
    texts = dict.fromkeys(each.text for each in drafts)
    *tags, last = (each.commands for each in drafts)
    commands = (*(one for each in tags for one in each[:-1]), *last)
    return drafts[0]._replace(text=" ".join(texts), commands=tuple(dict.fromkeys(commands)))


def time_of(basis: Basis) -> Iterator[Line]:
    """Yield the period that a paper is of, and the day of its facts."""
    yield Line("Period", basis.period.name)
    if basis.period.covers:
        yield Line("Time reported on", str(basis.period.covers))
    yield Line("Facts as of", f"{long_day(basis.today)}{made_up(basis.period)}")


def is_demonstration(plan: Plan, plans: Iterable[Plan] = ()) -> bool:
    """Whether any record of a plan, or of another plan of the same council, is made up."""
    same = (each for each in plans if each.header.council == plan.header.council)
    return any(_has_made_up(each) for each in (plan, *same))


def _has_made_up(plan: Plan) -> bool:
    return (
        plan.header.illustrative
        or any(record.illustrative for record in plan.records.values())
        or any(entry.illustrative for entry in plan.commentary)
    )


def _exempt_changes(basis: Basis) -> Iterator[str]:
    """Yield why changes are exempt: their record may have been so before, and not be now."""
    found = basis.log.entries if basis.log else ()
    yield from (each.change.exempt for each in found if each.change.exempt)


def _exempt_prose(basis: Basis) -> Iterator[str]:
    """Yield why parts of the period's prose, or updates, are exempt."""
    records = basis.plan.records.values()
    yield from (each.exempt for record in records for each in record.updates if each.exempt)
    entries = (each for about in basis.commentary.values() for each in about)
    papers = (each for meeting in basis.plan.meetings.values() for each in meeting.papers)
    yield from (each.exempt for each in entries if each.exempt)
    yield from (each.exempt for each in papers if each.exempt and each.period == basis.period.id)
