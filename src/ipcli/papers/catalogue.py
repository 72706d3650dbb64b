"""Which papers there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = ("md", "html")


class Kind(NamedTuple):
    """A paper: what it is called in a list of papers, and what it is for.

    Its view is made by the function of the paper's own name, in the module of that name.
    """

    title: str
    purpose: str


PAPERS: Mapping[str, Kind] = {
    "progress": Kind(
        "Progress report",
        "The whole report of the period: how the plan stands, what moved and who agreed, the risks "
        "and what comes next.",
    ),
    "monitoring": Kind(
        "Monitoring table", "Every row of the plan with its dates, its status and its owner."
    ),
    "themes": Kind("Progress by theme", "How each part of the plan stands, and why."),
    "recommendations": Kind(
        "Recommendations", "What was recommended to the council, and which rows answer it."
    ),
    "directions": Kind(
        "Directions",
        "What the council must do by law: paragraphs, dates, what answers them, who holds powers.",
    ),
    "governance": Kind(
        "Governance", "Which bodies there are, what they do and to whom they report."
    ),
    "risks": Kind("Risk register", "Every open risk with its scores, and how they moved."),
    "measures": Kind("Measures", "What is measured, against which targets, and each reading."),
    "changes": Kind("Changes", "What changed in the plan since the last report, and who agreed."),
    "letter": Kind("Letter", "A letter to the Secretary of State about how the plan stands."),
}
INDEX = "index"
# The papers that show more periods than this one and the last.
OVER_TIME = frozenset({"progress", "themes"})
JOINT = frozenset({"progress"})  # may be about several plans
