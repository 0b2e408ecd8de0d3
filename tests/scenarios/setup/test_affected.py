"""What a change takes from booked work: only what it takes, and from whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from optimizer.plan import Assignment
from optimizer.visit import Job, StepKind, Visit
from optimizer.workshop import GroupJob, Operation, Technician, Workshop
from scenarios.setup.affected import TimeLosses
from scenarios.setup.affected_work import WorkLosses
from scenarios.setup.resolve import resolved_workshop
from tests.scenarios.setup.shops import MONDAY, tiny

SHOP = resolved_workshop(tiny(), MONDAY, 3)
START = SHOP.open_spans[0].start + timedelta(hours=1)
BOTH = Visit(visit_id="v", arrival=START, jobs=(Job(job_id="1", operation_code="BOTH"),))
OWN = Visit(visit_id="v", arrival=START, jobs=(Job(job_id="1", operation_code="OIL", frt_hours=1.2),))


def work(step: str, technician: str = "ann", bay: str | None = "b1", start: datetime = START) -> Assignment:
    """An hour's work."""
    end = start + timedelta(hours=1)
    return Assignment(
        step_id=f"v/work/{step}",
        visit_id="v",
        kind=StepKind.WORK,
        start=start,
        end=end,
        technician_ids=(technician,),
        bay_id=bay,
    )


STEPS = (work("1.1"), work("1.2", bay=None, start=START + timedelta(hours=1)))


def operations(change: Callable[[Operation], Operation]) -> Workshop:
    """The shop with OIL changed."""
    return replace(SHOP, operations=(change(SHOP.operations[0]), SHOP.operations[1]))


def group(*codes: str) -> Workshop:
    """The shop with other operations in BOTH."""
    return replace(SHOP, group_jobs=(GroupJob(group_code="BOTH", operation_codes=codes),))


def people(change: Callable[[Technician], Technician]) -> Workshop:
    """The shop with ann changed."""
    return replace(SHOP, technicians=(change(SHOP.technicians[0]), *SHOP.technicians[1:]))


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        (SHOP, []),
        (operations(lambda one: replace(one, frt_hours=1.1)), ["operation OIL"]),
        (operations(lambda one: replace(one, bay_capability=None)), ["operation OIL"]),
        (operations(lambda one: replace(one, name="Oil", category="other")), []),
        (group("OIL", "ENGINE", "OIL"), ["operation OIL"]),
        (group("OIL"), ["operation ENGINE"]),
        (group("ENGINE", "OIL"), ["operation OIL", "operation ENGINE"]),
        (people(lambda one: replace(one, skills=frozenset())), ["technician ann"]),
        (people(lambda one: replace(one, skills=one.skills | {"more"}, name="Ann")), []),
        (replace(SHOP, bays=(replace(SHOP.bays[0], capabilities=frozenset({"RACK"})),)), ["bay b1"]),
    ],
)
def test_work_that_is_no_longer_what_was_booked(after: Workshop, lost: list[str]) -> None:
    assert list(WorkLosses(SHOP, after).subjects(BOTH, STEPS)) == lost


def test_steps_of_another_length_are_told() -> None:
    after = replace(SHOP, policy=replace(SHOP.policy, wash_minutes=30, bay_move_minutes=99))
    wash = replace(work("1", bay=None), step_id="v/wash", kind=StepKind.WASH, technician_ids=(), unit_id="wash-1")
    assert list(WorkLosses(SHOP, after).subjects(BOTH, (*STEPS, wash))) == ["wash"]


def test_a_time_agreed_for_the_job_itself_stands() -> None:
    after = operations(lambda one: replace(one, frt_hours=9.0))
    assert list(WorkLosses(SHOP, after).subjects(OWN, (work("1"),))) == []


def test_what_is_over_loses_nothing() -> None:
    assert list(WorkLosses(SHOP, group("ENGINE")).subjects(BOTH, ())) == []


def test_who_was_away_before_is_not_lost_again() -> None:
    away = people(lambda one: replace(one, absences=one.shifts))
    assert list(TimeLosses(SHOP, away).subjects(work("1"))) == ["technician ann"]
    assert list(TimeLosses(away, away).subjects(work("1"))) == []


def test_fewer_places_of_a_station_take_the_last_ones() -> None:
    two = replace(SHOP, stations=tuple(replace(one, count=2) for one in SHOP.stations))
    wash = [replace(work("1", bay=None), technician_ids=(), unit_id=f"wash-{n}") for n in (1, 2)]
    lost = TimeLosses(two, SHOP)
    assert [list(lost.subjects(one)) for one in wash] == [[], ["wash-2"]]
