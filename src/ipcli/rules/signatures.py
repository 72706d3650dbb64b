"""Who signed what on a paper's way to a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.dates import Date
    from ipcli.model.meeting import Meeting


def signatures(
    meeting: Meeting,
) -> Iterator[tuple[tuple[str | int, ...], str, Date | None]]:
    """Yield each sign-off and verified implication: where it stands, its name, and its date."""
    for number, paper in enumerate(meeting.papers):
        for at, implication in enumerate(paper.implications):
            if implication.verified:
                name = f"the implication `{implication.name}`"
                where = ("papers", number, "implications", at, "verified")
                yield where, name, implication.verified.date
        for at, sign_off in enumerate(paper.sign_offs):
            name = f"the stage `{sign_off.stage}`"
            yield ("papers", number, "sign_offs", at), name, sign_off.date
