"""Odd days are valid, and odd in every way that they promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from optimizer.day import Day
from optimizer.engine.bounds import unavoidable
from optimizer.faults import faults_of
from optimizer.problem import build_problem
from optimizer.problem.arrays import NO_TIME
from optimizer.visit import StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import Stretch, Technician
from scenarios.odd import odd_day
from tests.strategies import days

MANY = tuple(odd_day(seed) for seed in range(400))


def test_every_odd_day_is_valid() -> None:
    found = {seed: faults_of(day) for seed, day in enumerate(MANY)}
    assert {seed: faults for seed, faults in found.items() if faults} == {}


def test_nobody_arrives_at_the_midnight_that_ends_the_horizon() -> None:
    """Open past midnight and planned for one date only: number 6916 had a car come at 0:00."""
    assert faults_of(odd_day(6916)) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days())
def test_every_drawn_day_is_valid(day: Day) -> None:
    assert faults_of(day) == ()


def test_the_same_seed_gives_the_same_day() -> None:
    assert odd_day(11) == odd_day(11)
    assert odd_day(11) != odd_day(12)


def test_most_visits_can_be_planned() -> None:
    """A day on which nothing can be done tests nothing."""
    ready = np.concatenate([unavoidable(build_problem(day)).ready for day in MANY[:150]])
    assert 0.55 < np.mean(ready != NO_TIME) < 0.8


def any_visit(holds: Callable[[Day, Visit], bool]) -> Callable[[Day], bool]:
    return lambda day: any(holds(day, visit) for visit in day.visits)


def any_progress(holds: Callable[[Day, StepProgress], bool]) -> Callable[[Day], bool]:
    return any_visit(lambda day, visit: any(holds(day, one) for one in visit.progress))


def any_technician(holds: Callable[[Technician], bool]) -> Callable[[Day], bool]:
    return lambda day: any(holds(one) for one in day.workshop.technicians)


def clock_changes(day: Day) -> bool:
    zone = ZoneInfo(day.workshop.time_zone)
    offsets = {
        moment.astimezone(zone).utcoffset()
        for span in day.workshop.open_spans
        for moment in (day.now, span.start, span.end)
    }
    return len(offsets) > 1


def always_absent(technician: Technician) -> bool:
    return any(
        hole.start <= technician.shifts[0].start and hole.end >= technician.shifts[-1].end
        for hole in technician.absences
    )


def never_comes(day: Day, visit: Visit) -> bool:
    known = {line.part_number for line in day.workshop.stock} | {one.part_number for one in day.workshop.deliveries}
    return any(need.part_number not in known for job in visit.jobs for need in job.parts or ())


ODDITIES: dict[str, Callable[[Day], bool]] = {
    "no visits": lambda day: not day.visits,
    "eight visits": lambda day: len(day.visits) == 8,
    "no bays": lambda day: not day.workshop.bays,
    "no car park": lambda day: day.workshop.policy.car_park_places == 0,
    "no loan cars, yet wanted": lambda day: day.workshop.loan_cars == 0 and any(visit.loan_car for visit in day.visits),
    "grid of 5": lambda day: day.workshop.policy.grid_minutes == 5,
    "grid of 6": lambda day: day.workshop.policy.grid_minutes == 6,
    "grid of 10": lambda day: day.workshop.policy.grid_minutes == 10,
    "now off the grid": lambda day: day.now.minute % day.workshop.policy.grid_minutes != 0,
    "clock change": clock_changes,
    "clock change in Berlin": lambda day: day.workshop.time_zone == "Europe/Berlin" and clock_changes(day),
    "overtime": any_technician(lambda one: bool(one.overtime)),
    "overtime allowed": lambda day: day.workshop.policy.overtime_allowed,
    "absence of all the time": any_technician(always_absent),
    "tiny shift": any_technician(lambda one: any(span.duration < timedelta(minutes=15) for span in one.shifts)),
    "outage": lambda day: any(bay.outages for bay in day.workshop.bays),
    "team of two": lambda day: any(one.crew == 2 for one in day.workshop.operations),
    "sublet": lambda day: any(one.sublet_hours is not None for one in day.workshop.operations),
    "diagnosis": lambda day: any(one.is_diagnosis for one in day.workshop.operations),
    "group job": lambda day: bool(day.workshop.group_jobs),
    "not interrupted": lambda day: any(one.stretch is Stretch.NONE for one in day.workshop.operations),
    "over night": lambda day: any(one.stretch is Stretch.OVERNIGHT for one in day.workshop.operations),
    "delivery after the horizon": lambda day: any(
        one.eta > day.now + timedelta(days=10) for one in day.workshop.deliveries
    ),
    "part that never comes": any_visit(never_comes),
    "no promise": any_visit(lambda _, visit: visit.promised is None),
    "promise in the past": any_visit(lambda day, visit: visit.promised is not None and visit.promised < day.now),
    "pick-up time": any_visit(lambda _, visit: visit.pick_up is not None),
    "named advisor": any_visit(lambda _, visit: visit.advisor_id is not None),
    "no job": any_visit(lambda _, visit: not visit.jobs),
    "car in a bay": any_visit(lambda _, visit: visit.in_bay is not None),
    "visit that is over": any_visit(
        lambda _, visit: any(one.step_id.endswith("/hand_over") and one.finished_at for one in visit.progress)
    ),
    "running work": any_progress(lambda _, one: one.status is StepStatus.RUNNING and bool(one.technician_ids)),
    "running reception": any_progress(
        lambda _, one: one.status is StepStatus.RUNNING and one.step_id.endswith(StepKind.RECEPTION)
    ),
    "interrupted, resumes later": any_progress(lambda day, one: one.resume_at is not None and one.resume_at > day.now),
    "interrupted, nothing left": any_progress(lambda _, one: one.remaining_frt_hours == 0),
    "published plan": lambda day: day.published is not None and len(day.published.assignments) > 3,
    "released step": lambda day: day.published is not None and bool(day.published.released),
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_every_oddity_comes_up(oddity: str) -> None:
    assert any(ODDITIES[oddity](day) for day in MANY)
