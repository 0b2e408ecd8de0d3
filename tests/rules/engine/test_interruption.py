"""Rule ``interruption`` through the engine: work goes on the minute it can."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when
from tests.shops import day, interrupted, visit


@pytest.mark.parametrize(
    ("resume_at", "diagnosis", "lateness"),
    [("", "9:00-9:30", 0), ("9:30", "9:30-10:00", 0), ("9:31", "9:31-10:01", 1)],
)
def test_resumption(resume_at: str, diagnosis: str, lateness: int) -> None:
    progress = (*RECEIVED, interrupted("v1/diagnosis/1", "8:20", hours=0.5, resume_at=resume_at))
    promised = "9:30" if not resume_at else "10:00"
    plan = planned(day(visit("v1", "TEST", promised=promised, progress=progress), now="9:00"))
    assert (when(plan, "v1/diagnosis/1"), late(plan)) == (diagnosis, lateness)
