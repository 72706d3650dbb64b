"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from ipcli import __version__
from ipcli.output.as_json import dump
from ipcli.output.plain import fingerprint, plain
from ipcli.rules import all_rules

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic, Place
    from ipcli.rules import Checked

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings(checked: Checked) -> str:
    """Return one run with the rules that found something and their results."""
    codes = sorted({found.code for found in checked.diagnostics})
    driver = {
        "name": "ipcli",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The root of the repository."}}
        },
        "results": [_result(found, codes) for found in checked.diagnostics],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, object]:
    rule = all_rules()[code]
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {"text": rule.mend},
        "defaultConfiguration": {"level": rule.severity.word},
    }


def _result(found: Diagnostic, codes: list[str]) -> dict[str, object]:
    return {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": found.severity.word,
        "message": {"text": plain(found.message)},
        "locations": [_location(found.place)],
        "relatedLocations": [
            {**_location(place), "message": {"text": plain(text)}} for place, text in found.related
        ],
        "partialFingerprints": {"ipcli/v1": fingerprint(found)},
    }


def _location(place: Place) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
