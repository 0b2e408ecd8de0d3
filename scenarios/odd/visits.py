"""Odd visits, before anything of them has begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from optimizer.visit import Job, Visit
from optimizer.workshop import PartNeed, StationKind, Workshop
from scenarios.clock import at
from scenarios.odd.frame import Frame
from scenarios.odd.picker import Picker
from scenarios.odd.shop import PARTS, classes_of


def visits(workshop: Workshop, frame: Frame, pick: Picker, most: int) -> tuple[Visit, ...]:
    """Up to ``most`` visits: early, late, without promise, promised in the past, without a job."""
    return tuple(_visit(number, workshop, frame, pick) for number in range(1, pick.integer(0, most) + 1))


def _visit(number: int, workshop: Workshop, frame: Frame, pick: Picker) -> Visit:
    arrival = _arrival(frame, pick)
    promised = None if pick.chance(15) else arrival + timedelta(minutes=pick.choice(_PROMISED_AFTER))
    washes = any(station.kind is StationKind.WASH for station in workshop.stations)
    advisors = [advisor.advisor_id for advisor in workshop.advisors]
    return Visit(
        visit_id=f"V{number}",
        priority_class=pick.choice(classes_of(workshop)),
        arrival=arrival,
        promised=promised,
        pick_up=arrival + timedelta(minutes=pick.choice(_PROMISED_AFTER)) if pick.chance(20) else None,
        waits=pick.chance(65),
        booked=not pick.chance(25),
        loan_car=pick.chance(12),
        wash=washes and pick.chance(50),
        advisor_id=pick.choice(advisors) if pick.chance(25) else None,
        jobs=tuple(_job(n, workshop, pick) for n in range(1, pick.choice((1, 1, 2, 1, 2, 3, 0)) + 1)),
    )


_PROMISED_AFTER = (120, 60, 10, 300, 200, 240, 90, 150, -45, 420, 1500, 4000)


def _arrival(frame: Frame, pick: Picker) -> datetime:
    if pick.chance(60):
        return frame.now - timedelta(minutes=pick.integer(0, 300))
    day = pick.choice(frame.planned_dates)
    if pick.chance(20):
        return at(frame.zone, day, pick.integer(0, 24 * 60 - 1))
    start, end = frame.hours_of(day)
    # a shop that is open past midnight: whoever comes after it comes on the next date, which may not be planned
    return at(frame.zone, day, min(pick.integer(start, (start + end) // 2), 24 * 60 - 1))


def _job(number: int, workshop: Workshop, pick: Picker) -> Job:
    codes = [operation.operation_code for operation in workshop.operations]
    codes += [group.group_code for group in workshop.group_jobs]
    own_parts: tuple[PartNeed, ...] | None = None
    if pick.chance(8):
        own_parts = (PartNeed(part_number=pick.choice((*PARTS, "P-NEVER"))),)
    return Job(
        job_id=f"J{number}",
        operation_code=pick.choice(codes),
        frt_hours=pick.choice((0.4, 1.2, 3.0)) if pick.chance(30) else None,
        parts=own_parts,
    )
