"""The script of the bad day: it fits together, and what goes by plan goes to the minute."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from scenarios.bad_day import CARS, INCIDENTS, NEVER_COMES, ByPlan, PlannedStep, by_plan

ZONE = timezone(timedelta(hours=8))


def at(clock: str) -> datetime:
    """A time of the day."""
    return datetime.fromisoformat(f"2026-03-16T{clock}").replace(tzinfo=ZONE)


def step(name: str, start: str, end: str, status: str | None = None) -> PlannedStep:
    """A step of car v."""
    return PlannedStep(visit_id="v", step_id=f"v/{name}", start=at(start), end=at(end), status=status)


def told(found: tuple[ByPlan, ...]) -> list[str]:
    """In words."""
    return [f"{one.at:%H:%M} {one.type} {one.subject_id}" for one in found]


def test_ten_incidents_from_opening_to_closing_about_cars_that_are_expected() -> None:
    assert len(INCIDENTS) == 10
    assert [one.at for one in INCIDENTS] == sorted(one.at for one in INCIDENTS)
    names = {one.name for one in CARS}
    assert {one.car for one in INCIDENTS} - {None} <= names
    assert {one.car for one in INCIDENTS if one.type == "car_no_show"} == {NEVER_COMES}
    assert all(one.title_en and one.title_zh for one in INCIDENTS)
    assert len({one.plate for one in CARS}) == len(CARS)


def test_what_is_planned_happens_in_order() -> None:
    steps = [step("reception", "08:00", "08:10"), step("work/1", "08:10", "09:00")]
    found = by_plan([("v", at("08:00"))], steps, at("07:30"), at("08:30"))
    assert told(found) == [
        "08:00 car_arrived v",
        "08:00 step_started v/reception",
        "08:10 step_finished v/reception",
        "08:10 step_started v/work/1",
    ]
    assert found[-1].step == steps[1]


def test_what_runs_ends_and_what_stood_still_goes_on() -> None:
    steps = [step("work/1", "08:10", "09:00", "running"), step("work/2", "08:00", "09:30", "interrupted")]
    found = by_plan([], steps, at("08:30"), at("09:30"))
    assert told(found) == [
        "08:30 step_resumed v/work/2",
        "09:00 step_finished v/work/1",
        "09:30 step_finished v/work/2",
    ]


def test_what_is_done_and_what_comes_later_says_nothing() -> None:
    steps = [step("work/1", "08:10", "09:00", "finished"), step("work/2", "10:00", "11:00")]
    assert by_plan([("w", at("10:00"))], steps, at("08:30"), at("09:59")) == ()
