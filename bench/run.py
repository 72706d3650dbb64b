"""Measure ipcli against the targets of speed and memory, and print them as a Markdown table.

    run.py [--rounds 5] [--only REGEX]

Makes plans of 500 and 10,000 main actions in a temporary folder, each a git repository with two
tagged quarters, and races the commands against two yardsticks of the same run: `pass`, an empty
Python, and `csafe`, a bare Python process that loads the files of one revision with PyYAML's C
safe loader. Only the ratios can be compared between machines.

Growth is the processor time of `validate` for each action at 10,000 against that at 500, once the
time for a plan of 20 is taken off both, so that start-up does not hide it.

Exits 1 when a command could not be timed; what is over its target is only said.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import timing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SMALLEST, SMALL, LARGE = 20, 500, 10_000
FIRST, LAST = "bench/2023-Q1", "bench/2023-Q2"
QUARTER = "2023-Q2"

PASS = (sys.executable, "-I", "-c", "pass")
LOAD = """\
import os, sys, yaml
paths = [os.path.join(d, n) for d, _, names in os.walk(sys.argv[1]) for n in names]
loaded = [yaml.load(open(p, "rb"), yaml.CSafeLoader) for p in paths if p.endswith(".yaml")]
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A command to time. `must` and `aim` are times the yardstick; None has no target of its own.

    `may_find` lets it exit 1 for findings, which still took the whole work; 2, 3 and 70 never do.
    """

    name: str
    size: int
    arguments: tuple[str, ...]
    must: float | None = None
    aim: float | None = None
    may_find: bool = False

    @property
    def yardstick(self) -> str:
        """What it is measured against."""
        return "csafe" if self.size else "pass"

    def accepts(self, code: int) -> bool:
        """Tell whether a run that ended with this code did the whole work."""
        return code == 0 or (self.may_find and code == 1)


@dataclass(frozen=True, slots=True)
class Timed:
    """The runs of a job beside those of its yardstick, or why there are none."""

    runs: tuple[timing.Run, ...] = ()
    yardstick: tuple[timing.Run, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. Without a fault it has a figure; without `must` it has no verdict."""

    name: str
    wall: str = ""
    figure: float = 0.0
    unit: str = ""
    must: float | None = None
    aim: float | None = None
    fault: str = ""


VALIDATE = ("validate", "--plans", "{plans}")
CHANGES = ("changes", "since", FIRST, "--until", LAST, "--plans", "{plans}")
REPORT = ("report", "--quarter", QUARTER, "--paper", "progress", "--plans", "{plans}")
HTML = ("--format", "html", "--out", "{out}")

JOBS = (
    Job("--help", 0, ("--help",), 8, 6),
    Job("--version", 0, ("--version",), 3, 2),
    Job("validate, 20", SMALLEST, VALIDATE, may_find=True),
    Job("validate, 500", SMALL, VALIDATE, 2.5, 1.8, may_find=True),
    Job("changes since, 500", SMALL, CHANGES, 3, 1.5),
    Job("report progress, Markdown, 500", SMALL, REPORT, 3, 1.5),
    Job("report progress, HTML, 500", SMALL, (*REPORT, *HTML), 4, 2.5),
    Job("validate, 10,000", LARGE, VALIDATE, 1.0, 0.6, may_find=True),
    Job("changes since, 10,000", LARGE, CHANGES, 1.4, 0.9),
)
MEMORY = "memory of validate, 10,000"
GROWTH = "growth of validate for each action, 500 to 10,000"
DERIVED = {
    MEMORY: ("validate, 10,000",),
    GROWTH: ("validate, 20", "validate, 500", "validate, 10,000"),
}


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what is asked for and print the table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users' Pythons keep what they compiled
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=re.compile, default=re.compile(""), metavar="REGEX")
    asked = parser.parse_args(argv)
    rows = [name for name in (*(job.name for job in JOBS), *DERIVED) if asked.only.search(name)]
    if not rows:
        parser.error("nothing has such a name")
    needed = {name for row in rows for name in DERIVED.get(row, (row,))}
    with tempfile.TemporaryDirectory(prefix="ipcli-bench-") as folder:
        timed = _measure([job for job in JOBS if job.name in needed], asked.rounds, Path(folder))
    lines = [_line(row, timed) for row in rows]
    print("\n".join(_table(lines, asked.rounds)))
    raise SystemExit(any(line.fault for line in lines))


