"""Which file of a generated plan holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_head import head_lines
from plan_yaml import (
    action_lines,
    commentary_lines,
    instrument_lines,
    request_lines,
    risk_lines,
    theme_lines,
    workstream_lines,
)
from yaml_lines import section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plan_records import Plan, Theme, Workstream

LAYOUTS = ("files", "single", "per-action")


def files_of(plan: Plan, layout: str) -> dict[str, bytes]:
    """Write one state of the plan: the text of each file by its path.

    `files` has a file for each workstream, `per-action` one for each main action, and `single` has
    everything in one.
    """
    if layout == "single":
        return {"plan.yaml": _text(_single(plan))}
    files = {
        "plan.yaml": _text(head_lines(plan)),
        "themes.yaml": _text(
            [*section("items", map(theme_lines, plan.themes)), *_commentary(plan)]
        ),
        "directions.yaml": _text(_directions(plan)),
        "risks.yaml": _text(_risks(plan)),
    }
    if plan.requests:
        files["change-requests.yaml"] = _text(_requests(plan))
    split = _by_action if layout == "per-action" else _whole
    for workstream in plan.workstreams:
        files.update((name, _text(lines)) for name, lines in split(workstream))
    return files


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _single(plan: Plan) -> Iterator[str]:
    yield from head_lines(plan)
    yield from _directions(plan)
    yield from _risks(plan)
    yield from section("items", (_whole_theme(theme, plan) for theme in plan.themes))
    yield from _requests(plan)
    yield from _commentary(plan)


def _whole_theme(theme: Theme, plan: Plan) -> Iterator[str]:
    yield from theme_lines(theme)
    below = (each for each in plan.workstreams if each.theme == theme.id)
    yield from section("items", (_whole_workstream(each, "") for each in below))


def _whole(workstream: Workstream) -> Iterator[tuple[str, list[str]]]:
    lines = section("items", [_whole_workstream(workstream, workstream.theme)])
    yield f"{_folder(workstream)}.yaml", [_comment(workstream), *lines]


def _whole_workstream(workstream: Workstream, parent: str) -> Iterator[str]:
    yield from workstream_lines(workstream, parent=parent)
    yield from section("items", map(action_lines, workstream.actions))


def _by_action(workstream: Workstream) -> Iterator[tuple[str, list[str]]]:
    own = section("items", [workstream_lines(workstream, parent=workstream.theme)])
    yield f"{_folder(workstream)}/workstream.yaml", [_comment(workstream), *own]
    for action in workstream.actions:
        lines = section("items", [action_lines(action, parent=workstream.id)])
        yield f"{_folder(workstream)}/{action.id.lower()}.yaml", lines


def _folder(workstream: Workstream) -> str:
    return f"workstreams/{workstream.theme.lower()}/{workstream.id.lower()}"


def _comment(workstream: Workstream) -> str:
    return f"# Workstream {workstream.id}: reviewed monthly by the board"


def _directions(plan: Plan) -> list[str]:
    return section("instruments", [instrument_lines(plan.paragraphs)])


def _risks(plan: Plan) -> list[str]:
    return section("risks", map(risk_lines, plan.risks))


def _requests(plan: Plan) -> list[str]:
    return section("change_requests", map(request_lines, plan.requests))


def _commentary(plan: Plan) -> list[str]:
    return section("commentary", map(commentary_lines, plan.commentary))
