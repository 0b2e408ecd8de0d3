"""The day to re-plan is what the desk has booked, whom it let in, and the plan they were told of."""

from __future__ import annotations

from optimizer.do_nothing import do_nothing
from optimizer.faults import faults_of
from tests.api.desk.desks import DeskClient, on
from tests.api.desk.test_walk_ins import walk_in
from tests.api.floor.floors import day_of


def test_an_empty_shop_is_a_day_without_cars(desk: DeskClient) -> None:
    found = day_of(desk)
    assert found.day.visits == ()
    assert (found.versions.floor, found.event_seq) == (0, 0)
    assert found.day.workshop.policy.horizon_days == found.setup.policy.horizon_days
    assert faults_of(found.day) == ()


def test_doing_nothing_is_the_plan_that_was_booked(desk: DeskClient) -> None:
    first = desk.book(must={"dates": ["2026-03-02"]}).json()
    second = desk.book(must={"dates": ["2026-03-03"]}).json()
    desk.book(must={"dates": ["2026-03-12"]})  # beyond the days planned
    found = day_of(desk)
    assert set(found.appointments) == {first["id"], second["id"]}
    plan = do_nothing(found.day)
    told = {step["step_id"]: step["start"] for one in (first, second) for step in one["steps"]}
    planned = {one.step_id: one.start.astimezone(on("08:00").tzinfo).isoformat() for one in plan.assignments}
    assert planned == told


def test_a_car_let_in_without_a_place_is_there_to_be_planned(desk: DeskClient) -> None:
    desk.clock.now = on("16:30")
    one = walk_in(desk, forced=True, reason="cannot drive on").json()
    found = day_of(desk)
    assert [visit.visit_id for visit in found.day.visits] == [one["id"]]
    assert {step.visit_id for step in do_nothing(found.day).assignments} == {one["id"]}
