"""Tiny workshops and visits in a few words; ``tests.boards`` has the plans.

Monday is 3 March 2025 in Shanghai, where the clock never changes; ``8:30`` is on Monday, ``8:30+1`` on Tuesday,
``16:00+-3`` on the Friday before.

The shop of ``shop()``:

- ann (skill engine) and bob, pace 1, at work 8:00-17:00 on Monday and Tuesday with a break 12:00-13:00;
- advisors eve and fay, inspection-1 and wash-1, all 8:00-17:00; bay b1 (LIFT), bay b2 (LIFT, RACK);
- operations OIL 1 h, TYRES 0.5 h (LIFT), ALIGN 1 h (RACK), TEST 0.5 h (diagnosis, no bay), ENGINE 2 h (LIFT, skill
  engine, over night), EXPRESS 1 h (LIFT, two technicians, not interrupted), PAINT (sublet, 2 h), WIRING 1 h (no bay).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS, Decisions, Pin
from optimizer.plan import Published
from optimizer.policy import ClassRule, Policy, PriorityClass, Weights
from optimizer.steps import step_id
from optimizer.visit import Interruption, Job, StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import (
    Advisor,
    Bay,
    Delivery,
    GroupJob,
    Operation,
    PartNeed,
    PartStock,
    Station,
    StationKind,
    Stretch,
    Technician,
    Workshop,
)

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2025, 3, 3, tzinfo=ZONE)
OPEN = "8:00-17:00 8:00+1-17:00+1"
LUNCH = "12:00-13:00 12:00+1-13:00+1"

_CLOCK = r"(\d+):(\d\d)(?:\+(-?\d+))?"


def at(text: str) -> datetime:
    """An instant: ``8:30`` on Monday, ``8:30+1`` on Tuesday."""
    match = re.fullmatch(_CLOCK, text)
    if match is None:
        raise ValueError(f"{text!r} is no time")
    hours, minutes, days = (int(one or 0) for one in match.groups())
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes)


def spans(text: str) -> tuple[Span, ...]:
    """Spans such as ``8:00-12:00 13:00-9:00+1``; none of an empty text."""
    found = [re.fullmatch(f"({_CLOCK})-({_CLOCK})", word) for word in text.split()]
    return tuple(Span(at(match[1]), at(match[5])) for match in found if match is not None)


def technician(
    technician_id: str,
    *skills: str,
    pace: float = 1.0,
    shifts: str = OPEN,
    breaks: str = LUNCH,
    absences: str = "",
    overtime: str = "",
) -> Technician:
    """A technician with one pace for everything."""
    return Technician(
        technician_id=technician_id,
        skills=frozenset(skills),
        default_efficiency=pace,
        shifts=spans(shifts),
        breaks=spans(breaks),
        absences=spans(absences),
        overtime=spans(overtime),
    )


def advisor(advisor_id: str, shifts: str = OPEN, breaks: str = "") -> Advisor:
    """An advisor."""
    return Advisor(advisor_id=advisor_id, shifts=spans(shifts), breaks=spans(breaks))


def bay(bay_id: str, *capabilities: str, outages: str = "") -> Bay:
    """A bay."""
    return Bay(bay_id=bay_id, capabilities=frozenset(capabilities), outages=spans(outages))


def station(kind: str, count: int = 1, open_spans: str = OPEN) -> Station:
    """A station: ``inspection`` or ``wash``."""
    return Station(kind=StationKind(kind), count=count, open_spans=spans(open_spans))


def operation(
    code: str,
    hours: float = 1.0,
    bay_capability: str | None = None,
    *,
    skill: str | None = None,
    crew: int = 1,
    stretch: Stretch = Stretch.BREAKS,
    parts: tuple[PartNeed, ...] = (),
    is_diagnosis: bool = False,
    sublet_hours: float | None = None,
) -> Operation:
    """An operation of category ``any``."""
    return Operation(
        operation_code=code,
        category="any",
        frt_hours=hours,
        skill=skill,
        bay_capability=bay_capability,
        crew=crew,
        stretch=stretch,
        parts=parts,
        is_diagnosis=is_diagnosis,
        sublet_hours=sublet_hours,
    )


OPERATIONS = (
    operation("OIL", 1.0, "LIFT"),
    operation("TYRES", 0.5, "LIFT"),
    operation("ALIGN", 1.0, "RACK"),
    operation("TEST", 0.5, is_diagnosis=True),
    operation("ENGINE", 2.0, "LIFT", skill="engine", stretch=Stretch.OVERNIGHT),
    operation("EXPRESS", 1.0, "LIFT", crew=2, stretch=Stretch.NONE),
    operation("PAINT", 0.0, sublet_hours=2.0),
    operation("WIRING", 1.0),
)


class PolicyChanges(TypedDict, total=False):
    """Settings that a test may change; those of ``Policy``."""

    classes: tuple[ClassRule, ...]
    weights: Weights
    grid_minutes: int
    horizon_days: int
    reception_minutes: int
    arrival_spacing_minutes: int
    bay_move_minutes: int
    car_park_places: int
    reserve_share: float
    frozen_window_minutes: int
    overtime_allowed: bool


def policy(**changes: Unpack[PolicyChanges]) -> Policy:
    """Two open days; reception, inspection and hand-over 10 min, wash 20, a move 10; arrivals 15 apart; one place
    in the car park.
    """
    return replace(
        Policy(horizon_days=2, reception_minutes=10, inspection_minutes=10, car_park_places=1),
        **changes,
    )


class ShopChanges(TypedDict, total=False):
    """Fields of ``Workshop`` that a test may change."""

    open_spans: tuple[Span, ...]
    technicians: tuple[Technician, ...]
    advisors: tuple[Advisor, ...]
    bays: tuple[Bay, ...]
    stations: tuple[Station, ...]
    operations: tuple[Operation, ...]
    group_jobs: tuple[GroupJob, ...]
    stock: tuple[PartStock, ...]
    deliveries: tuple[Delivery, ...]
    loan_cars: int
    policy: Policy


def shop(**changes: Unpack[ShopChanges]) -> Workshop:
    """The shop described above, with changes."""
    basic = Workshop(
        workshop_id="tiny",
        time_zone=ZONE.key,
        open_spans=spans(OPEN),
        technicians=(technician("ann", "engine"), technician("bob")),
        advisors=(advisor("eve"), advisor("fay")),
        bays=(bay("b1", "LIFT"), bay("b2", "LIFT", "RACK")),
        stations=(station("inspection"), station("wash")),
        operations=OPERATIONS,
        policy=policy(),
    )
    return replace(basic, **changes)


def visit(
    visit_id: str,
    *codes: str,
    arrival: str = "8:00",
    promised: str = "",
    pick_up: str = "",
    priority: PriorityClass = PriorityClass.REST,
    waits: bool = False,
    booked: bool = True,
    loan_car: bool = False,
    wash: bool = False,
    advisor_id: str | None = None,
    in_bay: str | None = None,
    progress: tuple[str | StepProgress, ...] = (),
) -> Visit:
    """A visit with jobs 1, 2, … of the operation codes. ``progress`` in text: see ``finished`` and ``running``."""
    return Visit(
        visit_id=visit_id,
        arrival=at(arrival),
        promised=at(promised) if promised else None,
        pick_up=at(pick_up) if pick_up else None,
        priority_class=priority,
        waits=waits,
        booked=booked,
        loan_car=loan_car,
        wash=wash,
        advisor_id=advisor_id,
        in_bay=in_bay,
        jobs=tuple(Job(job_id=str(n), operation_code=code) for n, code in enumerate(codes, start=1)),
        progress=tuple(finished(visit_id, one) if isinstance(one, str) else one for one in progress),
    )


def finished(visit_id: str, text: str) -> StepProgress:
    """``work/1 8:10-9:10 ann``: a finished step and who did it."""
    step, times, *technician_ids = text.split()
    (span,) = spans(times)
    return StepProgress(
        step_id=id_of(visit_id, step),
        status=StepStatus.FINISHED,
        started_at=span.start,
        finished_at=span.end,
        technician_ids=tuple(technician_ids),
    )


def running(
    step: str, started_at: str, remaining: int, *, who: str = "", bay_id: str | None = None, unit_id: str | None = None
) -> StepProgress:
    """A running step, by its whole id such as ``v1/work/1``; ``who``: technicians, by blanks."""
    return StepProgress(
        step_id=step,
        status=StepStatus.RUNNING,
        started_at=at(started_at),
        technician_ids=tuple(who.split()),
        bay_id=bay_id,
        unit_id=unit_id,
        remaining_minutes=remaining,
    )


def interrupted(step: str, started_at: str, *, hours: float | None = None, resume_at: str = "") -> StepProgress:
    """An interrupted step, by its whole id, with the labour left and the earliest resumption."""
    return StepProgress(
        step_id=step,
        status=StepStatus.INTERRUPTED,
        started_at=at(started_at),
        remaining_frt_hours=hours,
        code=Interruption.AWAITING_PARTS,
        resume_at=at(resume_at) if resume_at else None,
    )


def day(
    *visits: Visit,
    now: str = "8:00",
    workshop: Workshop | None = None,
    published: Published | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> Day:
    """A day of ``shop()`` or another workshop."""
    return Day(workshop=workshop or shop(), visits=visits, now=at(now), published=published, decisions=decisions)


def pin(step_id: str, who: str = "", *, bay_id: str | None = None, start: str = "") -> Pin:
    """A pin to technicians (by blanks), a bay, a time: each where given."""
    technicians = tuple(who.split()) or None
    return Pin(step_id=step_id, technician_ids=technicians, bay_id=bay_id, start=at(start) if start else None)


def id_of(visit_id: str, step: str) -> str:
    """The step id of ``work/1`` or ``reception`` of a visit."""
    kind, _, job_id = step.partition("/")
    return step_id(visit_id, StepKind(kind), job_id or None)
