"""The set-up of a workshop as frozen records: what people maintain, by weekdays and dates, not by instants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from optimizer.policy import Policy
from optimizer.workshop import Bay, GroupJob, Operation, StationKind
from scenarios.setup.hours import Hours, Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """Hours that come back on some weekdays, by 24:00 at the latest."""

    days: tuple[Weekday, ...]
    hours: Hours


class ExceptionKind(StrEnum):
    """How a date differs from the weekly pattern."""

    CLOSED = "closed"
    OTHER_HOURS = "other_hours"
    MAKE_UP = "make_up"  # 调休上班: works as another weekday does


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedException:
    """A date that differs from the weekly pattern.

    closed: nobody works. make_up: shop and people work as on the weekday ``works_as``. other_hours: open in
    ``hours``; people work as on ``works_as`` (without it as on the date's own weekday), within the first and
    the last of ``hours``.
    """

    date: date
    kind: ExceptionKind
    name: str = ""
    hours: tuple[Hours, ...] = ()
    works_as: Weekday | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift that comes back on some weekdays. ``weeks``: of the rotation, from 1; empty: in all of them."""

    days: tuple[Weekday, ...]
    hours: Hours
    breaks: tuple[Hours, ...] = ()
    overtime: tuple[Hours, ...] = ()
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Shifts that alternate: the pattern comes back after ``weeks`` weeks; the week of ``first_week`` is week 1."""

    weeks: int
    first_week: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedShift:
    """A shift on one date, instead of the pattern's shifts on that date."""

    date: date
    hours: Hours
    breaks: tuple[Hours, ...] = ()
    overtime: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Leave, training, sickness: the dates from ``first_day`` to ``last_day``, whole or in ``hours`` of each."""

    first_day: date
    last_day: date
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """When a person works. ``employed_from`` and ``employed_until`` are the first and the last date employed."""

    shifts: tuple[Shift, ...] = ()
    rotation: Rotation | None = None
    dated_shifts: tuple[DatedShift, ...] = ()
    absences: tuple[Absence, ...] = ()
    employed_from: date | None = None
    employed_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupTechnician:
    """A technician (技师). Paces as in ``optimizer.workshop.Technician``; ``team`` (班组) is shown to people."""

    technician_id: str
    name: str = ""
    team: str = ""
    skills: frozenset[str] = frozenset()
    efficiency: Mapping[str, float] = field(default_factory=dict)
    default_efficiency: float = 1.0
    availability: float = 1.0
    roster: Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupAdvisor:
    """A service advisor (服务顾问)."""

    advisor_id: str
    name: str = ""
    team: str = ""
    roster: Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStation:
    """``count`` places for final inspection or wash, usable in ``opening``; empty: while the shop is open."""

    kind: StationKind
    count: int
    opening: tuple[OpenHours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupOperation(Operation):
    """A line of the catalogue. ``frt_by_model``: model code → FRT hours where they are not ``frt_hours``."""

    frt_by_model: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportDays:
    """Days from the supplier to the shop, by kind of order (定期, 紧急, 火急)."""

    regular: int = 7
    urgent: int = 3
    extra_urgent: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part and how it comes: lead time = order cycle + transport. ``bin``: where it lies (货位)."""

    part_number: str
    name: str = ""
    bin: str = ""
    on_hand: int = 0
    safety_stock: int = 0
    order_cycle_days: int = 7
    transport_days: TransportDays = TransportDays()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupDelivery:
    """Pieces of a part expected at ``eta``."""

    delivery_id: str
    part_number: str
    quantity: int
    eta: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A workshop as it stands. ``country`` and ``subdivision`` (ISO 3166) say whose holidays it may keep."""

    workshop_id: str
    name: str = ""
    time_zone: str
    country: str = ""
    subdivision: str = ""
    loan_cars: int = 0
    opening: tuple[OpenHours, ...] = ()
    exceptions: tuple[DatedException, ...] = ()
    technicians: tuple[SetupTechnician, ...] = ()
    advisors: tuple[SetupAdvisor, ...] = ()
    bays: tuple[Bay, ...] = ()
    stations: tuple[SetupStation, ...] = ()
    operations: tuple[SetupOperation, ...] = ()
    group_jobs: tuple[GroupJob, ...] = ()
    parts: tuple[Part, ...] = ()
    deliveries: tuple[SetupDelivery, ...] = ()
    policy: Policy = Policy()
