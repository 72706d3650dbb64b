"""The sections of a plan file, and the model of an entry of each."""

from collections.abc import Mapping

from ipcli.model.base import Part
from ipcli.model.change_control import ControlRule
from ipcli.model.change_request import ChangeRequest
from ipcli.model.commentary import Commentary, Waiver
from ipcli.model.header import Header
from ipcli.model.instrument import Instrument, WrittenInstrument
from ipcli.model.item import Item, WrittenItem
from ipcli.model.matrix import RiskMatrix
from ipcli.model.meeting import Meeting
from ipcli.model.organisation import Body, Label, Period, Role
from ipcli.model.risk import Measure, Risk
from ipcli.model.scale import Scale


class PlanFile(Part):
    """A plan file: any of the sections, each a list of entries, but `plan`, which is one."""

    plan: Header | None = None
    """What the plan is, its levels and what it counts"""
    scales: tuple[Scale, ...] = ()
    """Scales of status and rating"""
    risk_matrices: tuple[RiskMatrix, ...] = ()
    """How risks are scored and banded"""
    change_control: tuple[ControlRule, ...] = ()
    """Who must agree to what, the first rule that fits"""
    roles: tuple[Role, ...] = ()
    """Posts and teams; no personal names"""
    bodies: tuple[Body, ...] = ()
    """Bodies that decide, recommend, oversee, advise or judge"""
    labels: tuple[Label, ...] = ()
    """Words for filtering, counting and grouping"""
    periods: tuple[Period, ...] = ()
    """Reporting periods"""
    items: tuple[WrittenItem, ...] = ()
    """The rows of the plan"""
    instruments: tuple[WrittenInstrument, ...] = ()
    """Directions, recommendations, inspections, reviews"""
    risks: tuple[Risk, ...] = ()
    """The risk register"""
    measures: tuple[Measure, ...] = ()
    """Measures of whether the plan works"""
    change_requests: tuple[ChangeRequest, ...] = ()
    """The register of change requests"""
    meetings: tuple[Meeting, ...] = ()
    """Meetings, their papers, decisions and requests"""
    commentary: tuple[Commentary, ...] = ()
    """The prose of each period"""
    waivers: tuple[Waiver, ...] = ()
    """Findings that were accepted"""


PLAN_ONLY = frozenset({"plan", "change_control", "items", "commentary"})
ONE_FILE = frozenset({"plan", "change_control"})

# Entries are read one by one, so that one bad entry hides no other. Items and instruments are read
# apart from what is nested in them.
ENTRY_MODELS: Mapping[str, type[Part]] = {
    "scales": Scale,
    "risk_matrices": RiskMatrix,
    "change_control": ControlRule,
    "roles": Role,
    "bodies": Body,
    "labels": Label,
    "periods": Period,
    "items": Item,
    "instruments": Instrument,
    "risks": Risk,
    "measures": Measure,
    "change_requests": ChangeRequest,
    "meetings": Meeting,
    "commentary": Commentary,
    "waivers": Waiver,
}
