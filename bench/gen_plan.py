"""Write a made-up council's improvement plan of any size, the same bytes on every machine.

    gen_plan.py tree  OUT --actions 500 [--layout files|single|per-action] [--seed 7]
    gen_plan.py git   OUT --actions 500 --quarters 12 [--edits 300] [--churn real|low] [--bare]
    gen_plan.py stats DIR

`tree` writes one state of the plan. `git` writes a repository with a commit and an annotated tag
for each quarter (bench/2023-Q1, bench/2023-Q2 and so on) by `git fast-import`, so it is quick and
the commit ids are the same everywhere. Then come the edits, each a commit that changes one
action; every eighth of them the first that is open.

The number of actions is that of main actions. Each carries none to three sub-actions, one in four
of them an assurance action, so a plan of N main actions has a little over 2 N items.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from plan_actions import CHURNS
from plan_files import LAYOUTS, files_of
from plan_head import tag_of
from plan_quarter import edited, plan_after
from plan_start import first_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from plan_records import Plan

WHO = "Programme Office <programme.office@example.org>"
NEW_YEAR_2023 = 1_672_531_200
QUARTER_SECONDS = 7_900_000


def main(argv: Sequence[str] | None = None) -> None:
    """Do what the command line asks."""
    asked = _parser().parse_args(argv)
    out: Path = asked.out
    if asked.command != "stats":
        if out.exists() and any(out.iterdir()):
            message = f"{out} is not empty"
            raise SystemExit(message)
        write = _write_tree if asked.command == "tree" else _write_git
        write(out, _states(asked), asked)
    print(json.dumps(stats(out)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("tree", "git"):
        command = commands.add_parser(name)
        command.add_argument("out", type=Path)
        command.add_argument("--actions", type=_at_least_two, default=500)
        command.add_argument("--per-file", type=_at_least_two, default=20, help="in a workstream")
        command.add_argument("--layout", choices=LAYOUTS, default="files")
        command.add_argument("--seed", type=int, default=7)
        command.add_argument("--churn", choices=sorted(CHURNS), default="real")
        if name == "git":
            command.add_argument("--quarters", type=int, default=12)
            command.add_argument("--edits", type=int, default=0, help="commits after the last")
            command.add_argument("--bare", action="store_true")
        else:
            command.add_argument("--quarter", type=int, default=0, help="after so many quarters")
    commands.add_parser("stats").add_argument("out", type=Path)
    return parser


def _at_least_two(text: str) -> int:
    """Read a size; the first two actions answer the two directions that have a clock."""
    number = int(text)
    if number < 2:  # noqa: PLR2004
        message = "two at least"
        raise argparse.ArgumentTypeError(message)
    return number


def _states(asked: argparse.Namespace) -> Iterator[Plan]:
    rng = Random(f"plan-{asked.seed}-{asked.actions}")
    plan = first_plan(asked.actions, asked.per_file, CHURNS[asked.churn], rng)
    if asked.command == "tree":
        return plan_after(plan, asked.quarter, asked.churn, rng)
    return edited(plan_after(plan, asked.quarters - 1, asked.churn, rng), asked.edits, rng)


def _write_tree(out: Path, states: Iterator[Plan], asked: argparse.Namespace) -> None:
    """Write the last state. It has no tags to go back to, so it declares its own period alone."""
    *_, plan = states
    last = plan.quarters[-1]
    notes = tuple(each for each in plan.commentary if each.quarter == last)
    plan = replace(plan, quarters=(last,), commentary=notes)
    for name, data in files_of(plan, asked.layout).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write_git(out: Path, states: Iterator[Plan], asked: argparse.Namespace) -> None:
    out.mkdir(parents=True, exist_ok=True)
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    git = ["git", "-C", str(out)]
    bare = ["--bare"] if asked.bare else []
    subprocess.run([*git, "init", "-q", "-b", "main", *bare], check=True, env=quiet)
    load = [*git, "fast-import", "--quiet", "--done"]
    with subprocess.Popen(load, stdin=subprocess.PIPE, env=quiet) as loading:
        if loading.stdin:
            _stream(loading.stdin, states, asked.layout)
    if loading.returncode:
        message = "git fast-import failed"
        raise SystemExit(message)
    # fast-import makes the oldest version of a file the whole one and the others deltas of it;
    # -f turns that round, as in a repository that has been lived in.
    subprocess.run([*git, "repack", "-a", "-d", "-f", "-q"], check=True, env=quiet)
    if not asked.bare:
        subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True, env=quiet)


def _stream(to: IO[bytes], states: Iterator[Plan], layout: str) -> None:
    before: dict[str, bytes] = {}
    tagged: set[int] = set()
    for mark, plan in enumerate(states, start=1):
        quarter = plan.quarters[-1]
        when = f"{WHO} {NEW_YEAR_2023 + mark * QUARTER_SECONDS} +0000"
        to.write(f"commit refs/heads/main\nmark :{mark}\ncommitter {when}\n".encode())
        to.write(_data(f"Plan as reported for {quarter.label}\n".encode()))
        if mark > 1:
            to.write(f"from :{mark - 1}\n".encode())
        now = files_of(plan, layout)
        for name, data in now.items():
            if before.get(name) != data:
                to.write(f"M 100644 inline {name}\n".encode() + _data(data))
        before = now
        if quarter.number in tagged:
            continue
        tagged.add(quarter.number)
        to.write(f"tag {tag_of(quarter)}\nfrom :{mark}\ntagger {when}\n".encode())
        to.write(_data(f"Position at {quarter.as_of}\n".encode()))
    to.write(b"done\n")


def _data(data: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(data), data)


def stats(root: Path) -> dict[str, int]:
    """Count the YAML that there is in a folder."""
    texts = [path.read_bytes() for path in root.rglob("*.yaml")]
    return {
        "files": len(texts),
        "lines": sum(text.count(b"\n") for text in texts),
        "bytes": sum(map(len, texts)),
    }


if __name__ == "__main__":
    main()
