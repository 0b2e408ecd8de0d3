"""Rule ``known`` through the engine: a plan of this workshop, from this now to this horizon end."""

from __future__ import annotations

from tests.planned import RECEIVED, planned
from tests.shops import at, day, visit


def test_frame_and_steps() -> None:
    plan = planned(day(visit("v1", "TEST", progress=RECEIVED), now="9:00"))
    assert (plan.workshop_id, plan.now) == ("tiny", at("9:00"))
    assert (plan.horizon_start, plan.horizon_end) == (at("0:00"), at("0:00+2"))
    assert {one.step_id for one in plan.assignments} == {"v1/diagnosis/1", "v1/hand_over"}


def test_no_visits() -> None:
    plan = planned(day())
    assert (plan.assignments, plan.unplanned) == ((), ())


def test_a_visit_that_is_over_is_not_unplanned() -> None:
    plan = planned(day(visit("v1", progress=("reception 7:40-7:50", "hand_over 7:50-8:00"))))
    assert (plan.assignments, plan.unplanned) == ((), ())
