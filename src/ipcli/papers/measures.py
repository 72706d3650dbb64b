"""The paper of measures: what is counted or judged, against which targets, and each reading."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ipcli.assess.computed import is_judged, reading_state
from ipcli.papers.figures import number
from ipcli.papers.head import head
from ipcli.papers.parts.names import name, names, short
from ipcli.papers.parts.rows import state_tag
from ipcli.papers.pictures.readings import readings_figure
from ipcli.papers.sheet import Cell, Section, Sheet, Tagged, section, sentence, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ipcli.model.risk import Measure, Reading, Target
    from ipcli.papers.basis import Basis
    from ipcli.papers.tags import Tag


def measures(basis: Basis) -> Sheet:
    """Return the view of the paper of measures."""
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: measures"),
        sections=tuple(_sections(basis)),
    )


def _sections(basis: Basis) -> Iterator[Section]:
    found = [each for each in basis.plan.measures.values() if each.closed is None]
    if not found:
        yield section("overview", "Overview", lines=("The plan has no measures.",))
        return
    yield section(
        "overview",
        "Overview",
        tables=table(
            "overview-table",
            f"Measures: {len(found)}",
            ("Measure", "Status", "Last reading", "Next target", "At first", basis.words.owner),
            tuple(_row(basis, each) for each in found),
        ),
    )
    for each in found:
        yield from _measure(basis, each)


def _row(basis: Basis, measure: Measure) -> tuple[Cell, ...]:
    last = _past(basis, measure.readings)[-1:]
    return (
        Cell(name=name(basis, measure.id), where=_kind(measure)),
        _status(basis, measure, last[0] if last else None),
        words(_reading(measure, last[0]) if last else "None yet"),
        words(_next(basis, measure)),
        words(_first(measure)),
        words(names(basis, measure.owner)),
    )


def _past(basis: Basis, readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings that tell of a time that had begun on the day of the facts, in order."""
    past = [
        each for each in readings if not each.for_.earliest or each.for_.earliest <= basis.today
    ]
    return sorted(past, key=lambda each: each.for_.latest or basis.today)


def _next(basis: Basis, measure: Measure) -> str:
    """Return the first target that is still to come; where all have passed, the last one."""
    targets = sorted(measure.targets, key=lambda each: each.for_.latest or date.max)
    ahead = [t for t in targets if t.for_.latest is None or t.for_.latest >= basis.today]
    if ahead or not targets:
        return _target(measure, ahead[0]) if ahead else ""
    return f"None to come; the last was {_target(measure, targets[-1])}"


def _kind(measure: Measure) -> str:
    way = {"higher": "higher is better", "lower": "lower is better"}.get(measure.better or "", "")
    kind = "Judged, not counted" if measure.kind == "qualitative" else ""
    told = "; ".join(filter(None, (kind, f"in {measure.unit}" if measure.unit else "", way)))
    return sentence(told)


def _value(measure: Measure, value: Decimal | None) -> str:
    unit = measure.unit or ""
    if value is None:
        return ""
    return f"{number(value)}{unit}" if unit == "%" else f"{number(value)} {unit}".rstrip()


def _reading(measure: Measure, reading: Reading) -> str:
    value = _value(measure, reading.value)
    if not value:
        value = "Judged" if is_judged(measure, reading) else "No value"
    return f"{value} ({reading.for_})"


def _target(measure: Measure, target: Target) -> str:
    value = _value(measure, target.value) or target.text or ""
    return f"{value} by {target.for_}"


def _first(measure: Measure) -> str:
    first = measure.baseline
    return f"{_value(measure, first.value) or 'No value'} ({first.for_})" if first else ""


def _tag(basis: Basis, measure: Measure, reading: Reading | None) -> Tag | None:
    state = reading_state(basis.plan, measure, reading) if reading else None
    return state_tag(state) if state else None


def _status(basis: Basis, measure: Measure, reading: Reading | None) -> Cell:
    found = _tag(basis, measure, reading)
    return Cell(tags=(Tagged("", found),)) if found else words("")


def _measure(basis: Basis, measure: Measure) -> Iterator[Section]:
    serves = [each.id for each in basis.plan.items.values() if measure.id in each.measures]
    told = "; ".join(short(basis, each) for each in serves)
    anchor = f"measure-{measure.id}"
    past = _past(basis, measure.readings)
    readings = tuple(_reading_row(basis, measure, each) for each in past)
    yield Section(
        anchor=anchor,
        name=name(basis, measure.id),
        lines=(f"It shows the effect of: {told}.",) if told else (),
        points=tuple(_definitions(measure)),
        figures=readings_figure(measure, [(each, _tag(basis, measure, each)) for each in past]),
        tables=(
            *table(
                f"{anchor}-readings",
                f"{measure.title}: readings",
                ("For", "Value", "Status", "Expected then", "What it is made of, and why"),
                readings,
            ),
            *table(
                f"{anchor}-targets",
                f"{measure.title}: targets",
                ("By", "Value", "In words"),
                tuple(
                    (words(t.for_), words(_value(measure, t.value)), words(t.text))
                    for t in measure.targets
                ),
            ),
        ),
    )


def _definitions(measure: Measure) -> Iterator[str]:
    for each in measure.definitions:
        yield f"From {each.from_} (version {each.version}): {each.text}"


def _reading_row(basis: Basis, measure: Measure, reading: Reading) -> tuple[Cell, ...]:
    parts = (
        f"{each.name}: {_value(measure, each.value) or 'no value'}"
        + (f" (of {number(each.n)})" if each.n is not None else "")
        for each in reading.parts
    )
    return (
        words(reading.for_),
        words(_value(measure, reading.value)),
        _status(basis, measure, reading),
        words(_value(measure, reading.forecast)),
        Cell(prose=tuple(filter(None, ("; ".join(parts), reading.text)))),
    )
