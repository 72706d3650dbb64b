# ruff: noqa: E501 (an entry of a plan is one line)
"""What holds for every paper: exempt records, hostile words, the same bytes, the four councils."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from ipcli.demo.repository import overlays, states
from ipcli.load import load
from ipcli.papers.basis import basis
from ipcli.papers.catalogue import INDEX, PAPERS
from ipcli.shipped import shipped
from ipcli.tree import Tree
from support.command import run, write
from support.papers import BARE_PLAN, FULL_AFTER, FULL_BEFORE, basis_of, page
from test_papers_exempt import AFTER, BEFORE
from test_papers_hostile import TITLES, Shape, hostile, hostile_prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipcli.papers.basis import Basis
    from support.golden import Golden

NAMES = (INDEX, *PAPERS)
OTHERS = tuple(name for name in NAMES if name != "progress")
PLANS = Path(__file__).parents[1] / "plans"

MORE = """\
-- plans/more.yaml --
bodies:
  - {id: board, name: Improvement Board, kind: board, does: [oversees, advises], meets: {every: 1 month, text: in the town hall}, reports_to: [cabinet, council], from: 2026-05-01, until: 2027-04-30, public: yes, text: Watches the plan.}
  - {id: group, name: A working group with quite a long name that needs more than one line, kind: management, reports_to: board}
  - {id: circle, name: Circle, reports_to: round}
  - {id: round, name: Round, reports_to: circle}
measures:
  - id: M1
    title: Invoices paid in time
    owner: finance-director
    unit: "%"
    better: higher
    scale: progress
    baseline: {for: 2025/26, value: 71.5}
    targets: [{for: 2026/27 Q1, value: 80}, {for: 2026/27, value: 95}]
    readings:
      - {for: 2026/27 Q1, value: 78, status: amber, forecast: 94, parts: [{name: North, n: 1200, value: 81}, {name: South}]}
      - {for: 2026/27 Q2, text: "The system was down.", status: red}
      - {for: 2026/27 Q3, value: 90}
    definitions: [{version: 2, from: 2026-04-01, text: "Paid within 30 days"}]
  - {id: M2, title: Trust, kind: qualitative, targets: [{for: 2027, text: Residents trust us}]}
  - {id: M3, title: Gone, closed: {kind: no-longer-needed, date: 2026-08-01}}
instruments:
  - id: ORDER
    kind: instructions
    title: Instructions
    made_by: secretary-of-state
    made_on: 2026-01-02
    ended: {kind: revoked, date: 2026-02-01}
    functions:
      - {id: ORDER/f, text: Hiring of chief officers, exercised_by: auditor, held: exercised}
    appointments: [{role: auditor, posts: 2, from: 2026-01-02, text: To watch.}]
    paragraphs: [{id: ORDER/1, title: Old, clock: {within: 1 month}}]
  - {id: LATER, kind: directions, title: To come, made_by: secretary-of-state, made_on: 2026-12-01}
  - id: GUESS
    kind: directions
    title: Inferred
    illustrative: yes
    made_by: secretary-of-state
    made_on: 2026-01-02
    paragraphs: [{id: GUESS/1, title: Guessed, clock: {within: 1 month}, met: [{date: 2026-02-09}]}]
risks:
  - {id: R9, title: Flood, closed: {kind: merged, date: 2026-08-01, into: R1, text: Same risk.}}
