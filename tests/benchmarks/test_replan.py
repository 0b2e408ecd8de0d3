"""The bad morning of the benchmark, and the ways out of it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from benchmarks.bad_morning import bad_morning
from benchmarks.instances import Instance
from benchmarks.replan import WAYS, compare
from optimizer.visit import StepStatus

SMALL = Instance(shop="small", load=0.95, seed=4)  # three jobs run two hours after opening


def test_somebody_is_ill_and_two_jobs_take_an_hour_longer() -> None:
    later = bad_morning(SMALL)
    assert later.published is not None
    assert later.now == SMALL.day.now + timedelta(hours=2)
    before = {one.technician_id: one.absences for one in SMALL.day.workshop.technicians}
    ill = [one for one in later.workshop.technicians if one.absences != before[one.technician_id]]
    assert [one.absences[-1].start for one in ill] == [later.now]
    ends = {one.step_id: one.end for one in later.published.assignments}
    left = [
        one.remaining_minutes - (ends[one.step_id] - later.now) // timedelta(minutes=1)
        for visit in later.visits
        for one in visit.progress
        if one.status is StepStatus.RUNNING and one.remaining_minutes is not None and "/work/" in one.step_id
    ]
    assert sorted(left) == [0, 60, 60]


def test_the_table_has_a_row_a_way_out_and_the_days_stand_beside_it(tmp_path: Path) -> None:
    told: list[str] = []
    table = compare([SMALL], 0.2, 1024, tmp_path, told.append).split("\n\n")
    assert [line.split("|")[2].strip() for line in table[0].splitlines()[2:]] == list(WAYS)
    assert table[1].startswith("small 0.95: starts ÷ without stability ")
    (days,) = json.loads((tmp_path / "replan.json").read_text(encoding="utf-8"))["small 0.95"]
    nothing, healed, *_ = days
    assert healed["promise"] <= nothing["promise"]
