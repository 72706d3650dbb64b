"""What changes about a risk."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ipcli.assess.bands import matrix_of, scored
from ipcli.changes.kinds import kind
from ipcli.changes.wording import number

if TYPE_CHECKING:
    from ipcli.changes.found import Found
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Risk

ABOUT = "a risk"
RISKS = ("risks",)


@kind(
    "risk-added",
    about=ABOUT,
    control=True,
    of=RISKS,
    fields=("added", "closed"),
    counted=("risk added", "risks added"),
)
def risk_added(found: Found) -> str | None:
    """A risk came onto the register, or came back to it after it had been closed."""
    if not found.first.path:
        return "added to the register"
    if found.new.closed:
        return None
    return f"back on the register; it had been {found.was.closing(found.old.closed)}"


@kind(
    "risk-closed",
    about=ABOUT,
    control=True,
    of=RISKS,
    fields=("closed",),
    counted=("risk closed", "risks closed"),
)
def risk_closed(found: Found) -> str:
    """A risk left the register, or its closing was altered."""
    return told_closing(found)


def told_closing(found: Found) -> str:
    """Return a sentence on a record that was closed, or whose closing was altered."""
    was = found.old.closed if found.old else None
    said = found.now.closing(found.new.closed)
    if was:
        return f"its closing was altered: {said}, where it had been {found.was.closing(was)}"
    return f"closed: {said}"


@kind(
    "risk-removed",
    about=ABOUT,
    control=True,
    of=RISKS,
    fields=("removed",),
    counted=("risk gone without being closed", "risks gone without being closed"),
)
def risk_removed(found: Found) -> str:
    """A risk vanished from the files. What is over is closed, with how and when."""
    return told_removal(found)


def told_removal(found: Found) -> str:
    """Return a sentence on a record that vanished."""
    closed = found.old.closed
    if closed:
        return f"gone from the plan's files; it had been {found.was.closing(closed)}"
    return "gone from the plan without being closed"


@kind(
    "mitigation-changed",
    about=ABOUT,
    control=True,
    of=RISKS,
    fields=("mitigations",),
    counted=("risk with changed mitigations", "risks with changed mitigations"),
)
def mitigation_changed(found: Found) -> str:
    """What is done about a risk changed: a mitigation came, went or was altered."""
    gone = [f"mitigation gone: {found.was.said('', each)}" for each in found.gone()]
    came = [f"mitigation added: {found.now.said('', each)}" for each in found.came()]
    return "; ".join((*gone, *came))


@kind(
    "risk-moved",
    about=ABOUT,
    control=False,
    of=RISKS,
    fields=("scores",),
    counted=("risk score moved", "risk scores moved"),
    per="key",
)
def risk_moved(found: Found) -> str:
    """A score moved, up or down, at one point. It wants an update that says why."""
    point = found.first.path[1]
    before, after = (_standing(plan, risk, point) for plan, risk in _sides(found))
    what = f"{_point_name(found, point)} score"
    if not (before[0] and after[0]):
        return found.turned(what, before[0], after[0])
    way = ""
    if before[1] is not None and after[1] is not None:
        up, down = before[1] < after[1], before[1] > after[1]
        way = " up" if up else " down" if down else ""
    return f"{what} moved{way} from {before[0]} to {after[0]}"


def _sides(found: Found) -> tuple[tuple[Plan, Risk], tuple[Plan, Risk]]:
    return (found.before, found.old), (found.after, found.new)


def _standing(plan: Plan, risk: Risk, point: str) -> tuple[str, Decimal | None]:
    """Return a score in words, such as `12 (Red)`, and a number that grows with the risk."""
    score = risk.scores.get(point)
    if score is None:
        return "", None
    matrix = matrix_of(plan, risk)
    if matrix is None:
        said = [number(score.score)] if score.score is not None else []
        said += [each for each in (score.likelihood, score.impact, score.band) if each]
        return ", ".join(said), score.score
    whole = scored(matrix, score)
    band = whole.band.name if whole.band else score.band or ""
    axes = [each for each in (score.likelihood, score.impact) if each]
    figure = number(whole.score) if whole.score is not None else " and ".join(axes)
    height = whole.score
    if height is None and whole.band:
        height = Decimal(-[each.id for each in matrix.bands].index(whole.band.id))
    return f"{figure} ({band})" if figure and band else figure or band, height


def _point_name(found: Found, point: str) -> str:
    matrix = matrix_of(found.after, found.new)
    points = matrix.points if matrix else ()
    return next((each.name for each in points if each.id == point), point).lower()
