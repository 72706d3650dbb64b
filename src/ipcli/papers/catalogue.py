"""Which papers there are, and how each becomes a page."""

from __future__ import annotations

import importlib
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

from ipcli.papers.look import PLAIN, Look
from ipcli.papers.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipcli.papers.basis import Basis

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


def page(basis: Basis, name: str, suffix: str, *, look: Look = PLAIN) -> str:
    """Return a paper of a period as a page, `md` or `html`; its foot says how to make it again.

    `look` is a council's own.
    """
    view, again = _view(basis, name, suffix), command(basis, name, suffix)
    draft = view.head.draft
    if draft and draft.commands[-1:] and draft.commands[-1].startswith("ipcli report"):
        draft = draft._replace(commands=(*draft.commands[:-1], again))
    head = view.head._replace(command=again, draft=draft, logo=look.logo, look=look.digest)
    made = view._replace(head=head)
    return render(made, template=f"{name}.{suffix}.j2", look=look)


def command(basis: Basis, name: str, suffix: str) -> str:
    """Return the command that makes a paper."""
    plans = (basis, *basis.beside) if name in JOINT else (basis,)
    named = " ".join(f"--plan {shlex.quote(each.plan.id)}" for each in plans)
    period = shlex.quote(basis.period.id)
    told = f"ipcli report {named} --quarter {period} --paper {name} --format {suffix}"
    return f"{told} --public" if basis.public else told


def _view(basis: Basis, name: str, suffix: str) -> Any:  # noqa: ANN401 (each paper has its own)
    if name not in JOINT:
        basis = basis.alone
    made_by = getattr(importlib.import_module(f"ipcli.papers.{name}"), name)
    return made_by(basis, suffix) if name == INDEX else made_by(basis)
