"""Findings as JUnit XML, which most build servers read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.output.as_text import line
from ipcli.output.plain import plain

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic
    from ipcli.rules import Checked


def findings(checked: Checked) -> str:
    """Return one test case per finding, errors as failures; a clean plan is one that passed."""
    cases = [_case(found) for found in checked.diagnostics]
    failures = sum(found.severity is Severity.ERROR for found in checked.diagnostics)
    if not cases:
        cases = ['    <testcase classname="ipcli" name="validate"/>']
    counts = f'tests="{len(cases)}" failures="{failures}"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="ipcli" {counts}>',
            f'  <testsuite name="plans" {counts}>',
            *cases,
            "  </testsuite>",
            "</testsuites>\n",
        ]
    )


def _case(found: Diagnostic) -> str:
    name = f"{found.place} {found.record}".strip()
    told = plain(found.message)
    if found.severity is Severity.ERROR:
        body = f'<failure type="{escape(found.name)}" message="{escape(told)}">'
        body += f"{escape(line(found))}</failure>"
    else:
        body = f"<system-out>{escape(line(found))}</system-out>"
    return f'    <testcase classname="{found.code}" name="{escape(plain(name))}">{body}</testcase>'
