"""Rule ``frozen`` through the engine: what starts within the half hour stays, unless released or impossible."""

from __future__ import annotations

import pytest

from optimizer.plan import Published
from tests.boards import assignments
from tests.planned import planned, when, where
from tests.shops import day, shop, technician, visit

PUBLISHED = """
v1 reception   9:00-9:10 eve
v1 diagnosis/1 9:29-9:59 ann
v1 hand_over   9:59-10:09 eve
"""


@pytest.mark.parametrize(
    ("now", "released", "diagnosis"),
    [
        ("8:59", frozenset[str](), "9:10-9:40"),  # 9:29 is the window's end: not frozen
        ("9:00", frozenset[str](), "9:29-9:59"),
        ("9:00", frozenset({"v1/diagnosis/1"}), "9:10-9:40"),
    ],
)
def test_window(now: str, released: frozenset[str], diagnosis: str) -> None:
    published = Published(assignments=assignments(shop(), PUBLISHED), released=released)
    plan = planned(day(visit("v1", "TEST", promised="9:00", progress=()), now=now, published=published))
    assert (when(plan, "v1/reception"), when(plan, "v1/diagnosis/1")) == ("9:00-9:10", diagnosis)
    pinned = {one.step_id for one in plan.assignments if one.pinned}
    assert ("v1/diagnosis/1" in pinned) == (diagnosis == "9:29-9:59")


def test_who_is_absent_is_relieved_with_a_note() -> None:
    workshop = shop(technicians=(technician("ann", "engine", absences="8:30-17:00"), technician("bob")))
    published = Published(assignments=assignments(shop(), PUBLISHED))
    plan = planned(day(visit("v1", "TEST", promised="9:00"), now="9:00", published=published, workshop=workshop))
    assert where(plan, "v1/diagnosis/1") == "bob"
    (note,) = (one for one in plan.notes if one.code == "released_frozen")
    assert "v1/diagnosis/1" in {reason.subject for reason in note.reasons}
