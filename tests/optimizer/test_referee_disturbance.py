"""Cost terms of disturbance, counted by hand."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.plan import Published
from optimizer.visit import StepProgress
from tests.boards import amount, assignments
from tests.shops import day, interrupted, running, shop, visit

PUBLISHED = """
v1 reception   10:00-10:10 eve
v1 diagnosis/1 10:10-10:40 ann
v1 hand_over   11:00-11:10 eve
"""


def monday(
    promised: str = "10:30", now: str = "8:00", board: str = PUBLISHED, progress: tuple[str | StepProgress, ...] = ()
) -> Day:
    """One visit, published as ready at 10:40."""
    published = Published(assignments=assignments(shop(), board))
    return day(visit("v1", "TEST", promised=promised, progress=progress), now=now, published=published)


def ready(time: str) -> str:
    """The board with the diagnosis ending at a time."""
    return PUBLISHED.replace("10:10-10:40", f"9:00-{time}")


@pytest.mark.parametrize("term", ["customers_to_call", "promises_moved", "technicians_changed", "starts_changed"])
def test_nothing_without_a_published_plan_nor_when_it_is_kept(term: str) -> None:
    assert amount(day(visit("v1", "TEST", promised="10:30")), ready("16:00"), term) == 0
    assert amount(monday(), PUBLISHED, term) == 0


@pytest.mark.parametrize(
    ("promised", "time", "moved", "calls"),
    [
        ("10:30", "10:45", 5, 0),  # lateness 10 → 15: within the tolerance of 5
        ("10:30", "10:46", 6, 1),
        ("10:30", "10:20", 0, 0),  # earlier is no disturbance
        ("12:00", "12:05", 5, 0),  # was in time
        ("12:00", "12:06", 6, 1),
        ("12:00", "12:00", 0, 0),  # later than published, but in time
        ("", "16:00", 0, 0),  # no promise
    ],
)
def test_lateness_that_grows(promised: str, time: str, moved: int, calls: int) -> None:
    assert amount(monday(promised), ready(time), "promises_moved") == moved
    assert amount(monday(promised), ready(time), "customers_to_call") == calls


def test_a_visit_that_falls_out_of_the_plan() -> None:
    """Late to the horizon end at Wednesday 0:00, not 10 minutes."""
    assert amount(monday(), "", "promises_moved", unplanned=("v1",)) == 13 * 60 + 30 + 24 * 60 - 10
    assert amount(monday(), "", "customers_to_call", unplanned=("v1",)) == 1


def test_a_visit_that_was_not_published_as_planned() -> None:
    only_reception = "v1 reception 10:00-10:10 eve"
    assert amount(monday(board=only_reception), ready("16:00"), "promises_moved") == 0


def test_what_has_finished_since_counts_as_published() -> None:
    """Published ready at 10:40; done at 10:50, and only the hand-over is left."""
    of = monday(now="10:55", progress=("reception 10:00-10:10 eve", "diagnosis/1 10:10-10:50 ann"))
    assert amount(of, "v1 hand_over 11:00-11:10 eve", "promises_moved") == 10
    over = ("reception 10:00-10:10 eve", "diagnosis/1 10:10-10:50 ann", "hand_over 10:50-11:00 eve")
    assert amount(monday(now="11:00", progress=over), "", "promises_moved") == 0


def test_what_had_finished_before_is_no_growth() -> None:
    """The published plan has the hand-over alone: the car was ready at 9:40 then."""
    progress = ("reception 9:00-9:10 eve", "diagnosis/1 9:10-9:40 ann")
    of = monday("9:30", now="10:00", board="v1 hand_over 11:00-11:10 eve", progress=progress)
    assert amount(of, "v1 hand_over 12:00-12:10 eve", "promises_moved") == 0


@pytest.mark.parametrize(("who", "steps"), [("ann", 0), ("bob", 1), ("ann bob", 1), ("", 1)])
def test_technicians_changed(who: str, steps: int) -> None:
    assert amount(monday(), PUBLISHED.replace("ann", who), "technicians_changed") == steps


def test_a_crew_in_another_order_is_the_same() -> None:
    board = "v1 diagnosis/1 10:10-10:40 ann bob"
    assert amount(monday(board=board), board.replace("ann bob", "bob ann"), "technicians_changed") == 0


def test_running_steps_have_not_changed_but_interrupted_ones_may() -> None:
    done = "reception 9:00-9:10 eve"
    board = "v1 diagnosis/1 9:50-10:20 bob"
    runs = (done, running("v1/diagnosis/1", "9:50", 20, who="bob"))
    assert amount(monday(now="10:00", progress=runs), board, "technicians_changed") == 0
    stopped = (done, interrupted("v1/diagnosis/1", "9:50"))
    assert amount(monday(now="10:00", progress=stopped), board, "technicians_changed") == 1


@pytest.mark.parametrize(
    ("now", "steps"),
    [
        ("8:00", 0),  # the window of two hours ends as the reception starts
        ("8:01", 1),
        ("8:11", 2),
        ("9:01", 3),
        ("10:01", 2),  # what should have started is no longer near
    ],
)
def test_starts_changed(now: str, steps: int) -> None:
    later = """
    v1 reception   11:00-11:10 eve
    v1 diagnosis/1 11:10-11:40 ann
    v1 hand_over   11:40-11:50 eve
    """
    assert amount(monday(now=now), later, "starts_changed") == steps
    assert amount(monday(now=now), PUBLISHED, "starts_changed") == 0