def _measure(jobs: Sequence[Job], rounds: int, folder: Path) -> dict[str, Timed]:
    """Race the small jobs together, so that each is compared with what ran beside it."""
    small = [job for job in jobs if job.size < LARGE]
    large = [job for job in jobs if job.size >= LARGE]
    timed: dict[str, Timed] = {}
    for group in filter(None, (small, large)):
        for size in sorted({job.size for job in group if job.size}):
            print(f"making a plan of {size:,}", file=sys.stderr)
            _make_plan(folder / str(size), size)
        print(f"commands: {len(group)}, rounds: {rounds}", file=sys.stderr)
        timed |= _race(group, folder, rounds)
    return timed


def _make_plan(plans: Path, size: int) -> None:
    """In a process of its own: what this one holds would count as memory of what it times."""
    generator = Path(__file__).with_name("gen_plan.py")
    sizes = ("--actions", str(size), "--quarters", "2")
    argv = (sys.executable, str(generator), "git", str(plans), *sizes)
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)


def _race(jobs: Sequence[Job], folder: Path, rounds: int) -> dict[str, Timed]:
    commands = {job.name: _argv(job, folder) for job in jobs}
    faults = {job.name: _fault_of(job, commands[job.name], folder) for job in jobs}
    loads = {_yardstick(job.size): _load(job.size, folder) for job in jobs}
    able = {name: argv for name, argv in commands.items() if not faults[name]}
    timing.race(loads, rounds=1, cwd=folder)
    runs = timing.race({**loads, **able}, rounds=rounds, cwd=folder)
    return {
        job.name: _timed(job, runs[job.name], runs[_yardstick(job.size)])
        if job.name in able
        else Timed(fault=faults[job.name])
        for job in jobs
    }


def _yardstick(size: int) -> str:
    return f"yardstick {size}"


def _load(size: int, folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-I", "-c", LOAD, str(folder / str(size))) if size else PASS


def _argv(job: Job, folder: Path) -> tuple[str, ...]:
    places = {"{plans}": str(folder / str(job.size)), "{out}": str(folder / "out.html")}
    return (sys.executable, "-m", "ipcli", *(places.get(each, each) for each in job.arguments))


def _fault_of(job: Job, argv: Sequence[str], cwd: Path) -> str:
    """Run once, for warmth and to see that it works; a command that fails at once is quick."""
    with tempfile.TemporaryFile() as errors:
        run = timing.once(argv, cwd=cwd, errors=errors.fileno())
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
    if job.accepts(run.code):
        return ""
    words = "; ".join(line.strip() for line in said[-2:]) or "nothing said"
    return f"exit {run.code}: {words[:120]}".replace("|", "/")


def _timed(job: Job, runs: Sequence[timing.Run], yardstick: Sequence[timing.Run]) -> Timed:
    wrong = sorted({run.code for run in runs if not job.accepts(run.code)})
    if wrong:
        return Timed(fault=f"exit {wrong[0]} in one of the rounds")
    return Timed(tuple(runs), tuple(yardstick))


def _line(row: str, timed: Mapping[str, Timed]) -> Line:
    used = [timed[name] for name in DERIVED.get(row, (row,))]
    faults = [each.fault for each in used if each.fault]
    if faults:
        return Line(row, fault=faults[0])
    if row == MEMORY:
        return Line(row, "", timing.peak(used[0].runs), " MiB", 250, 100)
    if row == GROWTH:
        return _growth(*(timing.cpu(each.runs) for each in used))
    job = next(each for each in JOBS if each.name == row)
    times = timing.ratio(used[0].runs, used[0].yardstick)
    return Line(
        row, f"{timing.wall(used[0].runs):.3f}", times, f" {job.yardstick}", job.must, job.aim
    )


def _growth(smallest: float, small: float, large: float) -> Line:
    if small <= smallest:
        return Line(GROWTH, fault="500 took no longer than 20; more rounds may tell")
    each_of_small = (small - smallest) / (SMALL - SMALLEST)
    each_of_large = (large - smallest) / (LARGE - SMALLEST)
    return Line(GROWTH, "", each_of_large / each_of_small, " times", 1.2)


def _table(lines: Iterable[Line], rounds: int) -> Iterator[str]:
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"Medians of {rounds} interleaved rounds on {machine}."
    yield ""
    yield "| job | wall s | measured | must | aim | verdict |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for line in lines:
        must = "" if line.must is None else f"{line.must:g}"
        aim = "" if line.aim is None else f"{line.aim:g}"
        figure = (
            "" if line.fault else f"{line.figure:.{0 if 'MiB' in line.unit else 2}f}{line.unit}"
        )
        yield f"| {line.name} | {line.wall} | {figure} | {must} | {aim} | {_verdict(line)} |"


def _verdict(line: Line) -> str:
    if line.fault:
        return f"failed: {line.fault}"
    if line.must is None:
        return ""
    if line.figure > line.must:
        return "over"
    return "ok, and the aim" if line.aim is not None and line.figure <= line.aim else "ok"


if __name__ == "__main__":
    main()