"""
AFTER_MORE = FULL_AFTER + MORE
BEFORE_MORE = FULL_BEFORE + MORE


def asked(command: str) -> list[str]:
    return command.split()


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", ["changes", "risks", "governance", "directions", "measures"])
def test_paper_of_a_full_plan(golden: Golden, name: str, suffix: str) -> None:
    text = page(basis_of(AFTER_MORE, BEFORE_MORE), suffix, name)
    if suffix == "html":  # the style and the script stand in the golden of the progress paper
        text = re.sub(r"<(style|script)>.*?</\1>|sha256-[^']*", "", text, flags=re.DOTALL)

    assert text == golden(text, f"{name}.{suffix}")


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", OTHERS)
def test_nothing_exempt_reaches_a_public_paper(name: str, suffix: str) -> None:
    public = page(basis_of(AFTER, BEFORE, public=True), suffix, name).replace("CANARY-4", "")

    assert "canary" not in public.lower()
    assert "exempt" not in public.lower()
    assert "--public" in public


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", OTHERS)
def test_what_is_exempt_is_said_in_a_paper_that_is_not_public(name: str, suffix: str) -> None:
    closed = page(basis_of(AFTER, BEFORE), suffix, name)

    assert "Not for publication: this paper holds exempt information" in closed


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", OTHERS)
def test_a_bare_plan_has_every_paper(name: str, suffix: str) -> None:
    text = page(basis_of(BARE_PLAN, draft=True), suffix, name)

    assert "DRAFT" in text
    assert f"--paper {name} --format {suffix}" in text


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", OTHERS)
def test_the_same_plan_gives_the_same_bytes(name: str, suffix: str) -> None:
    first = page(basis_of(AFTER_MORE, BEFORE_MORE), suffix, name)

    assert page(basis_of(AFTER_MORE, BEFORE_MORE), suffix, name) == first


def shape(made: Basis, suffix: str, name: str) -> Shape:
    text = page(made, suffix, name)
    if suffix == "md":
        text = MarkdownIt("commonmark").enable("table").render(text)
    return Shape(text)


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_a_hostile_title_changes_no_element_of_any_paper(suffix: str) -> None:
    calm = {name: shape(basis_of(AFTER_MORE, BEFORE_MORE), suffix, name) for name in OTHERS}
    for title in TITLES:
        made = basis_of(hostile(title, AFTER_MORE), hostile(title, BEFORE_MORE))
        for name in OTHERS:
            found = shape(made, suffix, name)
            assert found.fixed == calm[name].fixed, (name, title)
            assert found.attributes == calm[name].attributes
            assert found.addresses == calm[name].addresses


@pytest.mark.parametrize("prose", [TITLES[0], TITLES[7], "# Heading\n\n<h1>Mine</h1>"])
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_hostile_prose_makes_no_heading_script_or_picture(prose: str, suffix: str) -> None:
    made = basis_of(hostile_prose(prose, AFTER_MORE))
    for name in OTHERS:
        found = shape(made, suffix, name)
        calm = 2 if suffix == "html" else 0
        assert found.elements.count("script") + found.elements.count("style") == calm
        assert found.elements.count("h1") == 1
        assert "img" not in found.elements


def four() -> Mapping[str, Basis]:
    """Return what the papers of the last period of each shipped plan are made from."""
    now = load(Tree.of_folder(PLANS, shown="plans"))
    found = {}
    for plan in now.plans.values():
        before = _before(plan.id)
        found[plan.id] = basis(
            plan,
            plans=now.plans,
            before=before.plan if before else None,
            period=plan.periods_in_order[-1],
            previous=next(iter(plan.periods_in_order[-2:-1]), None),
            revision="the working tree",
        )
    return found


def _before(plan_id: str) -> Basis | None:
    if plan_id != "sandwell":
        return None
    files = {each.name: each.read_bytes() for each in (shipped("plans") / plan_id).iterdir()}
    *_, before, _ = (
        load(Tree.of_bytes({f"plans/sandwell/{name}": raw for name, raw in state.files.items()}))
        for state in states(files, overlays(plan_id))
    )
    plan = before.plans[plan_id]
    period = plan.periods_in_order[-1]
    return basis(
        plan, plans=before.plans, before=None, period=period, previous=None, revision="before"
    )


def test_every_paper_of_the_four_councils_can_be_made() -> None:
    for made in four().values():
        for name in NAMES:
            for suffix in ("md", "html"):
                text = page(made, suffix, name)
                assert made.plan.header.title in text.replace("&#39;", "'"), name


def test_report_writes_all_papers_into_a_folder(tmp_path: Path) -> None:
    shutil.copytree(PLANS, tmp_path / "plans")

    ran = run(
        *asked("report --quarter third-update --plan tower-hamlets --paper all --out out"),
        here=tmp_path,
    )

    assert ran.out == "22 files written; begin with out/index.html\n"
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        f"{name}.{suffix}" for name in NAMES for suffix in ("md", "html")
    }


def test_all_papers_need_a_folder(tmp_path: Path) -> None:
    write(tmp_path, BARE_PLAN)

    ran = run(*asked("report --quarter 2026/27-Q2 --paper all"), here=tmp_path)

    assert ran.code == 2
    assert "--out FOLDER" in ran.err


def test_every_link_of_the_index_leads_to_a_paper() -> None:
    found = Shape(page(basis_of(BARE_PLAN), "html", INDEX))

    assert found.addresses - {"#main", "#papers"} - {
        each for each in found.addresses if each.startswith("#s-")
    } == {f"{name}.html" for name in PAPERS}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration repository once."""
    folder = tmp_path_factory.mktemp("demonstration")
    assert run("demo", "repo", here=folder).code == 0
    return folder / "repo"


def test_every_paper_of_sandwell_is_final_at_its_tag(demonstration: Path) -> None:
    ran = run(
        *asked("report --plan sandwell --quarter 2022-23-Q3 --paper all --format md --out out"),
        here=demonstration,
    )

    assert (ran.code, ran.err) == (0, "")
    for name in NAMES:
        text = (demonstration / "out" / f"{name}.md").read_text(encoding="utf-8")
        assert "DRAFT" not in text
        assert "Plan at sandwell/2022-12 (" in text


CHANGES = asked("changes since sandwell/2022-09 --until sandwell/2022-12")


@pytest.mark.parametrize(
    ("form", "first"), [("md", "\n| {} | "), ("html", '<tr><th scope="row">{}</th>')]
)
def test_changes_between_two_revisions_are_written_as_a_page(
    demonstration: Path, form: str, first: str
) -> None:
    ran = run(*CHANGES, "--format", form, here=demonstration)

    assert ran.code == 0
    refs = [ran.out.index(first.format(ref)) for ref in (81, 82, 83, 86, 87, 119, 131)]
    assert refs == sorted(refs)
    assert "42 timescales changed" in ran.out


def test_a_part_of_the_changes_says_that_it_is_one(demonstration: Path) -> None:
    ran = run(*CHANGES, *asked("--format md --only control"), here=demonstration)

    assert "This is a part of the changes only: control changes." in ran.out


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize("how", ["merged into Customer Journey", "replaced by Monitor Employee"])
def test_a_closing_says_what_it_was_closed_into(demonstration: Path, form: str, how: str) -> None:
    ran = run(*CHANGES, "--format", form, here=demonstration)

    assert how in ran.out or f"{how[0].upper()}{how[1:]}" in ran.out


def test_a_closing_in_json_is_a_kind_and_a_record(demonstration: Path) -> None:
    found = json.loads(run(*CHANGES, "--format", "json", here=demonstration).out)

    merged = next(each for each in found["closures"] if each["ref"] == "82")
    assert (merged["kind"], merged["into"]) == ("merged", "Customer Journey (CJ)")


def test_what_went_to_another_plan_is_called_by_its_name_there() -> None:
    text = page(four()["thurrock-first"], "md", "monitoring")

    named = "6 Improving financial sustainability (Enhanced Improvement and Recovery Plan)"
    assert f"| Transferred to {named} |" in text
    assert "| Row |\n" not in text
