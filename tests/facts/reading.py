"""How the tests of the facts read prose: for the words that carry the fact, whatever the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ipcli.model.part import Part

if TYPE_CHECKING:
    from ipcli.model.commentary import Commentary
    from ipcli.model.meeting import Implication, Paper
    from ipcli.model.plan import Plan


def told(value: object) -> str:
    """Return all the text of a value: of a record, that of all its fields."""
    match value:
        case None:
            return ""
        case Part():
            return " ".join(told(getattr(value, name)) for name in type(value).model_fields)
        case Mapping():
            return " ".join(told(each) for each in value.values())
        case tuple() | list():
            return " ".join(told(each) for each in value)
        case _:
            return str(value)


def lacking(value: object, *words: str) -> list[str]:
    """Return the words that a value does not say, whatever their case."""
    text = told(value).casefold()
    return [word for word in words if word.casefold() not in text]


def the_paper(plan: Plan, meeting: str) -> Paper:
    """Return the only paper of a meeting."""
    [paper] = plan.meetings[meeting].papers
    return paper


def section(paper: Paper, number: str) -> tuple[str, ...]:
    """Return the text of the only section of a paper whose heading begins with this word."""
    [found] = [each.text for each in paper.sections if each.heading.split()[0] == number]
    return found


def implication(paper: Paper, name: str) -> Implication:
    """Return the only implication of a paper of this name."""
    [found] = [each for each in paper.implications if each.name == name]
    return found


def commentary(plan: Plan, period: str, about: str | None = None) -> Commentary:
    """Return the prose of a period about a record, or about the plan as a whole."""
    [found] = [each for each in plan.commentary if (each.period, each.about) == (period, about)]
    return found


def front_sheet(paper: Paper) -> dict[str, str]:
    """Return the front sheet of a paper by label."""
    return {line.label: line.text for line in paper.front_sheet}
