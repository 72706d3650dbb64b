"""A short name for all that a plan says, which changes when any of it does."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

LENGTH = 16  # of 64 digits: enough to tell papers apart, and short enough to read out


def digest(plan: Plan) -> str:
    """Return the digest of a plan: of its records and of what stands in what.

    Comments, layout and the files it is spread over make no difference. Of a public paper it is the
    digest of what is public, so that nobody can try guesses of the rest against it.
    """
    found = hashlib.sha256()
    parts = (plan.header, *plan.records.values(), *plan.change_control, *plan.commentary)
    for part in (*parts, *plan.waivers):
        found.update(part.model_dump_json(exclude_defaults=True).encode("utf-8", "surrogatepass"))
        found.update(b"\n")
    for below, above in plan.holder.items():
        found.update(f"{below}\0{above}\n".encode())
    return found.hexdigest()[:LENGTH]
