"""The workshop as frozen trade records: who works, where, on what, with which parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from optimizer.calendar import Span
from optimizer.policy import Policy


class Stretch(StrEnum):
    """How far the work of one step may be interrupted by the technician's calendar."""

    NONE = "none"  # runs without interruption
    BREAKS = "breaks"  # stretches over breaks, ends on the local day it started
    OVERNIGHT = "overnight"  # stretches over breaks and closing time (carry-over)


class StationKind(StrEnum):
    """Stations that are counted, not named: a free one of the kind does the step."""

    INSPECTION = "inspection"
    WASH = "wash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Technician:
    """A technician (技师).

    ``efficiency`` maps an operation category to FRT sold ÷ time worked; a category not in it has
    ``default_efficiency``. ``availability`` is the share of presence that goes into work (apprentices < 1):
    the *pace* in a category is efficiency × availability, in FRT hours per hour of presence.
    ``shifts`` minus ``breaks`` minus ``absences`` is when the technician can work; ``overtime`` are spans
    beyond the shifts that may be used at a cost.
    """

    technician_id: str
    name: str = ""
    skills: frozenset[str] = frozenset()
    efficiency: Mapping[str, float] = field(default_factory=dict)
    default_efficiency: float = 1.0
    availability: float = 1.0
    shifts: tuple[Span, ...]
    breaks: tuple[Span, ...] = ()
    absences: tuple[Span, ...] = ()
    overtime: tuple[Span, ...] = ()

    def pace(self, category: str) -> float:
        """FRT hours done per hour of presence in an operation category."""
        return self.efficiency.get(category, self.default_efficiency) * self.availability


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisor:
    """A service advisor (服务顾问): receives the customer and hands the car over."""

    advisor_id: str
    name: str = ""
    shifts: tuple[Span, ...]
    breaks: tuple[Span, ...] = ()
    absences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bay:
    """A work bay (工位) with its capabilities, such as ``STANDARD_LIFT`` or ``ALIGNMENT_RACK``."""

    bay_id: str
    name: str = ""
    capabilities: frozenset[str]
    outages: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """``count`` interchangeable places for final inspection or wash, usable in ``open_spans``."""

    kind: StationKind
    count: int
    open_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNeed:
    """``quantity`` pieces of a part number."""

    part_number: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A catalogue line (维修项目): flat-rate time in hours, who and where may do it.

    ``skill`` None: every technician may. ``bay_capability`` None: done without a bay. ``crew`` technicians
    (1 or 2) work together; FRT is the labour of the crew in total, so the working time is FRT ÷ Σ pace.
    ``sublet_hours`` set: the work goes to another firm for that elapsed time and needs neither technician
    nor bay (FRT is then not used for planning).
    """

    operation_code: str
    name: str = ""
    category: str
    frt_hours: float
    skill: str | None = None
    bay_capability: str | None = None
    crew: int = 1
    stretch: Stretch = Stretch.BREAKS
    parts: tuple[PartNeed, ...] = ()
    is_diagnosis: bool = False
    sublet_hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupJob:
    """A named package of operations (成组作业), done in the order given."""

    group_code: str
    name: str = ""
    operation_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Pieces of a part expected at ``eta``."""

    part_number: str
    quantity: int
    eta: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStock:
    """Pieces of a part on the shelf when planning starts."""

    part_number: str
    on_hand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Everything of the shop that a plan needs, resolved to instants for the days planned."""

    workshop_id: str
    name: str = ""
    time_zone: str
    open_spans: tuple[Span, ...]
    technicians: tuple[Technician, ...]
    advisors: tuple[Advisor, ...]
    bays: tuple[Bay, ...]
    stations: tuple[Station, ...] = ()
    operations: tuple[Operation, ...] = ()
    group_jobs: tuple[GroupJob, ...] = ()
    stock: tuple[PartStock, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    loan_cars: int = 0
    policy: Policy = Policy()
