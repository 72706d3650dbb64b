from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import matrix_of
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes.renames import Renames
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.risk import Score
    from ipcli.rules.facts import Facts

_REGISTER = """
risk_matrices:
  - id: register
    name: Risk register
    bands:
      - {id: red, name: Red, colour: red, from: 12}
      - {id: amber, name: Amber, colour: amber, from: 1}
risks:
  - id: R1
    title: Reserves run out
"""
_UPDATE = "    updates: [{date: 2026-09-20, text: Council agreed a savings plan}]\n"


@rule(
    "IP611",
    "score-moved-silently",
    Severity.WARNING,
    needs=("base",),
    base=_REGISTER + "    scores: {current: {score: 12}}\n",
    bad=_REGISTER + "    scores: {current: {score: 8}}\n",
    good=_REGISTER + "    scores: {current: {score: 8}}\n" + _UPDATE,
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk's score moved, and neither a new update nor a correction says why.

    Why: a committee that sees a risk fall from red to amber asks what was done.

    Mend: add an entry to `updates` that says why it moved. If the old score was wrong, add an
    entry to `corrections`.
    """
    from ipcli.changes.renames import renames  # noqa: PLC0415 (only a comparison waits for it)

    renamed = renames(facts.before, facts.plan, ())
    for now in facts.plan.risks.values():
        then = facts.then(now)
        if then is None or now.scores == then.scores:
            continue
        if set(now.updates) - set(then.updates) or set(now.corrections) - set(then.corrections):
            continue
        matrix = matrix_of(facts.before, then)
        for point, score in now.scores.items():
            was = then.scores.get(point)
            if was and _moved(_as_now(was, matrix, renamed), score):
                told = (
                    f"the {point} score of `{now.id}` is {_words(score)}, but was {_words(was)}, "
                    "and no new update says why"
                )
                yield Finding(now, ("scores", point), told)


def _as_now(score: Score, matrix: RiskMatrix | None, renamed: Renames) -> Score:
    """Return an earlier score with its band called as it is now."""
    band = renamed.band(matrix.id, score.band) if matrix else score.band
    return score.model_copy(update={"band": band})


def _moved(before: Score, after: Score) -> bool:
    keys = ("likelihood", "impact", "score", "band")
    return any(
        getattr(before, key) is not None and getattr(before, key) != getattr(after, key)
        for key in keys
    )


def _words(score: Score) -> str:
    axes = " and ".join(each for each in (score.likelihood, score.impact) if each)
    parts = (score.band, None if score.score is None else str(score.score), axes)
    return ", ".join(part for part in parts if part) or "nothing"
