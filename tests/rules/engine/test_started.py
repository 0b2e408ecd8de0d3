"""Rule ``started`` through the engine: a running step is a fact, and the next one follows at once."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when, where
from tests.shops import day, running, visit


def test_vacuous_when_nothing_runs() -> None:
    plan = planned(day(visit("v1", "OIL", promised="10:10", progress=RECEIVED), now="9:00"))
    assert not any(one.pinned for one in plan.assignments)


@pytest.mark.parametrize(
    ("remaining", "work", "inspection", "lateness"),
    [(40, "8:05-9:40", "9:40-9:50", 0), (41, "8:05-9:41", "9:41-9:51", 1)],
)
def test_runs_on(remaining: int, work: str, inspection: str, lateness: int) -> None:
    step = running("v1/work/1", "8:05", remaining, who="bob", bay_id="b2")
    plan = planned(day(visit("v1", "OIL", promised="9:50", progress=(*RECEIVED, step)), now="9:00"))
    assert (when(plan, "v1/work/1"), where(plan, "v1/work/1")) == (work, "bob b2")
    assert (when(plan, "v1/inspection"), late(plan)) == (inspection, lateness)
    assert [one.step_id for one in plan.assignments if one.pinned] == ["v1/work/1"]
