"""The day to re-plan: the workshop with what is known of it, the cars as they stand, the plan they were told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.desk.life import State
from api.desk.records import Appointment
from api.desk.resident import NotReadyError
from api.floor.records import FloorDay, Found
from api.floor.rows import last_event, versions_of
from api.floor.standing import Standing, standing_of
from api.replans.decision_rows import standing as standing_decisions
from api.replans.overtime_rows import agreed
from api.setup.standing import setup_of
from optimizer.day import Day
from optimizer.goals import Goal, day_for
from optimizer.in_force import in_force
from optimizer.plan import Published
from optimizer.visit import Visit
from optimizer.workshop import Workshop
from scenarios.events.facts import tools_down, with_facts
from scenarios.events.guests import beyond_roster, fitted
from scenarios.events.state import CarState
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
    standing = standing_of(connection, workshop_id, setup, now)
    zone, floor = ZoneInfo(setup.time_zone), standing.floor
    today = now.astimezone(zone).date()
    frame = _frame(setup, today, _there(standing, instant_at(zone, today, 0)))
    known = {one.appointment_id: one for one in frame.cars if one.appointment_id in floor.cars}
    visits = tuple(replace(_at_now(floor.visit(key, now), now), plate=one.plate) for key, one in known.items())
    workshop = beyond_roster(with_facts(frame.workshop, floor.facts), visits, setup, now)
    assignments = tuple(step for one in known.values() for step in one.assignments)
    decisions, released = standing_decisions(connection, workshop_id)
    forbidden = (*decisions.forbidden, *tools_down(workshop, visits, floor.facts, now))
    day = Day(
        workshop=workshop,
        visits=tuple(fitted(visit, workshop) for visit in visits),
        now=now,
        published=Published(assignments=assignments, released=released),
        decisions=replace(decisions, forbidden=forbidden),
    )
    until = agreed(connection, workshop_id, now)
    return FloorDay(
        day=in_force(day if until is None else day_for(day, Goal.WITH_OVERTIME, until)),
        setup=setup,
        facts=floor.facts,
        appointments=known,
        versions=versions,
        event_seq=last_event(connection, workshop_id),
        found={key: _found(floor.cars[key]) for key in known if floor.cars[key].found},
        left_out=tuple(one.appointment_id for one in frame.cars if one.appointment_id not in known),
    )


def _found(car: CarState) -> tuple[Found, ...]:
    return tuple(Found(event_id=key, work=work, answer=answer) for key, (work, answer) in car.found.items())


def _there(standing: Standing, today: datetime) -> list[Appointment]:
    """Cars in the house, and those to come from today on."""
    return [
        one
        for one in standing.cars.values()
        if one.state is State.ARRIVED or (one.state.in_plan and one.visit.arrival >= today)
    ]


def _at_now(visit: Visit, now: datetime) -> Visit:
    """A car that should have come comes from now on; nothing of it has happened later."""
    progress = tuple(replace(one, started_at=min(one.started_at, now)) for one in visit.progress)
    return replace(visit, progress=progress)


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
