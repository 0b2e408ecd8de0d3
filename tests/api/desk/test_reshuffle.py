"""When insertion finds too few, other cars get other technicians and bays inside the promises given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.desk.settings import DeskSettings
from api.store.journal import entries_after
from optimizer.policy import Policy
from scenarios.setup.records import Setup
from tests.api.desk.desks import DeskClient, Json, desk_service, on
from tests.api.desk.test_appointments import problem
from tests.scenarios.setup.shops import technician, tiny

EIGHT = {"spans": [{"start": "2026-03-03T08:30", "end": "2026-03-03T08:31"}]}
QUARTER = {"spans": [{"start": "2026-03-03T08:45", "end": "2026-03-03T08:46"}]}


def two_of_whom_one_can_all() -> Setup:
    """Ann can do everything, bob only plain work; without a bay, so that only people decide."""
    shop = tiny(technicians=(technician("ann", "engine"), technician("bob")))
    operations = tuple(replace(one, bay_capability=None, parts=()) for one in shop.operations)
    return replace(shop, operations=operations, policy=Policy(reserve_share=0.0, booking_rate=1.0))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskClient]:
    """A desk that may move other cars."""
    folder: Path = tmp_path_factory.mktemp("reshuffle")
    with desk_service(folder, DeskSettings(reshuffle_s=5.0, warm=False)) as service:
        yield service.client(two_of_whom_one_can_all(), on("08:00"))


def technicians(steps: list[Json]) -> list[str]:
    """Who works."""
    return [name for step in steps for name in step["technician_ids"]]


def test_a_plain_job_makes_room_for_the_one_that_only_ann_can_do(desk: DeskClient) -> None:
    plain = desk.book(must=EIGHT, preferred_technician_ids=["ann"], waits=True)
    assert technicians(plain.json()["steps"]) == ["ann"]
    engine = {"jobs": [{"operation_code": "ENGINE"}], "waits": True, "must": QUARTER, "max_stay_minutes": 195}

    alone = desk.search(**engine, insertion_only=True)
    assert (alone["offers"], alone["reshuffle"]) == ([], "not_asked")
    found = desk.search(**engine, count=1)
    assert found["reshuffle"] == "done"
    (offer,) = found["offers"]
    assert offer["moved"] == 1
    assert offer["found_by"] != "insertion"
    assert "1 other car gets another technician or bay" in " ".join(offer["words"])

    # What was planned stands until the offer is taken; then both change in one transaction.
    path = plain.json()["links"]["self"]
    assert desk.http.get(path).json()["steps"] == plain.json()["steps"]
    taken = desk.take(offer)
    assert taken.status_code == 201, taken.text
    moved = desk.http.get(path).json()
    assert technicians(moved["steps"]) == ["bob"]
    for name in ("arrival", "promised", "advisor_id", "state"):
        assert moved[name] == plain.json()[name]
    assert moved["plan_version"] == taken.json()["plan_version"]
    assert [step["action"] for step in desk.http.get(f"{path}/life").json()["items"]] == ["book", "replan"]
    assert entries_after(desk.services.database, moved["id"], 0)[-1].type == "appointment.replanned"


def test_an_offer_that_moves_a_car_is_gone_when_that_car_is(desk: DeskClient) -> None:
    day = {"spans": [{"start": "2026-03-04T08:30", "end": "2026-03-04T08:31"}]}
    later = {"spans": [{"start": "2026-03-04T08:45", "end": "2026-03-04T08:46"}]}
    plain = desk.book(must=day, preferred_technician_ids=["ann"], waits=True)
    engine = {"jobs": [{"operation_code": "ENGINE"}], "waits": True, "must": later, "max_stay_minutes": 195}
    offer = desk.offers(**engine, count=1)[0]
    assert offer["moved"] == 1
    assert desk.do(plain, "cancel").status_code == 200
    gone = desk.take(offer)
    assert gone.status_code == 409
    assert problem(gone) == "slot_gone"
    assert gone.json()["reasons"][0]["rule"] == "known"
    assert desk.take(gone.json()["offers"][0]).status_code == 201
