"""Measure ipcli against the targets of speed and memory, and print them as a Markdown table.

    run.py [--rounds 5] [--slow] [--only REGEX]

Makes the plans of `jobs.py` in a temporary folder, each a git repository with tagged quarters, and
races the commands against yardsticks of the same run: `pass`, an empty Python, and `csafe`, a bare
Python process that loads the files of one revision with PyYAML's C safe loader. Only the ratios can
be compared between machines. Nothing is taken from what an earlier run kept, but in the rows that
end with `again`. `--slow` adds the rows over long histories, which take some minutes more.

Growth is the time of `validate` for each action at 10,000 against that at 500, once the time for a
plan of 20 is taken off both, so that start-up does not hide it. At 10,000 a second process reads
half of the files, so the time that both processors work is told too; it has no target.

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
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import timing
from jobs import DERIVED, GROWTH, GROWTH_OF_WORK, JOBS, LARGE, MEMORY, SIXTH, SMALL, TINY, Job, Made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PASS = (sys.executable, "-I", "-c", "pass")
LOAD = """\
import os, sys, yaml
paths = [os.path.join(d, n) for d, _, names in os.walk(sys.argv[1]) for n in names]
loaded = [yaml.load(open(p, "rb"), yaml.CSafeLoader) for p in paths if p.endswith(".yaml")]
"""


class Timed(NamedTuple):
    """The runs of a job beside those of its yardstick, or why there are none."""

    runs: tuple[timing.Run, ...] = ()
    yardstick: tuple[timing.Run, ...] = ()
    fault: str = ""


class Line(NamedTuple):
    """One line of the table. Without a fault it has a figure; without `must` it has no verdict."""

    name: str
    wall: str = ""
    figure: float = 0.0
    unit: str = ""
    must: float | None = None
    aim: float | None = None
    fault: str = ""


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what is asked for and print the table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users' Pythons keep what they compiled
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow", action="store_true", help="long histories too")
    parser.add_argument("--only", type=re.compile, default=re.compile(""), metavar="REGEX")
    asked = parser.parse_args(argv)
    able = [job for job in JOBS if asked.slow or not job.is_slow]
    rows = [name for name in (*(job.name for job in able), *DERIVED) if asked.only.search(name)]
    if not rows:
        parser.error("nothing has such a name")
    needed = {name for row in rows for name in DERIVED.get(row, (row,))}
    with tempfile.TemporaryDirectory(prefix="ipcli-bench-") as folder:
        timed = _measure([job for job in able if job.name in needed], asked.rounds, Path(folder))
    lines = [_line(row, timed) for row in rows]
    print("\n".join(_table(lines, asked.rounds)))
    raise SystemExit(any(line.fault for line in lines))


def _measure(jobs: Sequence[Job], rounds: int, folder: Path) -> dict[str, Timed]:
    """Race the small jobs together, so that each is compared with what ran beside it."""
    timed: dict[str, Timed] = {}
    for _, several in groupby(
        jobs, lambda job: job.plan if job.plan not in {TINY, SMALL} else None
    ):
        group = list(several)
        for plan in dict.fromkeys(job.plan for job in group if job.plan):
            print(f"making a plan of {plan.actions:,}", file=sys.stderr)
            _make(plan, folder)
        print(f"commands: {len(group)}, rounds: {rounds}", file=sys.stderr)
        timed |= _race(group, folder, rounds)
    return timed


def _make(plan: Made, folder: Path) -> None:
    """In a process of its own: what this one holds would count as memory of what it times."""
    generator = Path(__file__).with_name("gen_plan.py")
    sizes = (f"--{name}={number}" for name, number in plan._asdict().items())
    argv = (sys.executable, str(generator), "git", str(folder / plan.name), *sizes)
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)


def _race(jobs: Sequence[Job], folder: Path, rounds: int) -> dict[str, Timed]:
    commands = {job.name: _command(job, folder) for job in jobs}
    faults = {job.name: _fault_of(job, commands[job.name], folder) for job in jobs}
    loads = {_yardstick(job): _load(job.plan, folder) for job in jobs}
    able = {name: command for name, command in commands.items() if not faults[name]}
    timing.race(loads, rounds=1, cwd=folder)
    runs = timing.race({**loads, **able}, rounds=rounds, cwd=folder)
    return {
        job.name: _timed(job, runs[job.name], runs[_yardstick(job)])
        if job.name in able
        else Timed(fault=faults[job.name])
        for job in jobs
    }


def _yardstick(job: Job) -> str:
    return f"yardstick {job.plan.name if job.plan else ''}"


def _load(plan: Made | None, folder: Path) -> timing.Command:
    if plan is None:
        return timing.Command(PASS)
    return timing.Command((sys.executable, "-I", "-c", LOAD, str(folder / plan.name)))


def _command(job: Job, folder: Path) -> timing.Command:
    plans = folder / job.plan.name if job.plan else folder
    files = tuple(map(str, sorted(plans.rglob("*.yaml")))) if "{files}" in job.arguments else ()
    places = {"{plans}": (str(plans),), "{out}": (str(folder / "out.html"),), "{files}": files}
    argv = [word for each in job.arguments for word in places.get(each, (each,))]
    kept = {"XDG_CACHE_HOME": str(folder / "kept")} if job.kept else {"IPCLI_NO_CACHE": "1"}
    return timing.Command(tuple(argv), tuple({**os.environ, **kept}.items()))


def _fault_of(job: Job, command: timing.Command, cwd: Path) -> str:
    """Run once, for warmth and to see that it works; a command that fails at once is quick."""
    with tempfile.TemporaryFile() as errors:
        run = timing.once(command, cwd=cwd, errors=errors.fileno())
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
    runs = [each.runs for each in used]
    if row == MEMORY:
        return Line(row, "", timing.peak(runs[0]), " MiB", 250, 100)
    if row == SIXTH:
        return Line(row, "", timing.ratio(*runs), " of its time", 1 / 6)
    if row == GROWTH:
        return _growth(row, [*map(timing.wall, runs)], must=1.2)
    if row == GROWTH_OF_WORK:
        return _growth(row, [*map(timing.cpu, runs)], must=None)
    job = next(each for each in JOBS if each.name == row)
    wall = timing.wall(runs[0])
    figure = wall if job.unit == "s" else timing.ratio(runs[0], used[0].yardstick)
    return Line(row, f"{wall:.3f}", figure, f" {job.unit}", job.must, job.aim)


def _growth(row: str, times: Sequence[float], must: float | None) -> Line:
    smallest, small, large = times
    if small <= smallest:
        return Line(row, fault="500 took no longer than 20; more rounds may tell")
    each_of_small = (small - smallest) / (SMALL.actions - TINY.actions)
    each_of_large = (large - smallest) / (LARGE.actions - TINY.actions)
    return Line(row, "", each_of_large / each_of_small, " times", must)


def _table(lines: Iterable[Line], rounds: int) -> Iterator[str]:
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"Medians of {rounds} interleaved rounds on {machine}."
    yield ""
    yield "| job | wall s | measured | must | aim | verdict |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for line in lines:
        must = "" if line.must is None else f"{line.must:.3g}"
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
