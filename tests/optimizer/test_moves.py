"""The quick check of a move says what the referee would say of the plan with that step moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from optimizer.day import Day
from optimizer.decisions import Decisions, Forbidden, Pin
from optimizer.do_nothing import do_nothing
from optimizer.moves import check_move
from optimizer.plan import Assignment, Plan, Published
from optimizer.plan_day import plan_day
from optimizer.referee import violations
from scenarios.generator import SHOPS, generate_day

JUDGED = frozenset({"skill", "technician_overlap", "bay_capability", "bay_outage"})
OF_PEOPLE = frozenset({"skill", "technician_overlap"})  # an outage of the bay is told in the row of the bay


@pytest.fixture(scope="module")
def day() -> Day:
    """A generated day, an hour before its first car, with a plan in force."""
    made = generate_day(SHOPS["small"], seed=3, date=date(2026, 3, 3))
    plan = plan_day(made, time_limit_s=0.2)
    return replace(made, published=Published(assignments=plan.assignments))


@pytest.fixture(scope="module")
def plan(day: Day) -> Plan:
    """The plan in force."""
    return do_nothing(day)


def moved(plan: Plan, one: Assignment, **changed: object) -> Plan:
    """The plan with a step elsewhere."""
    steps = tuple(replace(one, **changed) if each is one else each for each in plan.assignments)  # type: ignore[arg-type]
    return replace(plan, assignments=steps)


def works(plan: Plan) -> list[Assignment]:
    """Some steps by a single technician."""
    return [one for one in plan.assignments if len(one.technician_ids) == 1][::5]


def test_of_every_technician_it_says_what_the_referee_says(day: Day, plan: Plan) -> None:
    for one in works(plan):
        for row in check_move(day, one.step_id).technicians:
            if row.end is None or row.subject_id in one.technician_ids:
                continue
            there = moved(plan, one, technician_ids=(row.subject_id,), end=row.end)
            found = [each for each in violations(day, there) if one.step_id in each.step_ids]
            assert "duration" not in {each.rule for each in found}, found
            rules = {each.rule for each in found} & OF_PEOPLE
            assert {each.rule for each in row.reasons} & JUDGED == rules, (row, found)


def test_of_every_bay_it_says_what_the_referee_says(day: Day, plan: Plan) -> None:
    for one in works(plan):
        for row in check_move(day, one.step_id).bays:
            if row.subject_id == one.bay_id:
                continue
            there = moved(plan, one, bay_id=row.subject_id)
            found = {each.rule for each in violations(day, there) if one.step_id in each.step_ids}
            assert {each.rule for each in row.reasons} & JUDGED == found & JUDGED, row


def test_decisions_and_time_stand_against_a_move(day: Day, plan: Plan) -> None:
    one = next(each for each in works(plan) if each.bay_id is not None)
    other = next(
        each.technician_id for each in day.workshop.technicians if each.technician_id not in one.technician_ids
    )
    pins = (Pin(step_id=one.step_id, technician_ids=one.technician_ids),)
    forbidden = (Forbidden(step_id=one.step_id, bay_id=one.bay_id),)
    decided = replace(day, decisions=Decisions(pins=pins, forbidden=forbidden))
    found = check_move(decided, one.step_id, start=day.now - timedelta(minutes=5))
    rules = {row.subject_id: {each.rule for each in row.reasons} for row in (*found.technicians, *found.bays)}
    assert "pinned" in rules[other]
    assert "forbidden" in rules[one.bay_id or ""]
    assert {each.rule for each in found.reasons} >= {"not_before_now", "arrival"}
    assert all(each.text_en and each.text_zh for row in found.technicians for each in row.reasons)


def test_a_step_that_nobody_knows_is_an_error(day: Day) -> None:
    with pytest.raises(KeyError):
        check_move(day, "V999/work/1")
