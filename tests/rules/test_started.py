"""Rule ``started``: a running step stays where it is and ends when its remaining minutes are worked."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from optimizer.visit import StepProgress, Visit
from optimizer.workshop import Stretch
from tests.boards import broken, plan
from tests.shops import OPERATIONS, bay, day, operation, policy, running, shop, technician, visit


def car(step: StepProgress, *codes: str) -> Visit:
    return visit("v1", *codes, progress=("reception 7:50-8:00 eve", step))


def test_vacuous_when_nothing_runs() -> None:
    assert broken(day(visit("v1")), "v1 reception 8:00-8:10 eve\nv1 hand_over 8:10-8:20 eve") == []


OIL = """
v1 work/1     8:05-9:40  ann b1
v1 inspection 9:40-9:50  inspection-1
v1 hand_over  9:50-10:00 eve
"""


def test_just_feasible() -> None:
    of = day(car(running("v1/work/1", "8:05", 40, who="ann", bay_id="b1"), "OIL"), now="9:00")
    assert broken(of, OIL) == []


@pytest.mark.parametrize(
    ("there", "here", "message"),
    [
        ("8:05-9:40", "8:06-9:40", "running v1/work/1 has another start"),
        ("ann b1", "bob b1", "running v1/work/1 has another technicians"),
        ("ann b1", "ann b2", "running v1/work/1 has another bay"),
        ("ann b1", "ann b1 fay", "running v1/work/1 has another unit"),
        ("8:05-9:40", "8:05-9:39", "running v1/work/1 ends at 2025-03-03 09:39, not at 2025-03-03 09:40"),
    ],
)
def test_just_infeasible(there: str, here: str, message: str) -> None:
    of = day(car(running("v1/work/1", "8:05", 40, who="ann", bay_id="b1"), "OIL"), now="9:00")
    (found,) = violations(of, plan(of, OIL.replace(there, here)))
    assert (found.rule, found.message) == ("started", message)


@pytest.mark.parametrize(
    ("code", "now", "remaining", "end"),
    [
        ("OIL", "11:30", 30, "12:00"),  # ends with the shift's first half
        ("OIL", "11:30", 31, "13:01"),  # over lunch
        ("OIL", "12:30", 10, "13:10"),  # now is in the break
        ("OIL", "16:30", 30, "17:00"),
        ("OIL", "16:30", 40, "17:10"),  # breaks only: what is left after the last minute worked, on the clock
        ("OIL", "18:00", 10, "18:10"),  # nothing worked any more today: on the clock from now
        ("ENGINE", "16:30", 40, "8:10+1"),  # over night
        ("ENGINE", "16:30+1", 31, "0:00+2"),  # runs out of working time: at the latest at the horizon end
        ("EXPRESS", "11:30", 40, "12:10"),  # not interrupted: on the clock
        ("OIL", "9:00", 0, "9:01"),  # at least a tick
    ],
)
def test_end(code: str, now: str, remaining: int, end: str) -> None:
    of = day(car(running("v1/work/1", "8:05", remaining, who="ann", bay_id="b1"), code), now=now)
    board = f"v1 work/1 8:05-{end} ann b1"
    days = 1 if now.endswith("+1") else 2
    assert broken(of, board, unplanned=("v1",), days=days) == []


def test_overtime_counts_whether_allowed_or_not() -> None:
    ann = technician("ann", overtime="17:00-18:00")
    of = day(
        car(running("v1/work/1", "16:05", 70, who="ann", bay_id="b1"), "LATE"),
        now="16:30",
        workshop=shop(
            technicians=(ann,), operations=(*OPERATIONS, operation("LATE", 1, "LIFT", stretch=Stretch.OVERNIGHT))
        ),
    )
    assert broken(of, "v1 work/1 16:05-17:40 ann b1", unplanned=("v1",)) == []


def test_two_technicians_count_together() -> None:
    bob = technician("bob", breaks="9:10-9:20")
    two = operation("TWO", 1, "LIFT", crew=2)
    of = day(
        car(running("v1/work/1", "8:05", 20, who="ann bob", bay_id="b1"), "TWO"),
        now="9:00",
        workshop=shop(technicians=(technician("ann"), bob), operations=(two,)),
    )
    assert broken(of, "v1 work/1 8:05-9:30 bob ann b1", unplanned=("v1",)) == []


def test_remaining_minutes_are_rounded_up_to_the_grid() -> None:
    of = day(
        car(running("v1/work/1", "8:05", 11, who="ann", bay_id="b1"), "OIL"),
        now="8:58",
        workshop=shop(policy=policy(grid_minutes=5)),
    )
    assert broken(of, "v1 work/1 8:05-9:15 ann b1", unplanned=("v1",)) == []


def test_reception_and_sublet_run_on_the_clock() -> None:
    at_desk = day(visit("v1", progress=(running("v1/reception", "16:55", 10, unit_id="eve"),)), now="16:58")
    assert broken(at_desk, "v1 reception 16:55-17:08 eve", unplanned=("v1",)) == []
    out = day(car(running("v1/sublet/1", "15:00", 90), "PAINT"), now="16:58")
    assert broken(out, "v1 sublet/1 15:00-18:28", unplanned=("v1",)) == []


def test_what_runs_breaks_no_other_rule() -> None:
    """Two cars in one bay, one technician on both without the skill, a bay out of order: facts, not faults."""
    workshop = shop(
        technicians=(technician("bob"),), bays=(bay("b1", "PIT", outages="8:00-12:00"),), operations=OPERATIONS
    )
    cars = [
        visit(v, "ENGINE", progress=("reception 7:50-8:00", running(f"{v}/work/1", "8:05", 40, who="bob", bay_id="b1")))
        for v in ("v1", "v2")
    ]
    of = day(*cars, now="9:00", workshop=workshop)
    board = "v1 work/1 8:05-9:40 bob b1\nv2 work/1 8:05-9:40 bob b1"
    assert broken(of, board, unplanned=("v1", "v2")) == []
