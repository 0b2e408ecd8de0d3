"""A small storm on the floor: nothing is lost, every day can be planned, told anew it is the same."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from api.desk import rows
from api.floor.replay import differences
from api.store.database import Database
from benchmarks.storm.shop import DATE
from benchmarks.storm.storm import Storm, run_days
from scenarios.setup.hours import instant_at
from scenarios.shop import SHOPS
from tests.api.desk.desks import ZONE


def test_a_storm_leaves_nothing_wrong_and_a_wrong_row_would_be_found(tmp_path: Path) -> None:
    said: list[str] = []
    storm = Storm(spec=SHOPS["small"], events=120, limit_s=0.05, replan_every=60)
    tally = run_days(storm, 1, 3, tmp_path, said.append)
    assert tally.clean, said
    assert tally.events == 120
    assert tally.accepted + tally.refused == tally.events
    assert tally.accepted > 30
    assert tally.replans == 2
    at = instant_at(ZONE, DATE, 20 * 60)
    with closing(Database(tmp_path / "3")) as database, database.write() as connection:
        assert differences(connection, "storm-3", at) == ()
        worked_on = next(
            one
            for one in rows.in_plan(connection, "storm-3", instant_at(ZONE, DATE, 0))
            if one.visit.progress and one.state.in_plan
        )
        forgotten = replace(worked_on, visit=replace(worked_on.visit, progress=()))
        rows.update_appointment(connection, forgotten)
        assert [one.partition(":")[0] for one in differences(connection, "storm-3", at)] == [worked_on.appointment_id]
