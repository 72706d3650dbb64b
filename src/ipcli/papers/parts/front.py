"""The paper of the period as it goes to a meeting: front sheet, recommendations, implications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.papers.parts.names import made_up, names, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from ipcli.model.meeting import Attachment, Implication, Meeting, Paper, SignOff
    from ipcli.model.organisation import Period
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis

NONE_RECEIVED = "None had been received when this paper was made."


class Line(NamedTuple):
    """A label and what it says."""

    label: str
    text: str


class Recommended(NamedTuple):
    """A recommendation: its number, what is recommended, and to whom where that is said."""

    ref: str
    text: str
    to: str


class Section(NamedTuple):
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class Implied(NamedTuple):
    """An implication, and who verified it and when; empty where that is said of all at once."""

    name: str
    paragraphs: tuple[str, ...]
    verified: str


class Listed(NamedTuple):
    """An appendix or a background paper. `address` is on the web, or empty."""

    ref: str
    title: str
    text: str
    address: str


class Front(NamedTuple):
    """The parts of the paper of a period; all but `commissioners` are empty where there is none."""

    title: str
    meeting: str
    sheet: tuple[Line, ...]
    recommendations: tuple[Recommended, ...]
    summary: tuple[str, ...]
    reasons: tuple[str, ...]
    objectives: tuple[str, ...]
    sections: tuple[Section, ...]
    consultation: tuple[str, ...]
    options: tuple[str, ...]
    implications: tuple[Implied, ...]
    unverified: str
    commissioners: Section
    sign_offs: tuple[Line, ...]
    appendices: tuple[Listed, ...]
    background: tuple[Listed, ...]


def front(basis: Basis) -> Front:
    """Return the parts of the paper of the basis's period, of the first meeting that has one."""
    plans = {basis.plan.id, *(each.plan.id for each in basis.beside)}
    meeting, paper = paper_of(basis.plan, basis.period, plans) or (None, None)
    titles = " and ".join(each.plan.header.title for each in (basis, *basis.beside))

    def prose(key: str) -> tuple[str, ...]:
        return texts(basis, getattr(paper, key)) if paper else ()

    return Front(
        title=paper.title if paper else f"{titles}: progress report",
        meeting=meeting_of(basis),
        sheet=tuple(_sheet(basis, meeting, paper)) if meeting and paper else (),
        recommendations=_recommended(basis, meeting, paper),
        summary=prose("summary"),
        reasons=prose("reasons"),
        objectives=prose("objectives"),
        sections=_sections(basis, paper),
        consultation=prose("consultation"),
        options=prose("options"),
        implications=_implications(basis, paper),
        unverified=_unverified(paper),
        commissioners=_commissioners(basis, paper),
        sign_offs=tuple(_signed(basis, each) for each in paper.sign_offs) if paper else (),
        appendices=_listed(paper.appendices if paper else ()),
        background=_listed(paper.background if paper else ()),
    )


def agreements(basis: Basis) -> Iterator[Line]:
    """Yield who agreed the plan, then who agreed each revision of it as a whole."""
    for at, agreed in enumerate(basis.plan.header.agreed):
        yield Line(
            "Revision agreed" if at else "Plan agreed", f"{names(basis, agreed.by)}, {agreed.date}"
        )


def meeting_of(basis: Basis) -> str:
    """Return the meeting that the report of the period goes to, as papers name a meeting."""
    plans = {basis.plan.id, *(each.plan.id for each in basis.beside)}
    found = paper_of(basis.plan, basis.period, plans)
    return f"{basis.plan.name_of(found[0].body)}, {long_day(found[0].date)}" if found else ""


def paper_of(
    plan: Plan, period: Period, about: AbstractSet[str] = frozenset()
) -> tuple[Meeting, Paper] | None:
    """Return the paper that reports on the period: the one of the earliest meeting.

    One that is about all of some plans comes first.
    """
    found = [
        (meeting, paper)
        for meeting in plan.meetings.values()
        for paper in meeting.papers
        if paper.period == period.id and plan.id in (paper.plans or (plan.id,))
    ]
    return min(
        found,
        key=lambda each: (not about <= {plan.id, *each[1].plans}, each[0].date, each[0].id),
        default=None,
    )


def _sheet(basis: Basis, meeting: Meeting, paper: Paper) -> Iterator[Line]:
    words = basis.words
    yield Line(words.report_to, basis.plan.name_of(meeting.body))
    yield Line(words.meeting_date, f"{long_day(meeting.date)}{made_up(meeting)}")
    if paper.item_number:
        yield Line(words.agenda_item, paper.item_number)
    own = {line.label.lower() for line in paper.front_sheet}
    if paper.key_decision is not None and words.key_decision.lower() not in own:
        yield Line(words.key_decision, "Yes" if paper.key_decision else "No")
    if meeting.published_on:
        yield Line(words.published, long_day(meeting.published_on))
    if paper.exempt:
        yield Line("Exempt", paper.exempt)
    for line in paper.front_sheet:
        yield Line(line.label, line.text)


def _recommended(
    basis: Basis, meeting: Meeting | None, paper: Paper | None
) -> tuple[Recommended, ...]:
    """Return the recommendations; to whom is said where it is not the meeting itself."""
    return tuple(
        Recommended(
            each.ref or "",
            texts(basis, (each.text,))[0],
            basis.plan.name_of(each.to) if each.to and meeting and each.to != meeting.body else "",
        )
        for each in (paper.recommendations if paper else ())
    )


def _sections(basis: Basis, paper: Paper | None) -> tuple[Section, ...]:
    return tuple(
        Section(each.heading, texts(basis, each.text)) for each in (paper.sections if paper else ())
    )


def _implications(basis: Basis, paper: Paper | None) -> tuple[Implied, ...]:
    if paper is None:
        return ()
    whole = bool(_unverified(paper))
    return tuple(_implied(basis, each, whole=whole) for each in paper.implications)


def _unverified(paper: Paper | None) -> str:
    """Say once of all implications that nobody is named who verified them."""
    if paper is None or any(each.verified for each in paper.implications):
        return ""
    return "The paper does not state who verified these implications." if paper.implications else ""


def _implied(basis: Basis, implication: Implication, *, whole: bool) -> Implied:
    """Return an implication; `whole`: for the whole section it is said that nobody is named."""
    verified = implication.verified
    if verified is None:
        told = "" if whole else "Verified by: not stated"
        return Implied(implication.name, texts(basis, implication.text), told)
    day = f", {verified.date}" if verified.date else "; the day is not stated"
    told = f"Verified by: {names(basis, verified.by)}{day}"
    return Implied(implication.name, texts(basis, implication.text), told)


def _commissioners(basis: Basis, paper: Paper | None) -> Section:
    said = paper.commissioners if paper else None
    if said is None or not said.text:
        return Section(said.heading if said else basis.words.commissioners, (NONE_RECEIVED,))
    day = (f"Received {said.date}.",) if said.date else ()
    return Section(said.heading, (*texts(basis, said.text), *day))


def _signed(basis: Basis, sign_off: SignOff) -> Line:
    day = f", {sign_off.date}" if sign_off.date else "; the day is not stated"
    text = f": {sign_off.text}" if sign_off.text else ""
    return Line(sign_off.stage, f"{names(basis, sign_off.by)}{day}{text}")


def _listed(attachments: Iterable[Attachment]) -> tuple[Listed, ...]:
    return tuple(
        Listed(
            each.ref or "",
            each.title,
            "; ".join(filter(None, (each.text, each.path))),
            each.url if each.url and each.url.startswith(("https://", "http://")) else "",
        )
        for each in attachments
    )
