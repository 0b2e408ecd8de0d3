"""Rule ``pinned``: who, where and when, each of the three that a pin gives."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.decisions import Decisions, Pin
from optimizer.plan import Published
from optimizer.referee import violations
from tests.boards import assignments, broken, plan
from tests.shops import bay, day, pin, policy, running, shop, visit

BOARD = """
v1 work/1     8:00-9:00 ann b1
v1 inspection 9:00-9:10 inspection-1
v1 hand_over  9:10-9:20 eve
"""
DONE = ("reception 7:40-7:50",)


def pinned(one: Pin, code: str = "OIL") -> Day:
    return day(visit("v1", code, progress=DONE), decisions=Decisions(pins=(one,)))


def test_vacuous_without_a_pin() -> None:
    assert broken(day(visit("v1", "OIL", progress=DONE)), BOARD) == []


@pytest.mark.parametrize(
    "one",
    [
        pin("v1/work/1", "ann"),
        pin("v1/work/1", bay_id="b1"),
        pin("v1/work/1", start="8:00"),
        pin("v1/work/1", "ann", bay_id="b1", start="8:00"),
        pin("v1/inspection", start="9:00"),
    ],
)
def test_just_feasible(one: Pin) -> None:
    assert broken(pinned(one), BOARD) == []


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (pin("v1/work/1", "bob"), "v1/work/1 is pinned to bob, has ann"),
        (pin("v1/work/1", bay_id="b2"), "v1/work/1 is pinned to bay b2, has b1"),
        (pin("v1/work/1", start="8:01"), "v1/work/1 is pinned to 2025-03-03 08:01, starts at 2025-03-03 08:00"),
        (pin("v1/hand_over", start="9:09"), "v1/hand_over is pinned to 2025-03-03 09:09, starts at 2025-03-03 09:10"),
    ],
)
def test_just_infeasible(one: Pin, fault: str) -> None:
    of = pinned(one)
    (found,) = violations(of, plan(of, BOARD))
    assert (found.rule, found.message, found.step_ids) == ("pinned", fault, (one.step_id,))


def test_each_of_the_three_is_told() -> None:
    assert broken(pinned(pin("v1/work/1", "bob", bay_id="b2", start="8:01")), BOARD) == ["pinned"] * 3


def test_a_crew_is_pinned_whole_in_any_order() -> None:
    board = BOARD.replace("8:00-9:00 ann", "8:00-8:30 bob ann").replace("9:00-9:10", "8:30-8:40")
    board = board.replace("9:10-9:20", "8:40-8:50")
    assert broken(pinned(pin("v1/work/1", "ann bob"), "EXPRESS"), board) == []


def test_a_time_off_the_grid_is_the_next_tick() -> None:
    """8:01 on a grid of five minutes is 8:05, for plan and pin alike."""
    five = shop(policy=policy(grid_minutes=5))
    of = day(
        visit("v1", "OIL", progress=DONE), workshop=five, decisions=Decisions(pins=(pin("v1/work/1", start="8:01"),))
    )
    later = BOARD.replace("8:00-9:00", "8:05-9:05").replace("9:00-9:10", "9:05-9:15").replace("9:10-9:20", "9:15-9:25")
    assert broken(of, later) == []
    assert broken(of, BOARD) == ["pinned"]


def test_what_runs_stays_as_it_is() -> None:
    at_work = running("v1/work/1", "7:55", 60, who="ann", bay_id="b1")
    of = day(visit("v1", "OIL", progress=(*DONE, at_work)), decisions=Decisions(pins=(pin("v1/work/1", "bob"),)))
    assert broken(of, BOARD.replace("8:00-9:00", "7:55-9:00")) == []


def test_what_is_frozen_stays_until_it_is_released() -> None:
    kept = assignments(shop(), BOARD)
    pins = Decisions(pins=(pin("v1/work/1", "bob"),))
    frozen = day(visit("v1", "OIL", progress=DONE), published=Published(assignments=kept), decisions=pins)
    assert broken(frozen, BOARD) == []
    released = Published(assignments=kept, released=frozenset({"v1/work/1"}))
    of = day(visit("v1", "OIL", progress=DONE), published=released, decisions=pins)
    assert broken(of, BOARD) == ["pinned"]
    assert broken(of, BOARD.replace("ann", "bob")) == []


def test_a_visit_left_out_breaks_no_pin() -> None:
    of = pinned(pin("v1/work/1", "bob", start="8:00"))
    assert broken(of, "", unplanned=("v1",)) == []


def test_a_bay_that_lacks_the_capability_with_the_rule_set_aside_is_another_rules_matter() -> None:
    """The pin is kept; ``tests/rules/test_overrides.py`` has the rest."""
    none = shop(bays=(bay("b1", "LIFT"), bay("b2")))
    of = day(
        visit("v1", "OIL", progress=DONE), workshop=none, decisions=Decisions(pins=(pin("v1/work/1", bay_id="b2"),))
    )
    assert broken(of, BOARD.replace("b1", "b2")) == ["bay_capability"]
