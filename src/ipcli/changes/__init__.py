"""What changed between two revisions of a plan, what it is called, and who agreed to it.

The way of a change: two plans are compared (`differences`), what differs is named by the kind that
claims it (`kinds`, `grouping`, `naming`), each change is judged by change control (`verdict`) and
held against the change requests (`matching`), and all is put in order (`log`).
"""

from ipcli.changes.change import Change, by_record, correcting
from ipcli.changes.comparing import NotCompared
from ipcli.changes.counting import Closure, CountRow, counted_figures
from ipcli.changes.difference import Difference
from ipcli.changes.differences import differences, not_compared
from ipcli.changes.guarded import Guarded, guarded
from ipcli.changes.kinds import Kind, all_kinds
from ipcli.changes.log import ChangeLog, change_log, figures, judged
from ipcli.changes.matching import Entry
from ipcli.changes.naming import changes
from ipcli.changes.selection import Selection, selected
from ipcli.changes.standing import UNCOVERED, Agreement, Standing
from ipcli.changes.unused import Unused
from ipcli.changes.usage import Use, Used
from ipcli.changes.verdict import Requirement, requirement

__all__ = [
    "UNCOVERED",
    "Agreement",
    "Change",
    "ChangeLog",
    "Closure",
    "CountRow",
    "Difference",
    "Entry",
    "Guarded",
    "Kind",
    "NotCompared",
    "Requirement",
    "Selection",
    "Standing",
    "Unused",
    "Use",
    "Used",
    "all_kinds",
    "by_record",
    "change_log",
    "changes",
    "correcting",
    "counted_figures",
    "differences",
    "figures",
    "guarded",
    "judged",
    "not_compared",
    "requirement",
    "selected",
]
