"""Which differences make one change, and of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ipcli.changes.corrections import correction_of
from ipcli.changes.difference import ADDED
from ipcli.changes.found import Found
from ipcli.changes.kinds import EDITED, Claim, claim_of, claims
from ipcli.changes.wording import Words
from ipcli.model.base import Correction
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ipcli.changes.difference import Difference
    from ipcli.model.plan import Plan

RecordKey: TypeAlias = "tuple[str, str]"
Make: TypeAlias = "Callable[[list[Difference]], Found]"

# Records that come and go with what they stand in.
WITH_WHOLE = frozenset({"paragraphs", "functions"})
# How many steps of a path tell one change of a record from another.
STEPS = {"record": 0, "field": 1, "key": 2}


class Named(NamedTuple):
    """Differences that are one change, with its kind and its sentence.

    `includes` are records that came or went with this one, `reason` that of a correction.
    """

    claim: Claim
    found: Found
    sentence: str
    includes: tuple[str, ...] = ()
    reason: str = ""


def grouped(
    differences: Iterable[Difference], before: Plan, after: Plan, plans: Mapping[str, Plan]
) -> Iterator[Named]:
    """Yield the changes that some differences are, each difference in one of them."""
    was, now = Words(before, after), Words(after, before)

    def make(members: list[Difference]) -> Found:
        return Found(tuple(members), was, now, plans)

    apart, folded = _folded(list(differences), before, after)
    corrected, rest = _corrected(apart, make)
    yield from corrected
    yield from _told(rest, make, folded)


def _folded(
    differences: list[Difference], before: Plan, after: Plan
) -> tuple[list[Difference], dict[RecordKey, tuple[str, ...]]]:
    """Set apart what came or went with a whole instrument; return the rest, and what is with whom.

    The key is what happened, `added` or `removed`, and the instrument.
    """
    whole = {
        (each.claimed_by, each.record)
        for each in differences
        if each.section == "instruments" and not each.path
    }
    rest = []
    folded: dict[RecordKey, tuple[str, ...]] = {}
    for each in differences:
        holder = None
        if whole and not each.path and each.section in WITH_WHOLE:
            plan = after if each.claimed_by == ADDED else before
            above = ((each.claimed_by, one) for one in plan.ancestors(each.record))
            holder = next((one for one in above if one in whole), None)
        if holder is None:
            rest.append(each)
        else:
            folded[holder] = (*folded.get(holder, ()), each.record)
    return rest, folded


def _corrected(differences: list[Difference], make: Make) -> tuple[list[Named], list[Difference]]:
    """Return the differences that a new correction explains, as changes, and the others.

    A correction that explains nothing stays among the others.
    """
    new: dict[RecordKey, list[Correction]] = {}
    for each in differences:
        if isinstance(each.after, Correction):
            new.setdefault((each.section, each.record), []).append(each.after)
    if not new:
        return [], differences
    named: list[Named] = []
    rest: list[Difference] = []
    used: list[Correction] = []
    claim = claim_of("corrected")
    for each in differences:
        here = new.get((each.section, each.record), ()) if each.path else ()
        if why := () if each.path == ("corrections",) else correction_of(each, here):
            found = make([each])
            reason = "; ".join(dict.fromkeys(one.reason for one in why))
            named.append(Named(claim, found, claim.tell(found) or "", reason=reason))
            used += why
        else:
            rest.append(each)
    return named, [each for each in rest if not any(each.after is one for one in used)]


def _told(
    differences: list[Difference], make: Make, folded: Mapping[RecordKey, tuple[str, ...]]
) -> Iterator[Named]:
    """Yield the changes by the first claim that has a sentence; what is left is `edited`."""
    waiting = [(each, claims(each.section, each.claimed_by)) for each in differences]
    left: list[Difference] = []
    while waiting:
        groups: dict[tuple[object, ...], list[tuple[Difference, tuple[Claim, ...]]]] = {}
        for number, (each, asked) in enumerate(waiting):
            if asked:
                groups.setdefault(_group(asked[0], each, number), []).append((each, asked))
            else:
                left.append(each)
        waiting = []
        for members in groups.values():
            claim, found = members[0][1][0], make([each for each, _ in members])
            sentence = claim.tell(found)
            if sentence is None:
                waiting += [(each, asked[1:]) for each, asked in members]
            else:
                yield Named(claim, found, sentence, folded.get(_whole(found.first), ()))
    yield from _edited(left, make)


def _whole(each: Difference) -> RecordKey:
    return ("", "") if each.path else (each.claimed_by, each.record)


def _group(claim: Claim, each: Difference, number: int) -> tuple[object, ...]:
    """Return what tells one change from another: all with the same make one."""
    record = (claim.kind.name, each.section, each.record, bool(each.path))
    if claim.per == "entry":
        return (*record, number)
    return (*record, each.path[: STEPS[claim.per]])


def _edited(differences: list[Difference], make: Make) -> Iterator[Named]:
    """Yield one change for each record that was edited; of commentary, for each period."""
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for each in differences:
        period = each.path[:1] if each.section == "commentary" else ()
        whole = () if each.path else ("",)
        groups.setdefault((each.section, each.record, *period, *whole), []).append(each)
    claim = claim_of(EDITED)
    for group in groups.values():
        found = make(group)
        yield Named(claim, found, claim.tell(found) or "")
