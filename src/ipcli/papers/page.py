"""How a paper becomes a page."""

from __future__ import annotations

import importlib
import shlex
from typing import TYPE_CHECKING, Any

from ipcli.papers.catalogue import INDEX, JOINT
from ipcli.papers.look import PLAIN, Look
from ipcli.papers.render import render

if TYPE_CHECKING:
    from ipcli.papers.basis import Basis


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
