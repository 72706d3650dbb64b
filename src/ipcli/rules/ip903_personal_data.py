from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.base import Part
from ipcli.model.instrument import Function
from ipcli.model.meeting import Request
from ipcli.rules.registry import Finding, rule
from ipcli.rules.texts import fields_with_prose, members, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(
    r"(?<![\w/.+-])(?:\+44 ?\(?0?\)? ?|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w/]|[ -]\d)",
    re.ASCII,
)
_SIGNS = re.compile(r"@|\+44|(?:^|[ (])0", re.ASCII)
_DIGITS = range(10, 14)  # of a telephone number, with 0 or 44 or both before it
_ROLE = """
roles:
  - {id: clerk, name: %s}
"""


@rule(
    "IP903",
    "personal-data",
    Severity.WARNING,
    bad=_ROLE % "Clerk (a.person@anytown.gov.uk)",
    good=_ROLE % "Clerk to the Council",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A text has an e-mail address or a telephone number in it.

    Why: what is in a repository stays in its history for ever, and papers are made from it; a plan
    needs roles, not people.

    Mend: write the role. If the address was published on purpose, accept it with a waiver.

    Source: UK GDPR, Article 5(1)(c) (data minimisation).
    """
    plan = facts.plan
    for root in (plan.header, *plan.records.values(), *plan.commentary, *plan.waivers):
        if isinstance(root, Request | Function) or not _looks_like_it(root):
            continue  # those two are read with the record that they stand in
        for where, text in texts(root):
            if what := _personal(text, facts):
                name = getattr(root, "id", "")
                told = f"{f'`{name}`' if name else 'an entry'} has {what} in its {where[0]}"
                yield Finding(root, where, told)


def _personal(text: str, facts: Facts) -> str:
    for found in _EMAIL.finditer(text):
        if found[0].partition("@")[2] not in facts.plans:
            return f"the e-mail address `{found[0]}`"
    for found in _PHONE.finditer(text):
        if sum(each.isdigit() for each in found[0]) in _DIGITS:
            return f"the telephone number `{found[0]}`"
    return ""


def _looks_like_it(part: Part) -> bool:
    """Tell quickly whether any text of a part may have an address or a number in it."""
    alone, nested = fields_with_prose(type(part))
    values = part.__dict__
    joined = "\n" + "\n".join([text for name in alone if (text := values[name])])
    if "@" in joined or " 0" in joined or "\n0" in joined or "(0" in joined or "+44" in joined:
        return True
    for name in nested:
        for each in members(values[name]) if values[name] else ():
            if _looks_like_it(each) if isinstance(each, Part) else _SIGNS.search(str(each)):
                return True
    return False
