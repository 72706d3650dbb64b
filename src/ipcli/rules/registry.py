"""How a rule is declared, and the list of all of them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from ipcli import rules
from ipcli.load import faults
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ipcli.diagnostics import Severity
    from ipcli.model.base import Part
    from ipcli.rules.facts import Facts

Need: TypeAlias = Literal["day", "base", "whole", "read"]
Where: TypeAlias = "str | tuple[str | int, ...]"

FAMILIES = {
    "0": "Reading",
    "1": "Identity and references",
    "2": "Dates and baseline",
    "3": "Status and ratings",
    "4": "Evidence and assurance",
    "5": "Instruments and clocks",
    "6": "Risks and measures",
    "7": "Change control",
    "8": "Periods, commentary and papers",
    "9": "Hygiene",
}


class Finding(NamedTuple):
    """What a rule found: the record, the key or path in it, and what is wrong in words.

    `also` are other spots that belong to it: record, path, and what stands there. `about` names
    the record for waivers where it is not `record` itself, such as one that has vanished.
    """

    record: Part
    where: Where
    message: str
    also: tuple[tuple[Part, Where, str], ...] = ()
    about: str = ""


class Rule(NamedTuple):
    """A rule: its code and name, what it checks and why, and two examples that are its test."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    mend: str
    source: str
    bad: str
    good: str
    base: str = ""
    needs: frozenset[Need] = frozenset()
    also: frozenset[str] = frozenset()
    check: Callable[[Facts], Iterator[Finding]] | None = None


_REGISTRY: dict[str, Rule] = {}


def rule(  # noqa: PLR0913 (the parts of a declaration, all by keyword)
    code: str,
    name: str,
    severity: Severity,
    *,
    bad: str,
    good: str,
    base: str = "",
    needs: tuple[Need, ...] = (),
    also: tuple[str, ...] = (),
) -> Callable[[Callable[[Facts], Iterator[Finding]]], Callable[[Facts], Iterator[Finding]]]:
    """Register a generator of findings as a rule.

    `bad` and `good` are texts laid over a small plan; `base` is the earlier plan for rules that
    compare. `needs`: `day` (a date to judge by), `base` (an earlier revision), `whole` (every file
    of the plan was read), `read` (every record of those files too). `also` are codes that the bad
    example cannot help but give as well.
    The docstring has what the rule checks, `Why:`, `Mend:` and, where there is one, `Source:`.
    """

    def register(
        check: Callable[[Facts], Iterator[Finding]],
    ) -> Callable[[Facts], Iterator[Finding]]:
        if code in _REGISTRY:
            msg = f"{code} is declared twice"
            raise ValueError(msg)
        parts = _paragraphs(check.__doc__ or "")
        _REGISTRY[code] = Rule(
            code,
            name,
            severity,
            parts[""],
            parts["Why"],
            parts["Mend"],
            parts.get("Source", ""),
            bad,
            good,
            base,
            frozenset(needs),
            frozenset(also),
            check,
        )
        return check

    return register


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by code, in order: the faults of reading, then one a file here."""
    for module in pkgutil.iter_modules(rules.__path__):
        if module.name.startswith("ip"):
            importlib.import_module(f"{rules.__name__}.{module.name}")
    found = {**{fault.code: _of_fault(fault) for fault in faults.ALL}, **_REGISTRY}
    return dict(sorted(found.items()))


def _of_fault(fault: faults.Fault) -> Rule:
    return Rule(
        fault.code,
        fault.name,
        fault.severity,
        fault.what,
        fault.why,
        fault.mend,
        "",
        fault.bad,
        fault.good,
    )


def _paragraphs(docstring: str) -> dict[str, str]:
    """Split a rule's docstring at its headings; the first paragraph has none."""
    parts: dict[str, str] = {}
    for block in docstring.split("\n\n"):
        text = " ".join(block.split())
        head, colon, rest = text.partition(": ")
        named = head in {"Why", "Mend", "Source"} and colon
        parts[head if named else ""] = rest if named else text
    return parts
