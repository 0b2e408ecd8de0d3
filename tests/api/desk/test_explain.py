"""Why a time does not go, over HTTP."""

from __future__ import annotations

from tests.api.desk.desks import DeskClient, Json

OIL = [{"operation_code": "OIL"}]


def explain(desk: DeskClient, at: str, **wish: object) -> Json:
    """The explanation of an arrival."""
    answer = desk.post("/slots:explain", {"jobs": OIL, "at": at, **wish})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def rules(explanation: Json) -> set[str]:
    """Names of the rules that stand in the way."""
    return {reason["rule"] for reason in explanation["reasons"]}


def test_a_time_that_goes_is_an_offer(desk: DeskClient) -> None:
    found = explain(desk, "2026-03-03T10:07")
    assert found["goes"]
    assert found["offer"]["arrival"] == "2026-03-03T10:07:00+08:00"
    assert found["reasons"] == []
    assert desk.take(found["offer"]).status_code == 201


def test_a_time_that_does_not_go_has_reasons_in_both_languages_and_a_nearest_offer(desk: DeskClient) -> None:
    ten = {"spans": [{"start": "2026-03-03T10:00", "end": "2026-03-03T10:01"}]}
    desk.book(must=ten)
    found = explain(desk, "2026-03-03T10:05")
    assert not found["goes"]
    assert rules(found) == {"station_overlap"}
    assert found["reasons"][0]["text_en"]
    assert found["reasons"][0]["text_zh"]
    assert found["nearest"]["arrival"][:10] == "2026-03-03"
    assert desk.take(found["nearest"]).status_code == 201


def test_reasons_are_the_hours_or_who_is_busy(desk: DeskClient) -> None:
    assert rules(explain(desk, "2026-03-03T16:55")) == {"working_time"}
    engine = [{"operation_code": "ENGINE"}]
    desk.book(jobs=engine, must={"spans": [{"start": "2026-03-03T08:00", "end": "2026-03-03T08:01"}]})
    busy = explain(desk, "2026-03-03T08:15", jobs=engine, ready_by="2026-03-03T12:00")
    assert not busy["goes"]
    assert rules(busy) == {"technician_overlap"}
    assert busy["reasons"][0]["subject"] == "engine"


def test_the_past_and_what_lies_beyond_the_horizon(desk: DeskClient) -> None:
    assert rules(explain(desk, "2026-03-02T07:00")) == {"not_before_now"}
    assert rules(explain(desk, "2026-06-01T09:00")) == {"horizon"}


def test_an_appointment_that_moves_does_not_stand_in_its_own_way(desk: DeskClient) -> None:
    ten = {"spans": [{"start": "2026-03-03T10:00", "end": "2026-03-03T10:01"}]}
    booked = desk.book(must=ten)
    found = explain(desk, "2026-03-03T10:05", appointment_id=booked.json()["id"])
    assert found["goes"]
    moved = desk.do(booked, "move", {"offer": found["offer"]["token"]})
    assert moved.json()["arrival"] == "2026-03-03T10:05:00+08:00"
