"""What all rules found: to be narrowed, compared and kept, without a rule at hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ipcli.diagnostics import Diagnostic, Place, Severity
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipcli.model.plan import Plan


_READING = "IP0"  # the family of what is found while files are read
_COUNTED = re.compile(r"\d+ (?:working )?days?\b", re.ASCII)


class Checked(NamedTuple):
    """All findings, sorted by place, and the rules that could not be run, with why."""

    diagnostics: tuple[Diagnostic, ...]
    not_run: tuple[tuple[str, str], ...]
    waived: tuple[Diagnostic, ...]
    plans: int
    items: int
    files: int
    rules: int  # how many were run
    known: int = 0  # findings left out because the base had them
    days: frozenset[str] = frozenset()  # by which was judged, as messages print them
    not_shown: int = 0  # findings left out because they were not asked for

    def worst(self) -> Severity | None:
        """Return the gravest severity found, or None where there is nothing."""
        return max((each.severity for each in self.diagnostics), default=None)


def is_of(found: Diagnostic, plan: Plan) -> bool:
    """Tell whether a finding is in a plan's own file, or in one that it shares."""
    home = f"{plan.folder}/" if plan.folder else ""
    folder = found.place.path[: found.place.path.rfind("/") + 1]
    return folder.startswith(home) or home.startswith(folder)


def newly_found(checked: Checked, before: Checked) -> Checked:
    """Leave out the findings that the base had already.

    A finding is the same when rule, record and message are: lines move, and so may files. Where the
    message names the day that was judged by, that day and the days until then are left aside.
    """
    old = {_told(each, before) for each in before.diagnostics}
    kept = tuple(each for each in checked.diagnostics if _told(each, checked) not in old)
    return checked._replace(diagnostics=kept, known=len(checked.diagnostics) - len(kept))


def _told(found: Diagnostic, checked: Checked) -> tuple[str, str, str]:
    message = found.message
    for day in checked.days:
        if day in message:
            message = _COUNTED.sub("", message.replace(day, ""))
    return found.code, found.record, message


def selected(
    checked: Checked,
    select: Iterable[str],
    ignore: Iterable[str],
    *,
    within: Callable[[str], bool],
) -> Checked:
    """Keep the findings of some codes, by how they begin, in the files that are wanted.

    An error of reading is always kept: what could not be read could not be checked, so nobody may
    take the rest for all there is.
    """
    chosen, left = tuple(select), tuple(ignore)

    def is_wanted(found: Diagnostic) -> bool:
        if found.code.startswith(_READING) and found.severity is Severity.ERROR:
            return True
        by_code = not chosen or found.code.startswith(chosen)
        return by_code and not (left and found.code.startswith(left)) and within(found.place.path)

    kept = tuple(each for each in checked.diagnostics if is_wanted(each))
    return checked._replace(diagnostics=kept, not_shown=len(checked.diagnostics) - len(kept))


def packed(checked: Checked) -> bytes:
    """Return what was found as bytes to keep."""
    return json.dumps(checked, default=sorted).encode()


def unpacked(raw: bytes) -> Checked:
    """Return what was found from the bytes that were kept."""
    kept = dict(zip(Checked._fields, json.loads(raw), strict=True))
    return Checked(
        **kept
        | {
            "diagnostics": tuple(map(_diagnostic, kept["diagnostics"])),
            "not_run": tuple((code, why) for code, why in kept["not_run"]),
            "waived": tuple(map(_diagnostic, kept["waived"])),
            "days": frozenset(kept["days"]),
        }
    )


def _diagnostic(fields: list[Any]) -> Diagnostic:
    place, code, message, severity, name, mend, record, related = fields
    others = tuple((Place(*where), told) for where, told in related)
    return Diagnostic(Place(*place), code, message, Severity(severity), name, mend, record, others)
