"""An odd workshop: few people, tiny shifts, operations of every kind that its people and bays can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from optimizer.calendar import Span
from optimizer.policy import Policy, PriorityClass, Weights
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
from scenarios.odd.frame import Frame, holes, spans
from scenarios.odd.picker import Picker, some

SKILLS = ("fit", "fine")
CATEGORIES = ("work", "test")
CAPABILITIES = ("LIFT", "RACK", "PIT")
PARTS = ("P1", "P2", "P3")
_FRT = (1.0, 0.5, 0.1, 0.3, 0.7, 1.2, 0.2, 0.6, 0.9, 0.4, 1.5, 0.8, 0.3, 0.5, 1.0, 0.7, 2.5, 0.04, 4.0, 9.0, 30.0)
_WEIGHT_NAMES = ("tardiness", "unplanned", "technician_load", "half_hour_load", "bay_load", "reserve", "bay_moves")


def workshop(frame: Frame, pick: Picker) -> Workshop:
    """A valid workshop open on the frame's dates."""
    open_spans = spans(frame, pick) or (_fallback(frame),)
    technicians = tuple(_technician(number, frame, pick) for number in range(1, pick.choice((2, 1, 3, 4, 3, 4)) + 1))
    bays = tuple(_bay(number, frame, pick) for number in range(1, pick.integer(0, 3) + 1))
    operations = tuple(_operation(number, technicians, bays, pick) for number in range(1, pick.integer(1, 6) + 1))
    return Workshop(
        workshop_id="odd",
        time_zone=frame.zone.key,
        open_spans=open_spans,
        technicians=technicians,
        advisors=tuple(_advisor(number, frame, pick) for number in range(1, pick.integer(1, 2) + 1)),
        bays=bays,
        stations=_stations(open_spans, frame, pick),
        operations=operations,
        group_jobs=_group_jobs(operations, pick),
        stock=tuple(
            PartStock(part_number=part, on_hand=pick.choice((2, 1, 9, 4, 3, 9, 2, 0))) for part in some(pick, PARTS, 90)
        ),
        deliveries=_deliveries(frame, pick),
        loan_cars=pick.choice((1, 2, 1, 2, 3, 2, 0)),
        policy=_policy(frame, pick),
    )


def _technician(number: int, frame: Frame, pick: Picker) -> Technician:
    shifts = spans(frame, pick, day_off=10, ragged=25) or (_fallback(frame),)
    return Technician(
        technician_id=f"T{number}",
        skills=frozenset(some(pick, SKILLS, 75)),
        efficiency={
            category: pick.choice((1.0, 0.85, 1.3, 0.95, 1.1, 0.37)) for category in some(pick, CATEGORIES, 60)
        },
        default_efficiency=pick.choice((1.0, 0.9, 1.15)),
        availability=pick.choice((1.0, 1.0, 1.0, 1.0, 0.5, 0.33)),
        shifts=shifts,
        breaks=holes(frame, pick, 2),
        absences=_absences(shifts, frame, pick),
        overtime=_overtime(shifts, pick),
    )


def _absences(shifts: tuple[Span, ...], frame: Frame, pick: Picker) -> tuple[Span, ...]:
    if pick.chance(5):
        return (Span(shifts[0].start - timedelta(days=1), shifts[-1].end + timedelta(days=1)),)
    return holes(frame, pick, 1) if pick.chance(20) else ()


def _overtime(shifts: tuple[Span, ...], pick: Picker) -> tuple[Span, ...]:
    found = []
    for shift in shifts:
        if pick.chance(40):
            begin = shift.end + timedelta(minutes=pick.choice((0, 0, 20, -15)))
            found.append(Span(begin, begin + timedelta(minutes=pick.choice((60, 150, 18)))))
    return tuple(found)


def _advisor(number: int, frame: Frame, pick: Picker) -> Advisor:
    return Advisor(
        advisor_id=f"A{number}",
        shifts=spans(frame, pick, ragged=15) or (_fallback(frame),),
        breaks=holes(frame, pick, 1),
        absences=holes(frame, pick, 1) if pick.chance(10) else (),
    )


def _bay(number: int, frame: Frame, pick: Picker) -> Bay:
    return Bay(
        bay_id=f"B{number}",
        capabilities=frozenset(some(pick, CAPABILITIES, 60)),
        outages=holes(frame, pick, 2) if pick.chance(25) else (),
    )


