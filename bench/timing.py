"""Time whole processes against each other: wall and processor seconds, peak memory, ratios.

    timing.py --rounds 7 nothing='python3 -I -c pass' json='python3 -c "import json"'

Every round starts each command once, in an order that rotates, and a ratio is taken within its
round, so a machine that slows down does not favour whoever went first; the figures are medians.
Only ratios travel from one machine to another.

Peak memory is that of the largest process, as the kernel reports it to the parent. It is never
less than that of the parent, so do not import this into a large process. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import statistics
import subprocess
import time
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LIMIT_SECONDS = 480.0


class Command(NamedTuple):
    """What is run; without an environment of its own, in that of this process."""

    argv: Sequence[str]
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end; `peak` is in MiB, and a negative `code` is a signal's."""

    wall: float
    cpu: float
    peak: float
    code: int


def once(command: Command, *, cwd: Path | None, errors: int = subprocess.DEVNULL) -> Run:
    """Run a command to its end, killing it after eight minutes. What it prints is thrown away."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command.argv,
        cwd=cwd,
        env=dict(command.environment) or None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        start_new_session=True,
    )
    timer = Timer(LIMIT_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def race(commands: Mapping[str, Command], *, rounds: int, cwd: Path | None) -> dict[str, list[Run]]:
    """Run each command in every round. Warm up whatever needs it beforehand."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    names = list(commands)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            runs[name].append(once(commands[name], cwd=cwd))
    return runs


def wall(runs: Sequence[Run]) -> float:
    """Take the median of wall seconds."""
    return statistics.median(run.wall for run in runs)


def cpu(runs: Sequence[Run]) -> float:
    """Take the median of processor seconds."""
    return statistics.median(run.cpu for run in runs)


def peak(runs: Sequence[Run]) -> float:
    """Take the median of peak memory, in MiB."""
    return statistics.median(run.peak for run in runs)


def ratio(runs: Sequence[Run], yardstick: Sequence[Run]) -> float:
    """Tell how many times as long as the yardstick it took: the median over the rounds."""
    return statistics.median(
        run.wall / against.wall for run, against in zip(runs, yardstick, strict=True)
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Race the commands named on the command line; the first is the yardstick."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("commands", nargs="+", metavar="NAME=COMMAND")
    asked = parser.parse_args(argv)
    commands = {
        name: Command(shlex.split(command))
        for name, _, command in (each.partition("=") for each in asked.commands)
    }
    race(commands, rounds=1, cwd=None)
    runs = race(commands, rounds=asked.rounds, cwd=None)
    yardstick = next(iter(runs.values()))
    print("| command | wall s | least to most | CPU s | peak MiB | times the first | exit |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, each in runs.items():
        walls = sorted(run.wall for run in each)
        codes = ", ".join(str(code) for code in sorted({run.code for run in each}))
        print(
            f"| {name} | {wall(each):.3f} | {walls[0]:.3f} to {walls[-1]:.3f} | {cpu(each):.3f} "
            f"| {peak(each):.0f} | {ratio(each, yardstick):.2f} | {codes} |"
        )


if __name__ == "__main__":
    main()
