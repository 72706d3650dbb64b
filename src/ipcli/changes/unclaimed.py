"""The fields that no kind of change claims, and why: a change of them is only `edited`."""

from __future__ import annotations

from ipcli.changes.kinds import editorial
from ipcli.model.plan import RECORD_SECTIONS

_FILED = ("id", "ref", "labels", "exempt")
_ORGANISATION = ("roles", "bodies", "labels", "periods")
_REGISTER = ("change_requests", "meetings", "requests")

editorial(
    RECORD_SECTIONS,
    ("was",),
    "an earlier id that is added without a change of id only helps to find the record",
)
editorial(
    RECORD_SECTIONS,
    ("illustrative",),
    "whether a row is made up for a sample is printed, and nobody agrees to it",
)
editorial(
    ("items",),
    ("closed.text", "closed.request"),
    "how a closing is explained, and where it was asked for, is not what was agreed",
)
editorial(
    ("risks", "measures"),
    ("closed.text", "closed.request"),
    "how a closing is explained, and where it was asked for, is not what was agreed",
)
editorial(("risks", "measures"), ("id", "ref"), "the number of a risk or measure is for finding it")
editorial(
    ("risks",),
    ("matrix", "parent", "scores.*.due"),
    "where a risk is kept, and by when a score is to be reached, moves no score",
)
editorial(
    (*_ORGANISATION, *_REGISTER),
    _FILED,
    "how an entry that is no promise is numbered, labelled or withheld is for finding it",
)
editorial(("scales", "risk_matrices", "functions"), ("labels", "exempt"), "for finding it only")
editorial(
    _ORGANISATION,
    ("added", "removed"),
    "who and what there is to name; what it is used for is a change of its own",
)
editorial(("roles",), ("name", "kind", "posts"), "what a role is called changes no promise")
editorial(
    ("bodies",),
    ("name", "kind", "does", "meets", "reports_to", "public", "from", "until", "text"),
    "what a body is; whether it agreed is judged by the earlier revision",
)
editorial(("labels",), ("name", "meaning"), "what a label is called; putting it on is `relabelled`")
editorial(("periods",), ("name", "as_of", "covers", "tag"), "when is reported changes no promise")
editorial(
    ("change_requests",),
    ("removed", "raised", "asks", "reason"),
    "a register's entry is no change of the plan; what was agreed is matched anew each time",
)
editorial(
    ("meetings",),
    ("added", "removed", "body", "date", "published_on", "notice_on", "papers", "minutes"),
    "what happened at a meeting is a fact about it, not about the plan",
)
editorial(
    ("requests",),
    ("removed", "text", "by", "to", "due", "where", "holder"),
    "how a request is recorded; that it was made and answered has kinds of its own",
)
editorial(
    ("commentary",),
    (
        *("*", "*.period", "*.about", "*.summary", "*.issues", "*.next", "*.lines"),
        *("*.achievements", "*.stated", "*.exempt", "*.illustrative"),
    ),
    "a period's prose is written anew each time",
)
