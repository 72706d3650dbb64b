"""What the words and colours of a plan's scales mean: one council's blue is another's amber."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.parts.rows import state_tag

if TYPE_CHECKING:
    from ipcli.model.plan import Plan
    from ipcli.model.scale import StateClass
    from ipcli.papers.tags import Tag

_WORDS = {
    "done": "finished",
    "on-course": "as planned",
    "rescheduled": "on course to new dates that were agreed",
    "at-risk": "may not come out as planned",
    "off-course": "does not come out as planned",
    "stopped": "suspended or abandoned",
    "not-started": "not due to have begun",
    "not-assessed": "could not be judged this time",
}


class Legend(NamedTuple):
    """A scale, what it is used for, and each state with its meaning."""

    id: str
    caption: str
    lines: tuple[tuple[Tag, str], ...]


def legends(plan: Plan) -> tuple[Legend, ...]:
    """Return the legend of each scale that the levels of a plan use."""
    used: dict[str, list[str]] = {}
    for level in plan.header.levels:
        for scale in (*((level.scale,) if level.scale else ()), *level.ratings):
            used.setdefault(scale, []).append(level.several)
    return tuple(
        Legend(
            id=scale.id,
            caption=f"{scale.name}: {', '.join(used[scale.id])}",
            lines=tuple(
                (state_tag(state), state.meaning or _meaning(state.class_))
                for state in scale.states
            ),
        )
        for scale in plan.scales.values()
        if scale.id in used
    )


def _meaning(class_: StateClass | None) -> str:
    return _WORDS.get(class_.value, "") if class_ else ""
