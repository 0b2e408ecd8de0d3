"""Rule ``pinned`` through the engine: kept whatever it costs, or the visit is left out and says which pins."""

from __future__ import annotations

import pytest

from optimizer.decisions import Decisions, Pin
from optimizer.plan import Plan, Published
from tests.boards import assignments
from tests.planned import RECEIVED, late, planned, step, when, where
from tests.shops import bay, day, pin, running, shop, technician, visit

CARS = (
    visit("v1", "OIL", promised="9:10", progress=RECEIVED),
    visit("v2", "OIL", promised="9:20", progress=RECEIVED),
)


def with_pins(*pins: Pin) -> Plan:
    return planned(day(*CARS, decisions=Decisions(pins=pins)))


@pytest.mark.parametrize(
    ("one", "who", "times"),
    [
        (pin("v1/work/1", "bob"), "bob", "8:00-9:00"),
        (pin("v1/work/1", bay_id="b2"), "b2", "8:00-9:00"),
        (pin("v1/work/1", start="10:30"), "", "10:30-11:30"),
        (pin("v1/work/1", "bob", start="10:31"), "bob", "10:31-11:31"),
        (pin("v1/work/1", "ann", bay_id="b2", start="13:00"), "ann b2", "13:00-14:00"),
    ],
)
def test_kept(one: Pin, who: str, times: str) -> None:
    plan = with_pins(one)
    assert plan.unplanned == ()
    assert who in where(plan, "v1/work/1")
    assert when(plan, "v1/work/1") == times


def test_a_pin_to_a_time_costs_what_it_costs() -> None:
    plan = with_pins(pin("v1/work/1", start="10:30"))
    assert late(plan) == 11 * 60 + 40 - (9 * 60 + 10)
    (note,) = plan.notes
    assert (note.code, [reason.rule for reason in note.reasons]) == ("promise_impossible", ["pinned"])
    assert note.reasons[0].text_en == "step v1/work/1 is pinned to 10:30"
    assert note.reasons[0].text_zh == "步骤v1/work/1已固定在10:30"


def test_what_comes_before_is_done_in_time() -> None:
    """The reception must be over, and the first job too, by the time the second is pinned to."""
    car = visit("v1", "TEST", "OIL", promised="17:00")
    plan = planned(day(car, decisions=Decisions(pins=(pin("v1/work/2", start="8:40"),))))
    assert (when(plan, "v1/reception"), when(plan, "v1/diagnosis/1")) == ("8:00-8:10", "8:10-8:40")
    minute_less = planned(day(car, decisions=Decisions(pins=(pin("v1/work/2", start="8:39"),))))
    assert minute_less.unplanned == ("v1",)


def test_inspection_and_hand_over_can_be_pinned_to_a_time() -> None:
    plan = with_pins(pin("v1/inspection", start="9:30"), pin("v1/hand_over", start="11:00"))
    assert (when(plan, "v1/inspection"), when(plan, "v1/hand_over")) == ("9:30-9:40", "11:00-11:10")


def test_two_jobs_pinned_to_one_technician_wait_for_each_other() -> None:
    plan = with_pins(pin("v1/work/1", "bob"), pin("v2/work/1", "bob"))
    assert {when(plan, "v1/work/1"), when(plan, "v2/work/1")} == {"8:00-9:00", "9:00-10:00"}


def test_two_pins_that_clash_are_both_named() -> None:
    plan = with_pins(pin("v1/work/1", "bob", start="10:00"), pin("v2/work/1", "bob", start="10:59"))
    (left,) = plan.unplanned
    note = next(note for note in plan.notes if note.visit_id == left)
    assert note.code == "unplanned"
    assert {(one.rule, one.subject) for one in note.reasons} == {("pinned", "v1/work/1"), ("pinned", "v2/work/1")}
    assert "step v1/work/1 (bob) is pinned to 10:00" in {one.text_en for one in note.reasons}


def test_a_pin_that_nothing_can_help() -> None:
    """In the lunch break: the pin and the working hours together."""
    plan = planned(day(CARS[0], decisions=Decisions(pins=(pin("v1/work/1", "bob", start="12:30"),))))
    (note,) = plan.notes
    assert plan.unplanned == ("v1",)
    assert [(one.rule, one.subject) for one in note.reasons] == [("working_time", ""), ("pinned", "v1/work/1")]


def test_who_runs_or_is_frozen_stays() -> None:
    at_work = running("v1/work/1", "7:55", 30, who="ann", bay_id="b1")
    cars = (visit("v1", "OIL", progress=(*RECEIVED, at_work)),)
    plan = planned(day(*cars, decisions=Decisions(pins=(pin("v1/work/1", "bob"),))))
    assert where(plan, "v1/work/1") == "ann b1"


@pytest.mark.parametrize(("released", "who"), [(frozenset[str](), "ann"), (frozenset({"v1/work/1"}), "bob")])
def test_what_is_frozen_moves_once_it_is_released(released: frozenset[str], who: str) -> None:
    board = """
    v1 work/1     8:00-9:00 ann b1
    v1 inspection 9:00-9:10 inspection-1
    v1 hand_over  9:10-9:20 eve
    """
    published = Published(assignments=assignments(shop(), board), released=released)
    plan = planned(day(CARS[0], published=published, decisions=Decisions(pins=(pin("v1/work/1", "bob"),))))
    assert step(plan, "v1/work/1").technician_ids == (who,)


def test_a_crew_of_two_is_pinned_whole() -> None:
    workshop = shop(technicians=(technician("ann", "engine"), technician("bob"), technician("cy")))
    car = visit("v1", "EXPRESS", promised="9:00", progress=RECEIVED)
    plan = planned(day(car, workshop=workshop, decisions=Decisions(pins=(pin("v1/work/1", "cy bob"),))))
    assert step(plan, "v1/work/1").technician_ids == ("bob", "cy")


def test_a_bay_where_another_car_stands_is_waited_for() -> None:
    at_work = running("v2/work/1", "7:30", 90, who="ann", bay_id="b2")
    cars = (CARS[0], visit("v2", "OIL", progress=("reception 7:20-7:30", at_work)))
    workshop = shop(bays=(bay("b1", "LIFT"), bay("b2", "LIFT", "RACK")))
    plan = planned(day(*cars, workshop=workshop, decisions=Decisions(pins=(pin("v1/work/1", bay_id="b2"),))))
    assert (when(plan, "v1/work/1"), where(plan, "v1/work/1")) == ("9:30-10:30", "bob b2")
