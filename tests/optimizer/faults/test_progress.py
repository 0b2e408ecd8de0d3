"""What is said to have happened, and cannot have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.visit import StepProgress, StepStatus
from tests.optimizer.faults.cases import Case, check, found
from tests.shops import at, day, finished, interrupted, running, visit

RECEIVED = "reception 7:00-7:10"
TWO_JOBS = ("OIL", "TEST")


def _ended(text: str, **changes: object) -> StepProgress:
    return replace(finished("v1", text), **changes)  # type: ignore[arg-type]  # any field


CASES = [
    Case(
        "steps of no job and of another visit",
        "unknown_step",
        day(visit("v1", "OIL", progress=(RECEIVED, "work/2 7:10-7:20", finished("v2", "work/1 7:20-7:30")))),
        ("/visits/0/progress/1/step_id", "/visits/0/progress/2/step_id"),
    ),
    Case(
        "a step twice",
        "repeated_progress",
        day(visit("v1", "OIL", progress=(RECEIVED, RECEIVED))),
        ("/visits/0/progress/1/step_id",),
    ),
    Case(
        "work before the reception",
        "step_out_of_order",
        day(visit("v1", "OIL", progress=("work/1 7:10-7:40 bob",))),
        ("/visits/0/progress/0/step_id",),
    ),
    Case(
        "work while the reception runs",
        "step_out_of_order",
        day(visit("v1", "OIL", progress=(running("v1/reception", "7:00", 5, unit_id="eve"), "work/1 7:10-7:40 bob"))),
        ("/visits/0/progress/1/step_id",),
    ),
    Case(
        "handed over before the work",
        "step_out_of_order",
        day(visit("v1", "OIL", progress=(RECEIVED, "hand_over 7:10-7:40"))),
        ("/visits/0/progress/1/step_id",),
    ),
    Case(
        "two steps on one car",
        "two_running_steps",
        day(
            visit(
                "v1",
                *TWO_JOBS,
                progress=(
                    RECEIVED,
                    running("v1/work/1", "7:10", 5, who="bob", bay_id="b1"),
                    running("v1/diagnosis/2", "7:20", 5, who="ann"),
                ),
            )
        ),
        ("/visits/0/progress/2/status",),
    ),
    Case(
        "a start in the future",
        "started_after_now",
        day(
            visit("v1", "OIL", progress=(RECEIVED, interrupted("v1/work/1", "8:01", hours=0.5))),
            visit("v2", progress=(running("v2/reception", "8:30", 5, unit_id="eve"),)),
        ),
        ("/visits/0/progress/1/started_at", "/visits/1/progress/0/started_at"),
    ),
    Case(
        "finished at no time",
        "finished_without_end",
        day(visit("v1", progress=(_ended(RECEIVED, finished_at=None),))),
        ("/visits/0/progress/0/finished_at",),
    ),
    Case(
        "finished in the future, and before the start",
        "finished_out_of_time",
        day(
            visit("v1", progress=("reception 7:50-8:01",)),
            visit("v2", progress=(replace(finished("v2", RECEIVED), finished_at=at("6:59")),)),
        ),
        ("/visits/0/progress/0/finished_at", "/visits/1/progress/0/finished_at"),
    ),
    Case(
        "running for nobody knows how long",
        "remaining_missing",
        day(
            visit(
                "v1",
                progress=(replace(running("v1/reception", "7:50", 1, unit_id="eve"), remaining_minutes=None),),
            )
        ),
        ("/visits/0/progress/0/remaining_minutes",),
    ),
    Case(
        "interrupted with nobody knows how much left",
        "remaining_missing",
        day(visit("v1", "OIL", progress=(RECEIVED, interrupted("v1/work/1", "7:10")))),
        ("/visits/0/progress/1/remaining_frt_hours",),
    ),
    Case(
        "less than nothing left",
        "remaining_negative",
        day(
            visit("v1", "OIL", progress=(RECEIVED, interrupted("v1/work/1", "7:10", hours=-0.1))),
            visit("v2", progress=(running("v2/reception", "7:50", -1, unit_id="eve"),)),
        ),
        ("/visits/0/progress/1/remaining_frt_hours", "/visits/1/progress/0/remaining_minutes"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_the_next_job_may_run_while_one_waits_for_parts() -> None:
    waits, runs = interrupted("v1/work/1", "7:10", hours=0.5), running("v1/diagnosis/2", "7:20", 5, who="ann")
    assert found(day(visit("v1", *TWO_JOBS, progress=(RECEIVED, waits, runs)))) == []


def test_a_job_may_be_added_after_the_inspection() -> None:
    added = visit("v1", *TWO_JOBS, progress=(RECEIVED, "work/1 7:10-7:40 bob", "inspection 7:40-7:50"))
    assert found(day(added)) == []


def test_a_visit_that_is_over_and_steps_that_end_at_now() -> None:
    over = visit("v1", "TEST", progress=(RECEIVED, "diagnosis/1 7:10-7:40 bob", "hand_over 7:40-8:00"))
    assert found(day(over)) == []


def test_a_running_step_may_be_overdue_and_a_reception_needs_no_labour_left() -> None:
    overdue = visit("v1", progress=(running("v1/reception", "7:50", 0, unit_id="eve"),))
    called_away = visit("v2", progress=(interrupted("v2/reception", "7:50"),))
    assert found(day(overdue, called_away)) == []


def test_any_state_tells_what_is_missing_of_itself_only() -> None:
    assert found(day(visit("v1", progress=(replace(finished("v1", RECEIVED), status=StepStatus.INTERRUPTED),)))) == []
