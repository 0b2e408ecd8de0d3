"""A day advanced along a plan: the state that people would find at a later moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from optimizer.day import Day
from optimizer.faults import faults_of
from optimizer.visit import Interruption, StepProgress, StepStatus
from optimizer.workshop import Delivery, PartNeed, PartStock
from scenarios.advance import advance, mid_day
from scenarios.errors import ScenarioError
from scenarios.shopfloor import Chances
from tests.boards import plan
from tests.shops import OPERATIONS, at, day, interrupted, operation, running, shop, visit

AS_PLANNED = Chances(overrun=0.0, interruption=0.0)
MORNING = day(visit("v1", "OIL", "TYRES"), visit("v2", "ENGINE"))
BOARD = """
v1 reception   8:00-8:10   eve
v1 work/1      8:10-9:10   bob b1 keeps
v1 work/2      9:20-9:50   bob b1
v1 inspection  9:50-10:00  inspection-1
v1 hand_over   10:00-10:10 eve
v2 reception   8:00-8:10   fay
v2 work/1      10:30-13:30 ann b2
v2 inspection  13:30-13:40 inspection-1
v2 hand_over   13:40-13:50 eve
"""


def at_time(text: str, board: str = BOARD, of: Day = MORNING, chances: Chances = AS_PLANNED, seed: int = 1) -> Day:
    later = advance(of, plan(of, board), at(text), seed, chances=chances)
    assert faults_of(later) == ()
    return later


def states(of: Day) -> dict[str, StepProgress]:
    return {one.step_id: one for each in of.visits for one in each.progress}


def test_steps_that_ended_are_finished_as_planned() -> None:
    found = states(at_time("9:20"))["v1/work/1"]
    assert found.status is StepStatus.FINISHED
    assert (found.started_at, found.finished_at) == (at("8:10"), at("9:10"))
    assert (found.technician_ids, found.bay_id) == (("bob",), "b1")


def test_a_step_under_way_runs_with_its_working_time_left() -> None:
    later = at_time("11:00")
    found = states(later)["v2/work/1"]
    assert found.status is StepStatus.RUNNING
    assert found.remaining_minutes == 90  # 150 on the clock, of which 60 are lunch
    assert later.visits[1].in_bay is None  # the running step says where the car is


def test_what_the_plan_starts_later_stays_open() -> None:
    assert set(states(at_time("9:15"))) == {"v1/reception", "v1/work/1", "v2/reception"}


def test_a_car_stands_in_the_bay_it_keeps() -> None:
    assert at_time("9:15").visits[0].in_bay == "b1"
    assert at_time("9:55").visits[0].in_bay is None


def test_the_plan_is_published_and_now_is_later() -> None:
    later = at_time("9:15")
    assert later.now == at("9:15")
    assert later.published is not None
    assert later.published.assignments == plan(MORNING, BOARD).assignments
    assert "steps finished 3, running 0, interrupted 0" in later.assumptions[-1]


def test_nothing_moves_when_no_time_passes() -> None:
    later = at_time("8:00")
    assert replace(later, published=None, assumptions=()) == MORNING


def test_work_that_overruns_holds_up_what_waits_for_it() -> None:
    board = BOARD.replace("9:20-9:50   bob b1", "9:10-9:40   bob b1")
    always = Chances(overrun=1.0, interruption=0.0)
    held_up = 0
    for seed in range(10):
        found = states(at_time("9:15", board, chances=always, seed=seed))
        first = found["v1/work/1"]
        if first.status is StepStatus.RUNNING:  # longer than the five minutes since its planned end
            held_up += 1
            assert first.remaining_minutes is not None
            assert first.remaining_minutes <= 31
            assert "v1/work/2" not in found
    assert held_up > 5


def test_a_late_car_keeps_others_out_of_its_bay_and_its_technician() -> None:
    of = day(visit("v1", "OIL"), visit("v2", "OIL"), visit("v3", "WIRING"))
    board = """
    v1 reception  8:00-8:10 eve
    v2 reception  8:00-8:10 fay
    v3 reception  8:15-8:25 eve
    v1 work/1     8:10-9:10 bob b1
    v2 work/1     9:10-10:10 ann b1
    v3 work/1     9:10-10:10 bob
    """
    always = Chances(overrun=1.0, interruption=0.0)
    late = [states(at_time("9:15", board, of, always, seed)) for seed in range(10)]
    late = [found for found in late if found["v1/work/1"].status is StepStatus.RUNNING]
    assert late
    assert all("v2/work/1" not in found and "v3/work/1" not in found for found in late)


def test_interrupted_work_keeps_what_is_left_and_says_why() -> None:
    always = Chances(overrun=0.0, interruption=1.0)
    codes, bays = set(), set()
    for seed in range(20):
        later = at_time("11:00", chances=always, seed=seed)
        found = states(later)["v2/work/1"]
        assert found.status is StepStatus.INTERRUPTED
        assert found.remaining_frt_hours == pytest.approx(1.5)
        assert found.reason
        if found.code is not Interruption.WORK_STOPPED:
            assert found.resume_at is not None
            assert found.resume_at > later.now
        codes.add(found.code)
        bays.add(later.visits[1].in_bay)
    assert codes == set(Interruption)
    assert bays == {"b2", None}  # some cars are moved out, some stay


def test_parts_taken_are_off_the_shelf_and_deliveries_on_it() -> None:
    part = operation("PADS", 1.0, "LIFT", parts=(PartNeed(part_number="pads", quantity=2),))
    of = day(
        visit("v1", "PADS"),
        workshop=shop(
            operations=(*OPERATIONS, part),
            stock=(PartStock(part_number="pads", on_hand=1),),
            deliveries=(
                Delivery(part_number="pads", quantity=3, eta=at("8:05")),
                Delivery(part_number="pads", quantity=5, eta=at("15:00")),
            ),
        ),
    )
    board = "v1 reception 8:00-8:10 eve\nv1 work/1 8:10-9:10 bob b1"
    later = at_time("9:00", board, of)
    assert later.workshop.stock == (PartStock(part_number="pads", on_hand=2),)
    assert [one.quantity for one in later.workshop.deliveries] == [5]


def test_what_had_begun_before_goes_on() -> None:
    of = day(
        visit(
            "v1",
            "OIL",
            "TYRES",
            progress=("reception 7:40-7:50", running("v1/work/1", "7:50", 10, who="bob", bay_id="b1")),
        ),
        visit(
            "v2",
            "OIL",
            in_bay="b2",
            progress=("reception 7:30-7:40", interrupted("v2/work/1", "7:40", hours=0.5)),
        ),
    )
    board = """
    v1 work/1 7:50-8:10 bob b1 keeps
    v1 work/2 8:10-8:40 bob b1
    v2 work/1 8:20-8:50 ann b2
    """
    found = states(at_time("8:30", board, of))
    assert found["v1/work/1"].started_at == at("7:50")
    assert found["v1/work/1"].finished_at == at("8:10")
    assert found["v1/work/2"].remaining_minutes == 10
    assert found["v2/work/1"].status is StepStatus.RUNNING
    before = at_time("8:15", board, of)
    assert states(before)["v2/work/1"].status is StepStatus.INTERRUPTED
    assert before.visits[1].in_bay == "b2"


def test_a_loan_car_not_yet_back_is_not_lent_again() -> None:
    of = day(visit("v1", "OIL", loan_car=True), visit("v2", "OIL", loan_car=True), workshop=shop(loan_cars=1))
    board = """
    v1 reception  8:00-8:10 eve
    v1 work/1     8:10-9:10 bob b1
    v1 inspection 9:10-9:20 inspection-1
    v1 hand_over  9:20-9:30 eve
    v2 reception  9:30-9:40 eve
    """
    assert "v2/reception" in states(at_time("9:35", board, of))
    always = Chances(overrun=1.0, interruption=0.0)
    late = [states(at_time("9:35", board, of, always, seed)) for seed in range(20)]
    assert any(found["v1/work/1"].status is StepStatus.RUNNING for found in late)
    for found in late:
        assert ("v2/reception" in found) == (found["v1/work/1"].status is StepStatus.FINISHED)


def test_a_car_half_done_is_not_handed_over() -> None:
    of = day(visit("v1", "OIL", progress=("reception 7:40-7:50",)))
    assert set(states(at_time("9:00", "v1 hand_over 8:00-8:10 eve", of))) == {"v1/reception"}


def test_equal_seeds_give_equal_days() -> None:
    often = Chances(overrun=0.5, interruption=0.5)
    assert at_time("11:00", chances=often, seed=5) == at_time("11:00", chances=often, seed=5)


def test_mid_day_plans_first() -> None:
    made = mid_day(MORNING, at("9:15"), seed=1, planner=lambda of: plan(of, BOARD), chances=AS_PLANNED)
    assert made == at_time("9:15")


def test_time_does_not_run_backwards_nor_plans_in_other_shops() -> None:
    with pytest.raises(ScenarioError, match="before the day's own"):
        advance(MORNING, plan(MORNING, BOARD), MORNING.now - timedelta(minutes=1), 1)
    other = replace(plan(MORNING, BOARD), workshop_id="elsewhere")
    with pytest.raises(ScenarioError, match="the plan is of workshop elsewhere"):
        advance(MORNING, other, at("9:00"), 1)
