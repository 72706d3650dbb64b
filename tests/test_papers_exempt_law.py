"""A public paper is the same whatever an exempt record says, and names none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.load import load
from ipcli.papers.basis import basis
from ipcli.papers.catalogue import FORMATS, INDEX, PAPERS
from ipcli.papers.page import page
from ipcli.rules.references import TARGETS
from ipcli.tree import Tree
from support.command import run
from support.withheld import CANARY, canary, earlier, entries, exempt, other, records, text_of, tied

if TYPE_CHECKING:
    from ipcli.load import Loaded
    from ipcli.papers.basis import Basis
    from support.history import History
    from support.withheld import Data

NOW = tied()
THEN = earlier(NOW)
RECORDS = records(NOW)
each_record = pytest.mark.parametrize(("section", "record"), RECORDS, ids=lambda each: each)


def read(data: Data) -> Loaded:
    found = load(Tree.of_text(text_of(data) + other()))
    assert not [str(each) for each in found.diagnostics if each.severity.word == "error"]
    return found


def public(now: Data, then: Data) -> Basis:
    after, before = read(now), read(then)
    plan = after.plans["tied"]
    return basis(
        plan,
        plans=after.plans,
        before=before.plans["tied"],
        period=plan.periods["2026-27-Q2"],
        previous=plan.periods["2026-27-Q1"],
        revision="tied/2026-10 (1234567)",
        public=True,
    )


def pages(made: Basis, formats: tuple[str, ...] = FORMATS) -> dict[str, str]:
    names = (INDEX, *PAPERS)
    return {f"{name}.{each}": page(made, name, each) for name in names for each in formats}


def told(made: Basis, formats: tuple[str, ...] = FORMATS) -> list[str]:
    """Return what public papers tell of the canary, with where."""
    return [
        f"{name}: {text[max(0, at - 80) : at + 40]}"
        for name, text in pages(made, formats).items()
        if (at := text.lower().find(CANARY.lower())) >= 0
    ]


@each_record
def test_no_public_paper_names_an_exempt_record(section: str, record: str) -> None:
    now, then = canary(NOW, record), canary(THEN, record)
    new = CANARY if "/" not in record else f"{record.partition('/')[0]}/{CANARY}"

    assert told(public(exempt(now, new), exempt(then, new)), ("md",)) == [], section


@each_record
def test_no_public_paper_names_a_record_that_has_become_exempt(section: str, record: str) -> None:
    now, then = canary(NOW, record), canary(THEN, record)
    new = CANARY if "/" not in record else f"{record.partition('/')[0]}/{CANARY}"

    assert told(public(exempt(now, new), then), ("md",)) == [], section


@each_record
def test_no_public_log_names_a_record_that_was_exempt(section: str, record: str) -> None:
    if record in {each["id"] for each in entries(THEN)}:
        log = public(NOW, exempt(THEN, record)).log

        assert log is not None
        assert record not in {entry.change.record for entry in log.entries}, section


@cache
def said(record: str, *, bare: bool) -> dict[str, str]:
    now, then = (exempt(each, record, bare=bare) for each in (NOW, THEN))
    return pages(public(now, then), ("md",))


@each_record
def test_a_public_paper_is_the_same_whatever_an_exempt_record_says(
    section: str, record: str
) -> None:
    assert said(record, bare=True) == said(record, bare=False), section


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(RECORDS), min_size=2, max_size=8))
def test_no_public_paper_names_any_of_several(chosen: set[tuple[str, str]]) -> None:
    now, then = NOW, THEN
    for _, record in sorted(chosen):
        now, then = exempt(now, record), exempt(then, record)

    assert "paragraph 3" not in "".join(pages(public(now, then)).values())


@pytest.mark.parametrize("record", ["A", "R1", "M1", "DIR/1", "CR-2", "board", "M-NEW"])
def test_no_public_paper_of_a_repository_names_an_exempt_record(
    history: History, record: str
) -> None:
    """From three tags, by the command line: what is read of the history is withheld too."""
    new = CANARY if "/" not in record else f"{record.partition('/')[0]}/{CANARY}"
    now, then = (exempt(canary(each, record), new) for each in (NOW, THEN))
    now["commentary"] = [each for each in now["commentary"] if each.get("about") != new]  # IP908
    history.commit("early", text_of(then) + other())
    history.commit("tied/2026-07", text_of(then) + other())
    history.commit("between", text_of(canary(NOW, record)) + other())
    history.commit("tied/2026-10", text_of(now) + other())

    ran = run(
        *("report", "--plan", "tied", "--quarter", "2026-27-Q2", "--paper", "all", "--public"),
        *("--out", "papers"),
        here=history.folder,
    )

    assert (ran.code, ran.err) == (0, ""), ran.out
    told = [
        f"{path.name}: {text[max(0, at - 80) : at + 40]}"
        for path in (history.folder / "papers").iterdir()
        if (at := (text := path.read_text(encoding="utf-8")).lower().find("canary")) >= 0
    ]
    assert told == []


def test_every_key_that_names_a_record_is_used_in_the_plan() -> None:
    used = {key for entry in _dicts([NOW, read_other()]) for key in entry}

    assert {key.rstrip("_") for keys in TARGETS.values() for key in keys} - used == {
        "beside",
        "levels",
    } - used


def read_other() -> Data:
    import yaml  # noqa: PLC0415

    found: Data = yaml.safe_load(other().partition("\n")[2])
    return found


def _dicts(found: object) -> list[Data]:
    if isinstance(found, dict):
        return [found, *(one for each in found.values() for one in _dicts(each))]
    return [one for each in found for one in _dicts(each)] if isinstance(found, list) else []
