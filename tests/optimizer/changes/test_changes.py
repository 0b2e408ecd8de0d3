"""What a new plan changes of the one in force, and why, to the minute."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.changes import Cause, CauseKind, Changes, changes, next_promise
from optimizer.day import Day
from optimizer.do_nothing import do_nothing
from optimizer.plan import Plan, Reason, VisitNote
from tests.boards import plan
from tests.mornings import PUBLISHED, odd_morning, under_way
from tests.shops import at, shop

ILL = Cause(
    event_id="e1",
    kind=CauseKind.TECHNICIAN,
    subjects=frozenset({"bob"}),
    text_en="bob is absent until 13:30",
    text_zh="bob缺勤至13:30",
)


def compared(of: Day, *causes: Cause, after: Plan | None = None) -> Changes:
    """The changes from the published plan to what becomes of it, or to another plan."""
    assert of.published is not None
    return changes(of, of.published, after or do_nothing(of), causes)


def test_a_plan_that_stands_changes_nothing() -> None:
    found = compared(under_way(10))
    assert (found.cars, found.technicians, found.promises) == ((), (), ())


def test_work_that_runs_over_reaches_the_car_behind_it() -> None:
    """Twenty minutes: v1 is hit itself, v2 waits for ann and b1, v3 is not touched."""
    found = compared(under_way(30))
    assert [one.visit_id for one in found.cars] == ["v1", "v2"]
    first, second = found.cars
    assert (first.ready_before, first.ready_after) == (at("9:20"), at("9:40"))
    assert [one.step_id for one in first.moves] == ["v1/work/1", "v1/inspection", "v1/hand_over"]
    assert first.why is not None
    assert (first.why.behind, first.why.cause.kind) == ((), CauseKind.WORK)
    assert first.why.text_en == "work on v1 takes longer than planned"
    assert first.text_en == "ready at 09:40 instead of 09:20"
    assert first.text_zh == "完工时间由09:20改为09:40"
    assert second.why is not None
    assert second.why.behind == ("v1",)
    assert second.why.text_en == "waits for v1: work on v1 takes longer than planned"
    assert second.why.text_zh == "等候v1：v1作业超时"


def test_what_was_told_is_named_before_what_is_plain() -> None:
    told = Cause(
        event_id="e7", kind=CauseKind.WORK, subjects=frozenset({"v1/work/1"}), text_en="a bolt", text_zh="螺栓"
    )
    found = compared(under_way(30), told)
    assert [one.why and one.why.cause.event_id for one in found.cars] == ["e7", "e7"]


def test_who_is_absent_is_the_cause_of_what_they_were_to_do() -> None:
    found = compared(under_way(10, absent="9:00-13:30"), ILL)
    (car,) = found.cars
    assert (car.visit_id, car.ready_after) == ("v3", at("14:40"))
    assert car.why is not None
    assert (car.why.cause, car.why.behind) == (ILL, ())


def test_a_car_that_only_makes_room_has_no_cause() -> None:
    """v3 is done an hour later by the other technician; nobody told of anything that leads there."""
    of = under_way(10)
    other = PUBLISHED.replace("v3 work/1      10:00-11:00 bob b2", "v3 work/1      10:10-11:10 ann b2")
    other = other.replace("v3 inspection  11:00-11:10", "v3 inspection  11:10-11:20").replace(
        "11:10-11:20 fay", "11:20-11:30 fay"
    )
    (car,) = compared(of, after=plan(of, other)).cars
    assert car.why is None
    assert car.text_en == "ready at 11:20 instead of 11:10; ann instead of bob"
    assert car.text_zh == "完工时间由11:10改为11:20；技师由bob改为ann"


def test_a_car_that_came_as_planned_is_no_cause() -> None:
    """That v2 has come at 8:15 is told as well, and is not why it waits; that v1 came late would be."""
    came = Cause(
        event_id="e3", kind=CauseKind.ARRIVAL, subjects=frozenset({"v2"}), text_en="v2 is here", text_zh="v2已到店"
    )
    second = compared(under_way(30), came).car("v2")
    assert second is not None
    assert second.why is not None
    assert second.why.behind == ("v1",)
    of = under_way(30)
    late = replace(of, visits=(of.visits[0], replace(of.visits[1], arrival=at("8:20")), of.visits[2]))
    assert [one.why and one.why.cause.event_id for one in compared(late, came).cars] == ["", "e3"]


def test_what_the_new_plan_notes_of_a_car_is_a_cause_too() -> None:
    """v3 lacks a part: the plan leaves it out and says so. That others are in the way would say nothing."""
    of = under_way(10)
    board = "\n".join(line for line in PUBLISHED.splitlines() if not line.startswith("v3"))
    reasons = (
        Reason(rule="technician_overlap", text_en="busy", text_zh="忙"),
        Reason(rule="parts", subject="P1", text_en="part P1 is short", text_zh="零件P1缺货"),
    )
    note = VisitNote(visit_id="v3", code="unplanned", reasons=reasons)
    car = compared(of, after=plan(of, board, unplanned=("v3",), notes=(note,))).car("v3")
    assert car is not None
    assert car.why is not None
    assert (car.why.cause.kind, car.why.text_en) == (CauseKind.PARTS, "part P1 is short")


def test_technicians_see_their_next_jobs_in_the_new_order() -> None:
    of = under_way(10)
    other = PUBLISHED.replace("10:00-11:00 bob b2", "10:10-11:10 ann b2").replace("11:00-11:10", "11:10-11:20")
    found = compared(of, after=plan(of, other.replace("11:10-11:20 fay", "11:20-11:30 fay")))
    assert [(one.technician_id, one.before, one.after) for one in found.technicians] == [
        ("ann", ("v2/work/1",), ("v2/work/1", "v3/work/1")),
        ("bob", ("v3/work/1",), ()),
    ]


@pytest.mark.parametrize(
    ("left", "moves", "again"),
    [
        (10, False, None),
        (25, False, None),
        (26, True, "10:00"),
        (30, True, "10:00"),
        (31, True, "10:00"),
        (36, True, "10:15"),
    ],
)
def test_a_promise_moves_beyond_the_tolerance(left: int, moves: bool, again: str | None) -> None:
    """Promised 9:30, ready 10 minutes after the work: five minutes late is borne, six are not.

    The new time is ready and 15 minutes, up to the quarter.
    """
    promise = compared(under_way(left)).promise("v1")
    if left == 10:
        assert promise is None  # nothing moves
        return
    assert promise is not None
    assert (promise.moves, promise.promised) == (moves, at("9:30"))
    assert promise.promised_after == (None if again is None else at(again))


def test_a_car_without_a_place_has_no_time_to_promise() -> None:
    of = under_way(10)
    board = "\n".join(line for line in PUBLISHED.splitlines() if not line.startswith("v3"))
    found = compared(of, after=plan(of, board, unplanned=("v3",)))
    promise, car = found.promise("v3"), found.car("v3")
    assert promise is not None
    assert car is not None
    assert (promise.moves, promise.ready_after, promise.promised_after) == (True, None, None)
    assert car.text_en == "has no place in the plan"


@pytest.mark.parametrize(
    ("ready", "promised"),
    [
        ("9:20", "9:45"),
        ("9:30", "9:45"),
        ("16:30", "16:45"),
        ("16:31", "8:00+1"),
        ("16:50", "8:00+1"),
        ("17:00+1", "17:15+1"),
    ],
)
def test_a_new_promise_is_made_as_offers_are(ready: str, promised: str) -> None:
    """Open 8 to 17, hand-over 10 minutes: what does not go tonight is for the next morning."""
    assert next_promise(at(ready), shop()) == at(promised)


@pytest.mark.parametrize("seed", range(12))
def test_every_step_that_differs_is_told_once(seed: int) -> None:
    later = odd_morning(seed)
    assert later.published is not None
    after = do_nothing(later)
    found = changes(later, later.published, after)
    told = {move.step_id for car in found.cars for move in car.moves}
    was = {
        one.step_id: (one.start, one.end, set(one.technician_ids), one.bay_id, one.unit_id)
        for one in later.published.assignments
    }
    will = {
        one.step_id: (one.start, one.end, set(one.technician_ids), one.bay_id, one.unit_id) for one in after.assignments
    }
    assert told >= {step for step in will if was.get(step) != will[step]}
    assert changes(replace(later, published=None), after, after).cars == ()
