"""What can be wrong with a file before any rule can look at it: codes, reasons, remedies.

Each fault is documented like a rule, so `ipcli explain IP002` knows it. The examples are laid over
a small plan; the first thing that is wrong with `bad` is this fault.
"""

from __future__ import annotations

from ipcli.diagnostics import Diagnostic, Place, Severity, shortened
from ipcli.named import NamedTuple


class Fault(NamedTuple):
    """One kind of fault that reading a file can find."""

    code: str
    name: str
    what: str
    why: str
    mend: str
    bad: str
    good: str
    severity: Severity = Severity.ERROR

    def at(
        self,
        place: Place,
        message: str,
        *,
        mend: str = "",
        record: str = "",
        related: tuple[tuple[Place, str], ...] = (),
    ) -> Diagnostic:
        """Make the finding."""
        told = shortened(message)
        return Diagnostic(
            place, self.code, told, self.severity, self.name, mend or self.mend, record, related
        )


class FaultError(Exception):
    """A file cannot be read any further. Becomes a finding in the loader; never leaves `load`."""

    def __init__(self, fault: Fault, place: Place, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.diagnostic = fault.at(place, message, mend=mend)


_ROLE = "roles:\n  - {id: clerk, name: Clerk}\n"

NOT_YAML = Fault(
    "IP001",
    "not-yaml",
    "The file is not well-formed YAML.",
    "Nothing in the file after the fault can be read, so no figure that needs it can be made.",
    "Put prose that has `: ` or ` #` in it into double quotes; close every quote and bracket.",
    "roles:\n  - id: clerk\n    name: Clerk: interim\n",
    'roles:\n  - id: clerk\n    name: "Clerk: interim"\n',
)
DUPLICATE_KEY = Fault(
    "IP002",
    "duplicate-key",
    "A key stands twice in one record.",
    "YAML readers keep one of the two and drop the other without a word, so a fact is lost. A "
    "merge of two branches can do this.",
    "Keep the one that is right and delete the other; of two lists, put the entries of one below "
    "the other's. Inside `{ }`, look for a dropped bracket.",
    "roles:\n  - id: clerk\n    name: Clerk\n    name: Clerk to the Council\n",
    _ROLE,
)
NOT_PLAIN = Fault(
    "IP003",
    "not-plain-yaml",
    "The file uses an anchor (`&`), an alias (`*`) or a tag (`!`).",
    "They hide facts in other places, and can make a small file enormous.",
    "Write the value out. Text that begins with `&`, `*` or `!` goes in quotes.",
    "roles:\n  - id: clerk\n    name: &n Clerk\n",
    _ROLE,
)
SECOND_DOCUMENT = Fault(
    "IP004",
    "second-document",
    "A file holds a second YAML document after `---`.",
    "Readers differ on what a second document means; a plan file has one.",
    "Delete the line `---`, or move what follows into a file of its own.",
    _ROLE + "---\nroles:\n  - {id: mayor, name: Mayor}\n",
    _ROLE,
)
TOO_LARGE = Fault(
    "IP005",
    "too-large",
    "The file is over 5 MB, or nested more than 64 deep.",
    "No plan that people write is so large; such a file would only stop the tool.",
    "Split the file by theme. Look for an export that was saved in its place.",
    "roles: " + "[" * 70 + "]" * 70 + "\n",
    _ROLE,
)
NOT_UTF8 = Fault(
    "IP006",
    "not-utf-8",
    "The file is not UTF-8 text, or holds control characters.",
    "Letters such as £ and é would be read wrongly.",
    "Save the file as UTF-8. In VS Code: the encoding in the status bar, then Save with Encoding.",
    "roles:\n  - {id: clerk, name: Cl\x07erk}\n",
    _ROLE,
)
UNREADABLE = Fault(
    "IP007",
    "unreadable-file",
    "A file that should be part of the plan cannot be read.",
    "What it holds is missing from every count.",
    "Rename or remove what is not a plan file; mend the link.",
    "",
    _ROLE,
)
BLANK = Fault(
    "IP008",
    "key-without-value",
    "A key has nothing after it.",
    "It counts as left out. Somebody may have meant to fill it in.",
    "Write the value, or delete the key.",
    "roles:\n  - id: clerk\n    name: Clerk\n    ref:\n",
    _ROLE,
    Severity.WARNING,
)
UNKNOWN_KEY = Fault(
    "IP009",
    "unknown-key",
    "A key is not part of the format.",
    "It is most often a slip of the pen, and then the fact is not where the tool looks for it.",
    "Correct the spelling, or delete the key. A comma inside `{ }` ends a value: use quotes.",
    "roles:\n  - id: clerk\n    name: Clerk\n    kinde: officer\n",
    "roles:\n  - id: clerk\n    name: Clerk\n    kind: officer\n",
)
MISSING_KEY = Fault(
    "IP010",
    "missing-key",
    "A key that every such record needs is not there.",
    "Without it the record cannot be named, placed or counted.",
    "Add the key.",
    "roles:\n  - id: clerk\n",
    _ROLE,
)
WRONG_VALUE = Fault(
    "IP011",
    "wrong-value",
    "A value is not of the kind that belongs there.",
    "The tool does not guess what was meant, least of all a date.",
    "Write the value in the form that the message names.",
    "items:\n  - id: A\n    title: An action\n    due: 2026-02-30\n",
    "items:\n  - id: A\n    title: An action\n    due: 2026-02-28\n",
)
LONE_QUOTE = Fault(
    "IP012",
    "lone-quote",
    "A value begins or ends with a quote or bracket that has no partner, or swallowed lines.",
    "A quote or bracket was dropped, so more or less is in the value than was meant.",
    "Add the missing quote or bracket, or delete the lone one.",
    'roles:\n  - id: clerk\n    name: Clerk"\n',
    _ROLE,
    Severity.WARNING,
)
UNKNOWN_FORMAT = Fault(
    "IP013",
    "unknown-format",
    "The plan is written in a version of the format that this ipcli does not know.",
    "Keys may mean other things in another version.",
    "Install an ipcli that knows the version, or correct `format`.",
    "-- plans/plan.yaml --\nplan:\n  id: small\n  format: 7\n  council: Anytown\n  title: Plan\n"
    "  levels: [{id: action, name: Action}]\n",
    "-- plans/plan.yaml --\nplan:\n  id: small\n  format: 1\n  council: Anytown\n  title: Plan\n"
    "  levels: [{id: action, name: Action}]\n",
)
MISPLACED = Fault(
    "IP014",
    "misplaced-section",
    "A section stands in a file where it cannot be.",
    "`plan` and `change_control` are whole only in one file; a shared file belongs to several "
    "plans, so it cannot say which plan's items it holds.",
    "Move the section into a file of the plan's own folder.",
    "change_control:\n  - {change: any, needs: council}\n"
    "-- plans/other.yaml --\nchange_control:\n  - {change: any, needs: council}\n",
    "change_control:\n  - {change: any, needs: council}\n",
)
NO_PLAN = Fault(
    "IP015",
    "no-plan",
    "A file belongs to no plan, or a folder holds none.",
    "A plan is the folder of the file that has a `plan:` section; other files would be passed by.",
    "Add a file with a `plan:` section, or move the file into the plan's folder.",
    "-- plans/plan.yaml --\nroles:\n  - {id: clerk, name: Clerk}\n",
    "-- plans/plan.yaml --\nplan:\n  id: small\n  format: 1\n  council: Anytown\n  title: Plan\n"
    "  levels: [{id: action, name: Action}]\n",
)
PLAN_IN_PLAN = Fault(
    "IP016",
    "plan-in-plan",
    "Two `plan:` sections claim one folder, a plan lies inside another, or two have one id.",
    "It would be unclear which plan a record belongs to.",
    "Give each plan a folder of its own, side by side, and an id of its own.",
    "plan:\n  id: second\n  format: 1\n  council: Anytown\n  title: Plan\n"
    "  levels: [{id: action, name: Action}]\n",
    _ROLE,
)
CONFLICT = Fault(
    "IP017",
    "conflict-marker",
    "A line begins with `<<<<<<<`, `=======` or `>>>>>>>`: a merge was not finished.",
    "Both sides of the merge stand in the file; somebody must say which is right.",
    "Keep what is right of both sides and delete the three marker lines.",
    "roles:\n<<<<<<< ours\n  - {id: clerk, name: Clerk}\n=======\n"
    "  - {id: clerk, name: Town Clerk}\n>>>>>>> theirs\n",
    _ROLE,
)
SETTINGS = Fault(
    "IP018",
    "settings-wrong",
    "The settings of the council's own look, `ipcli.toml`, cannot be used.",
    "No paper is written in a look that nobody chose, or that some readers cannot read.",
    "Set only what `docs/own-look.md` lists; choose colours that are far enough apart.",
    '-- ipcli.toml --\n[colours]\nlink = "#ffdd33"\n',
    '-- ipcli.toml --\n[colours]\nlink = {light = "#0b559b", dark = "#8cc4f5"}\n',
)
DUPLICATE_ID = Fault(
    "IP101",
    "duplicate-id",
    "Two records have one id, ignoring upper and lower case.",
    "An id names one record for ever; whatever refers to it would be about either. A merge of two "
    "branches can do this.",
    "Give the newer record an id of its own; delete it where it is a copy.",
    "roles:\n  - {id: clerk, name: Clerk}\n  - {id: Clerk, name: Town Clerk}\n",
    _ROLE,
)

ALL = (
    NOT_YAML,
    DUPLICATE_KEY,
    NOT_PLAIN,
    SECOND_DOCUMENT,
    TOO_LARGE,
    NOT_UTF8,
    UNREADABLE,
    BLANK,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_VALUE,
    LONE_QUOTE,
    UNKNOWN_FORMAT,
    MISPLACED,
    NO_PLAN,
    PLAN_IN_PLAN,
    CONFLICT,
    SETTINGS,
    DUPLICATE_ID,
)
