from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.plan import Plan
    from ipcli.rules.broken import Broken
    from ipcli.rules.facts import Facts

_MOST_COMPARED = 2_000  # names; a guess compares with each, so more are narrowed first
_MOST_GUESSED = 50  # names; who made more slips than this mostly left out a whole file
_FEW = 6  # names; more than these are no help in one line


@rule(
    "IP102",
    "unknown-reference",
    Severity.ERROR,
    needs=("whole",),
    bad="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    owner: finance-directer
""",
    good="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    owner: finance-director
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A key names a record that does not exist.

    Why: whatever is looked up by it finds nothing: an owner who is asked for no update, a
    paragraph that counts as unanswered.

    Mend: correct the id, or add the record that it names. A record of another plan is written
    `id@plan`.
    """
    renamed = _renamed(facts.plan)
    unknown = [each for each in facts.broken if not each.section and not each.astray]
    guesses: dict[tuple[str, str], str] = {}
    for each in unknown:
        told = f"{each.spot} is `{each.name}`, but {_missing(each, facts, renamed)}"
        key = (each.name, each.target.what)
        if key not in guesses and len(guesses) < _MOST_GUESSED:
            guesses[key] = closest(each.name, _alike(each, facts)) or _few(each, facts)
        near = "" if each.name in renamed else guesses.get(key, "")
        if "," in each.name:
            near = f"; several are written in brackets: [{each.name}]"
        yield Finding(each.record, each.where, told + near)


def _missing(each: Broken, facts: Facts, renamed: Mapping[str, str]) -> str:
    if each.name in renamed:
        return f"that is an earlier id of `{renamed[each.name]}`"
    _, at, plan_id = each.name.partition("@")
    if at and plan_id not in facts.plans:
        return f"there is no plan `{plan_id}`"
    plan = f"the plan `{plan_id}`" if at else "the plan"
    return f"{plan} has no {each.target.what} with this id"


def _few(each: Broken, facts: Facts) -> str:
    """Name all that could stand there, where they are few."""
    _, at, plan_id = each.name.partition("@")
    names = [] if at and plan_id not in facts.plans else _alike(each, facts)
    if not 0 < len(names) <= _FEW:
        return ""
    return (
        f"; there {'is' if len(names) == 1 else 'are'} {', '.join(f'`{name}`' for name in names)}"
    )


def _renamed(plan: Plan) -> dict[str, str]:
    return {old: record.id for record in plan.records.values() for old in record.was}


def _alike(each: Broken, facts: Facts) -> list[str]:
    """Return the names that could have been meant."""
    if each.target.names:
        return list(facts.plan.levels if each.target.names == "level" else facts.plans)
    _, at, plan_id = each.name.partition("@")
    plan = facts.plans.get(plan_id, facts.plan)
    ids = [
        name for s in plan.by_section if s in each.target.sections for name in plan.by_section[s]
    ]
    if len(ids) > _MOST_COMPARED:
        start = each.name[:2].lower()
        ids = [name for name in ids if name[:2].lower() == start][:_MOST_COMPARED]
    return [f"{name}@{plan.id}" for name in ids] if at else ids