def _stations(open_spans: tuple[Span, ...], frame: Frame, pick: Picker) -> tuple[Station, ...]:
    kinds = [StationKind.INSPECTION, *([] if pick.chance(15) else [StationKind.WASH])]
    found = []
    for kind in kinds:
        times = spans(frame, pick, ragged=60) if pick.chance(15) else open_spans
        found.append(Station(kind=kind, count=pick.choice((1, 1, 2)), open_spans=times or open_spans))
    return tuple(found)


def _operation(number: int, technicians: tuple[Technician, ...], bays: tuple[Bay, ...], pick: Picker) -> Operation:
    skills = [None, *(skill for skill in SKILLS if any(skill in one.skills for one in technicians))]
    skill = pick.choice(skills)
    able = sum(skill is None or skill in one.skills for one in technicians)
    capabilities = [name for name in CAPABILITIES if any(name in bay.capabilities for bay in bays)]
    operation = Operation(
        operation_code=f"O{number}",
        category=pick.choice(CATEGORIES),
        frt_hours=pick.choice(_FRT),
        skill=skill,
        bay_capability=pick.choice(capabilities) if capabilities and not pick.chance(25) else None,
        crew=2 if able >= 2 and pick.chance(25) else 1,
        stretch=pick.choice((Stretch.BREAKS, Stretch.NONE, Stretch.OVERNIGHT)),
        parts=_parts(pick) if pick.chance(25) else (),
        is_diagnosis=pick.chance(15),
    )
    if pick.chance(12):
        return replace(operation, sublet_hours=pick.choice((1.0, 0.3, 2.0, 0.5, 20.0)), is_diagnosis=False)
    return operation


def _parts(pick: Picker) -> tuple[PartNeed, ...]:
    return tuple(PartNeed(part_number=part, quantity=pick.choice((1, 1, 2))) for part in some(pick, PARTS, 50))


def _group_jobs(operations: tuple[Operation, ...], pick: Picker) -> tuple[GroupJob, ...]:
    if not pick.chance(40):
        return ()
    codes = tuple(pick.choice(operations).operation_code for _ in range(pick.integer(1, 3)))
    return (GroupJob(group_code="G1", operation_codes=codes),)


def _deliveries(frame: Frame, pick: Picker) -> tuple[Delivery, ...]:
    return tuple(
        Delivery(
            part_number=pick.choice(PARTS),
            quantity=pick.choice((1, 2, 0)),
            eta=frame.now + timedelta(minutes=pick.choice((45, -30, 0, 200, 90, 1500, 20000))),
        )
        for _ in range(pick.integer(0, 3))
    )


def _policy(frame: Frame, pick: Picker) -> Policy:
    policy = Policy(grid_minutes=frame.grid, horizon_days=frame.horizon_days, overtime_allowed=pick.chance(40))
    if pick.chance(50):
        return policy
    return replace(
        policy,
        reception_minutes=pick.choice((12, 1, 0, 30)),
        inspection_minutes=pick.choice((10, 7)),
        wash_minutes=pick.choice((20, 3)),
        hand_over_minutes=pick.choice((10, 0)),
        arrival_spacing_minutes=pick.choice((15, 0, 1, 40)),
        bay_move_minutes=pick.choice((10, 0, 25)),
        car_park_places=pick.choice((12, 0, 1)),
        reserve_share=pick.choice((0.2, 0.0, 1.0)),
        frozen_window_minutes=pick.choice((30, 0, 240)),
        near_window_minutes=pick.choice((120, 0, 2000)),
        grace_minutes=pick.choice((15, 0)),
        call_tolerance_minutes=pick.choice((5, 0)),
        weights=replace(Weights(), **dict.fromkeys(some(pick, _WEIGHT_NAMES, 15), 0)),
        classes=policy.classes[:: -1 if pick.chance(20) else 1],
    )


def _fallback(frame: Frame) -> Span:
    """An hour around ``now``: somebody always has some shift, and the shop is always open some time."""
    return Span(frame.now - timedelta(minutes=20), frame.now + timedelta(minutes=40))


def classes_of(workshop: Workshop) -> tuple[PriorityClass, ...]:
    """Priority classes that a visit may have."""
    return tuple(rule.priority_class for rule in workshop.policy.classes)
