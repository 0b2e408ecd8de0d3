"""The day to re-plan: the workshop with what is known of it, the cars as they stand, the plan they were told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.desk.records import Appointment
from api.desk.resident import NotReadyError
from api.floor.records import FloorDay
from api.floor.rows import cars_from, last_event, versions_of
from api.setup.standing import setup_of
from optimizer.day import Day
from optimizer.plan import Published
from optimizer.workshop import Workshop
from scenarios.events.facts import NO_FACTS, tools_down, with_facts
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup
from scenarios.setup.resolve import resolve

# A chain of cars that stay overnight is followed so far; what is booked ends before.
_MOST_DAYS = 30


def floor_day(connection: Connection, workshop_id: str, now: datetime) -> FloorDay:
    """The day of a workshop as it stands at ``now``: today and the days after it that the policy plans.

    More days where a car that is there on one of them leaves later, so that every car that could be in the way is in
    it. Raises ``UnknownWorkshopError``, and ``NotReadyError`` when the workshop does not open in the next 120 days.
    """
    versions = versions_of(connection, workshop_id)
    setup = setup_of(connection, workshop_id)
    zone = ZoneInfo(setup.time_zone)
    today = now.astimezone(zone).date()
    cars = cars_from(connection, workshop_id, instant_at(zone, today, 0))
    frame = _frame(setup, today, cars)
    facts = NO_FACTS
    workshop = with_facts(frame.workshop, facts)
    known = {one.appointment_id: one for one in frame.cars if _is_known(one, setup)}
    visits = tuple(one.visit for one in known.values())
    assignments = tuple(step for one in known.values() for step in one.assignments)
    day = Day(workshop=workshop, visits=visits, now=now, published=Published(assignments=assignments))
    forbidden = tools_down(workshop, visits, facts, now)
    return FloorDay(
        day=replace(day, decisions=replace(day.decisions, forbidden=day.decisions.forbidden + forbidden)),
        setup=setup,
        facts=facts,
        appointments=known,
        versions=versions,
        event_seq=last_event(connection, workshop_id),
        left_out=tuple(one.appointment_id for one in frame.cars if one.appointment_id not in known),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The workshop on the days planned, and the cars that are there on one of them."""

    workshop: Workshop
    cars: tuple[Appointment, ...]


def _frame(setup: Setup, today: date, cars: Sequence[Appointment]) -> _Frame:
    zone = ZoneInfo(setup.time_zone)
    num_days, dates = setup.policy.horizon_days, _dates(setup, today)
    while True:
        end = instant_at(zone, dates[min(num_days, len(dates)) - 1] + timedelta(days=1), 0)
        here = tuple(one for one in cars if min((s.start for s in one.assignments), default=one.visit.arrival) < end)
        last = max((one.ends for one in here), default=end)
        if last <= end or num_days >= len(dates):
            return _Frame(workshop=resolve(setup, today, num_days).workshop, cars=here)
        num_days += 1


def _dates(setup: Setup, today: date) -> tuple[date, ...]:
    dates = tuple(day.date for day in ShopCalendar.of(setup).open_days(today, _MOST_DAYS))
    if not dates:
        raise NotReadyError(f"workshop {setup.workshop_id} is not open in the 120 days from {today.isoformat()} on")
    return dates


def _is_known(one: Appointment, setup: Setup) -> bool:
    codes: Mapping[str, object] = {
        **{operation.operation_code: operation for operation in setup.operations},
        **{group.group_code: group for group in setup.group_jobs},
    }
    return all(job.operation_code in codes for job in one.visit.jobs)
