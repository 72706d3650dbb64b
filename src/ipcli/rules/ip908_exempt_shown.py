from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.assess.exempt import exemptions, without_exempt
from ipcli.diagnostics import Severity
from ipcli.model.instrument import Function
from ipcli.model.meeting import Request
from ipcli.rules.registry import Finding, rule
from ipcli.rules.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.base import Part
    from ipcli.model.commentary import Commentary
    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

# An id that could be a word of a sentence is not looked for, nor a title of one word.
_TELLING_ID = re.compile(r".*[\d_./-].*|[A-Z]{3,}", re.ASCII)
_LEAST_WORDS = 2
_NAMED = frozenset(
    {"items", "instruments", "paragraphs", "functions", "risks", "measures", "change_requests"}
    | {"meetings", "requests"}
)
_ITEM = """
items:
  - {id: A, title: Settle the claim, level: action, status: green, exempt: paragraph 3}
commentary:
  - period: 2026-27-Q2
    about: A
    summary: The claim is being settled.
"""


@rule(
    "IP908",
    "exempt-shown",
    Severity.WARNING,
    bad=_ITEM,
    good=_ITEM + "    exempt: paragraph 3\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Public words tell of a record that is exempt: by its id or title, or by what they are about.

    Why: what may not be public reaches the public paper by its prose. No paper is made with
    `--public` while there is such a finding.

    Mend: write `exempt` on the entry too, or speak of something else. Where the words give nothing
    away, accept them with a waiver on the exempt record.

    Source: Local Government Act 1972, s.100A(4) and Sch 12A (exempt information).
    """
    withheld = exemptions(facts.plan)
    if not withheld:
        return
    for entry in facts.plan.commentary:
        if not entry.exempt:
            yield from _about(entry, facts.plan, withheld)
    yield from _in_words(facts.plan, withheld)


def _about(entry: Commentary, plan: Plan, withheld: Mapping[str, str]) -> Iterator[Finding]:
    names: list[tuple[tuple[str | int, ...], str | None]] = [(("about",), entry.about)]
    for at, achieved in enumerate(entry.achievements):
        names.append((("achievements", at, "completes"), achieved.completes))
        names.append((("achievements", at, "about"), achieved.about))
    for where, name in names:
        if name and name in withheld:
            above = (each for each in (name, *plan.ancestors(name)) if plan.records[each].exempt)
            told = f"public commentary tells of `{name}`, but `{next(above)}` is exempt"
            yield Finding(entry, where, told, about=name)


def _in_words(plan: Plan, withheld: Mapping[str, str]) -> Iterator[Finding]:
    """Yield where a text that would stay in a public plan names what is left out of it."""
    signs = _signs(plan, withheld)
    if not signs:
        return
    wanted = re.compile("|".join(map(_whole, sorted(signs, key=len, reverse=True))))
    public = without_exempt(plan)
    kept: set[str] = {
        text
        for part in (public.header, *public.records.values(), *public.commentary)
        for _, text in texts(part)
        if wanted.search(text)
    }
    if not kept:
        return
    parts: tuple[Part, ...] = (plan.header, *plan.records.values(), *plan.commentary)
    for part in parts:
        if isinstance(part, Request | Function):
            continue  # read with the record that they stand in
        for where, text in texts(part):
            if text in kept and (found := wanted.search(text)):
                said = " ".join(found[0].split())
                named = signs.get(said) or signs[said.casefold()]
                what = f"`{getattr(part, 'id', '') or where[0]}`"
                told = f"{what} says `{found[0]}` in its {where[0]}, but `{named}` is exempt"
                yield Finding(part, where, told, about=named)


def _signs(plan: Plan, withheld: Mapping[str, str]) -> dict[str, str]:
    """Return what would give an exempt record away, its id and its title, with its id."""
    found: dict[str, str] = {}
    for section, records in plan.by_section.items():
        for record_id in records if section in _NAMED else ():
            if record_id in withheld:
                title = " ".join(plan.name_of(record_id).split())
                if _TELLING_ID.fullmatch(record_id):
                    found[record_id] = record_id
                if len(title.split()) >= _LEAST_WORDS:
                    found[title.casefold()] = record_id
    return found


def _whole(sign: str) -> str:
    """Match an id as a whole word; a title in small letters or capitals, however it is spaced."""
    words = r"\s+".join(map(re.escape, sign.split()))
    return rf"(?<![\w/.-])({f'(?i:{words})' if ' ' in sign else words})(?![\w/-]|\.\w)"
