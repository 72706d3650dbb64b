"""What is measured: the plans, the commands, and the targets of each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

SCHEMA = Path(__file__).resolve().parent.parent / "schemas" / "plan-file.schema.json"
FIRST, LAST = "bench/2023-Q1", "bench/2023-Q2"
QUARTER = "2023-Q2"


class Made(NamedTuple):
    """A made-up plan in a repository of its own, with a tag for each quarter, and then edits."""

    actions: int
    quarters: int = 2
    edits: int = 0

    @property
    def name(self) -> str:
        """The name of its folder."""
        return "-".join(map(str, self))


TINY, SMALL, LARGE = Made(20), Made(500), Made(10_000)
LONG, EDITED = Made(10_000, quarters=12), Made(2_000, quarters=1, edits=299)


class Job(NamedTuple):
    """A command to time. `must` and `aim` are in `unit`; None has no target of its own.

    `pass` is an empty Python; `csafe` a bare one that loads the files of one revision with PyYAML's
    C loader; `s` are seconds. `kept` lets it use what an earlier run kept. `may_find` lets it exit
    1 for findings, which still took the whole work; 2, 3 and 70 never do.
    """

    name: str
    plan: Made | None
    arguments: tuple[str, ...]
    must: float | None = None
    aim: float | None = None
    unit: str = "csafe"
    may_find: bool = False
    kept: bool = False
    is_slow: bool = False

    def accepts(self, code: int) -> bool:
        """Tell whether a run that ended with this code did the whole work."""
        return code == 0 or (self.may_find and code == 1)


IPCLI = (sys.executable, "-m", "ipcli")
PLANS = ("--plans", "{plans}")
VALIDATE = (*IPCLI, "validate", *PLANS)
CHANGES = (*IPCLI, "changes", "since", FIRST, "--until", LAST, *PLANS)
REPORT = (*IPCLI, "report", "--quarter", QUARTER, "--paper", "progress", *PLANS)
HTML = ("--format", "html", "--out", "{out}")
TREND = (*IPCLI, "trend", *PLANS)
HISTORY = (*IPCLI, "history", "AC-01-001", *PLANS)
SCHEMA_AND_FILES = ("--schemafile", str(SCHEMA), "{files}")
# By itself, check-jsonschema is installed with the pure parser of ruamel.yaml. The compiled one
# comes with ipcli, so in our environment it takes half the time that it takes in its own.
JSONSCHEMA_WITH_OURS = (sys.executable, "-m", "check_jsonschema", *SCHEMA_AND_FILES)
_PURE = "import sys; sys.modules['_ruamel_yaml'] = None; import check_jsonschema as c; c.main()"
JSONSCHEMA = (sys.executable, "-c", _PURE, *SCHEMA_AND_FILES)

JOBS = (
    Job("--help", None, (*IPCLI, "--help"), 8, 6, unit="pass"),
    Job("--version", None, (*IPCLI, "--version"), 3, 2, unit="pass"),
    Job("validate, 20", TINY, VALIDATE, may_find=True),
    Job("validate, 500", SMALL, VALIDATE, 2.5, 1.8, may_find=True),
    Job("validate, 500, again", SMALL, VALIDATE, may_find=True, kept=True),
    Job("check-jsonschema, 500", SMALL, JSONSCHEMA, may_find=True),
    Job("check-jsonschema, 500, our parser", SMALL, JSONSCHEMA_WITH_OURS, may_find=True),
    Job("changes since, 500", SMALL, CHANGES, 3, 1.5),
    Job("changes since, 500, again", SMALL, CHANGES, kept=True),
    Job("report progress, Markdown, 500", SMALL, REPORT, 3, 1.5),
    Job("report progress, Markdown, 500, again", SMALL, REPORT, kept=True),
    Job("report progress, HTML, 500", SMALL, (*REPORT, *HTML), 4, 2.5),
    Job("report progress, HTML, 500, again", SMALL, (*REPORT, *HTML), kept=True),
    Job("validate, 10,000", LARGE, VALIDATE, 1.0, 0.6, may_find=True),
    Job("validate, 10,000, again", LARGE, VALIDATE, 0.3, 0.10, may_find=True, kept=True),
    Job("changes since, 10,000", LARGE, CHANGES, 1.4, 0.9),
    Job("changes since, 10,000, again", LARGE, CHANGES, 0.4, 0.15, kept=True),
    Job("trend, 12 tags of 10,000", LONG, TREND, 7, 4, is_slow=True),
    Job("trend, 12 tags of 10,000, again", LONG, TREND, 0.3, 0.05, kept=True, is_slow=True),
    Job("history, 300 revisions of 2,000", EDITED, HISTORY, 3, unit="s", is_slow=True),
    Job("history, again", EDITED, HISTORY, 0.5, unit="s", kept=True, is_slow=True),
)
SIXTH = "validate, 500, against check-jsonschema"
MEMORY = "memory of validate, 10,000"
GROWTH = "growth of validate for each action, 500 to 10,000"
GROWTH_OF_WORK = "the same, of the time of both processors"
DERIVED = {
    SIXTH: ("validate, 500", "check-jsonschema, 500"),
    MEMORY: ("validate, 10,000",),
    GROWTH: ("validate, 20", "validate, 500", "validate, 10,000"),
    GROWTH_OF_WORK: ("validate, 20", "validate, 500", "validate, 10,000"),
}
