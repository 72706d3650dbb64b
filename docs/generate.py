"""Write the pages and schemas that are made from the code; with --check, say if one is stale."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plan_format  # the page beside this script

from ipcli.changes import all_kinds
from ipcli.cli.commands import application
from ipcli.output.as_json import dump
from ipcli.output.schema import findings_schema, plan_file_schema
from ipcli.rules import all_rules
from ipcli.rules.registry import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules import Rule

TOP = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by `make docs` from the code. Do not edit. -->\n\n"
MADE_OF = "<!-- Made by `make docs` from docs/plan-format and the models. Do not edit. -->\n\n"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the content of everything that is generated."""
    yield "docs/rules.md", MADE + "\n".join(rules_page()) + "\n"
    yield "docs/changes.md", MADE + "\n".join(changes_page()) + "\n"
    yield "docs/plan-format.md", MADE_OF + "\n".join(plan_format.page()).rstrip("\n") + "\n"
    yield "docs/cli.md", MADE + "\n".join(cli_page()) + "\n"
    yield "schemas/plan-file.schema.json", dump(plan_file_schema())
    yield "schemas/findings.schema.json", dump(findings_schema())


def rules_page() -> Iterator[str]:
    """Yield the lines of the rule catalogue, by family."""
    rules = all_rules()
    yield "# Rules"
    yield ""
    yield f"{len(rules)} rules in {len(FAMILIES)} families."
    yield "`ipcli explain CODE` prints one of them; a code is never reused and never renumbered."
    yield "The examples are laid over a small plan that the tests keep."
    for digit, family in FAMILIES.items():
        yield ""
        yield f"## {digit}xx {family}"
        for rule in rules.values():
            if rule.code[2] == digit:
                yield from rule_section(rule)


def rule_section(rule: Rule) -> Iterator[str]:
    """Yield one rule: what, why, how to mend, and its examples."""
    yield ""
    yield f"### {rule.code} {rule.name}"
    yield ""
    yield f"*{rule.severity.word}.* {rule.what}"
    yield ""
    yield f"**Why:** {rule.why}"
    yield ""
    yield f"**Mend:** {rule.mend}"
    if rule.source:
        yield ""
        yield f"**Source:** {rule.source}"
    for heading, text in (("Before", rule.base), ("Not so", rule.bad), ("But so", rule.good)):
        if text:
            yield ""
            yield f"{heading}:"
            yield ""
            yield "```yaml"
            yield text.strip("\n")
            yield "```"


def changes_page() -> Iterator[str]:
    """Yield the lines of the catalogue of change kinds."""
    kinds = all_kinds()
    yield "# Kinds of change"
    yield ""
    yield "*Control* is what someone must agree to, by the plan's `change_control`."
    yield "*Progress* is what a period reports."
    yield "What no kind claims is `edited`: no difference is dropped."
    yield ""
    yield "| kind | about | | what it is |"
    yield "| --- | --- | --- | --- |"
    for kind in kinds.values():
        sort = "control" if kind.control else "progress"
        yield f"| `{kind.name}` | {kind.about} | {sort} | {kind.what} |"


def cli_page() -> Iterator[str]:
    """Yield the lines of the command reference."""
    from typer.main import get_command  # noqa: PLC0415 (Typer's own way to its commands)

    yield "# Commands"
    yield ""
    yield "The product goes to the screen or to `--out`; words for people go to the error stream."
    yield (
        "Exit codes: 0 clean, 1 findings, 2 wrong command line, 3 could not check, 70 a bug, "
        "130 interrupted."
    )
    yield from command_sections(get_command(application()), "ipcli")


def command_sections(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 (Typer has no type)
    """Yield a section for a command, or for each of a group's."""
    if hasattr(command, "commands"):
        for below, each in command.commands.items():
            if not each.hidden:  # what git runs, and people do not
                yield from command_sections(each, f"{name} {below}")
        return
    yield ""
    yield f"## {name}"
    yield ""
    yield (command.help or "").strip()
    yield ""
    yield "| option | |"
    yield "| --- | --- |"
    for option in command.params:
        words = ", ".join(f"`{each}`" for each in option.opts)
        if option.param_type_name == "argument":
            words = f"`{option.name.upper()}`"
        choices = getattr(option.type, "choices", None)
        told = getattr(option, "help", None) or ""
        told += f" One of {', '.join(map(str, choices))}." if choices else ""
        yield f"| {words} | {told.replace('|', chr(92) + '|')} |"


def main() -> int:
    """Write what has changed, or with --check name what is stale."""
    stale = []
    for path, text in pages():
        target = TOP / path
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in sys.argv:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{path} {'is stale: run `make docs`' if '--check' in sys.argv else 'written'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
