"""Rule ``frozen``: what the published plan starts soon is kept, unless released or impossible."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.plan import Published, Reason, VisitNote
from tests.boards import assignments, broken
from tests.shops import bay, day, operation, running, shop, visit

PUBLISHED = """
v1 reception   9:00-9:10 eve
v1 diagnosis/1 9:29-9:59 ann
v1 hand_over   9:59-10:09 eve
"""
LATER = """
v1 reception   9:00-9:10   eve
v1 diagnosis/1 9:30-10:00  ann
v1 hand_over   10:00-10:10 eve
"""


def on_monday(now: str, released: frozenset[str] = frozenset()) -> Day:
    published = Published(assignments=assignments(shop(), PUBLISHED), released=released)
    return day(visit("v1", "TEST"), now=now, published=published)


def test_vacuous_without_a_published_plan() -> None:
    assert broken(day(visit("v1", "TEST"), now="9:00"), LATER) == []


def test_just_feasible_the_window_of_thirty_minutes_ends_at_the_start() -> None:
    assert broken(on_monday("8:59"), LATER) == []
    assert broken(on_monday("9:00"), PUBLISHED) == []


def test_just_infeasible_a_minute_inside_the_window() -> None:
    assert broken(on_monday("9:00"), LATER) == ["frozen"]


@pytest.mark.parametrize("who", ["bob", "ann b1", "ann fay"])
def test_technicians_bay_and_unit_are_kept(who: str) -> None:
    assert "frozen" in broken(on_monday("9:00"), PUBLISHED.replace("ann", who))


def test_a_start_in_the_past_is_not_frozen() -> None:
    later = LATER.replace("9:00-9:10 ", "9:01-9:11")
    assert broken(on_monday("9:00"), later) == ["frozen", "frozen"]
    assert broken(on_monday("9:01"), later) == ["frozen"]


def test_the_end_may_change() -> None:
    """The job has grown by half an hour since it was published."""
    grown = shop(operations=(operation("TEST", 1, is_diagnosis=True),))
    of = day(
        visit("v1", "TEST"), now="9:00", workshop=grown, published=Published(assignments=assignments(shop(), PUBLISHED))
    )
    assert broken(of, PUBLISHED.replace("9:29-9:59", "9:29-10:29").replace("9:59-10:09", "10:29-10:39")) == []


def test_released() -> None:
    assert broken(on_monday("9:00", frozenset({"v1/diagnosis/1"})), LATER) == []


def test_named_as_one_that_cannot_be_kept() -> None:
    reason = Reason(rule="skill", subject="v1/diagnosis/1")
    notes = (VisitNote(visit_id="v1", code="released_frozen", reasons=(reason,)),)
    assert broken(on_monday("9:00"), LATER, notes=notes) == []
    other = (VisitNote(visit_id="v1", code="promise_at_risk", reasons=(reason,)),)
    assert broken(on_monday("9:00"), LATER, notes=other) == ["frozen"]


def test_running_and_finished_steps_are_not_frozen() -> None:
    published = Published(assignments=assignments(shop(), PUBLISHED))
    early = day(
        visit("v1", "TEST", progress=(running("v1/reception", "8:50", 15, unit_id="fay"),)),
        now="9:00",
        published=published,
    )
    assert broken(early, PUBLISHED.replace("9:00-9:10 eve", "8:50-9:15 fay")) == []
    done = day(visit("v1", "TEST", progress=("reception 8:45-8:55 fay",)), now="9:00", published=published)
    assert broken(done, PUBLISHED.replace("v1 reception   9:00-9:10 eve", "")) == []


def test_steps_that_are_no_more() -> None:
    """The visit was cancelled since."""
    of = day(
        now="9:00", published=Published(assignments=assignments(shop(), PUBLISHED)), workshop=shop(bays=(bay("b1"),))
    )
    assert broken(of, "") == []
