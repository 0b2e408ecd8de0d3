"""From a customer's words to the question that the book answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pydantic import JsonValue

from api.contract.times import Clock
from api.desk.asks import Wish
from api.desk.reading import wish_document, wish_from
from api.desk.shop import Shop
from api.desk.wishes import asked
from optimizer.calendar import Span
from optimizer.errors import InvalidInputError
from optimizer.policy import PriorityClass
from optimizer.slots.records import SlotRequest
from optimizer.visit import Job
from scenarios.setup.hours import instant_at
from scenarios.setup.records import SetupOperation
from tests.scenarios.setup.shops import MONDAY, tiny

FIND = SetupOperation(operation_code="FIND", category="any", frt_hours=0.5, is_diagnosis=True)
SETUP = replace(tiny(), operations=(*tiny().operations, FIND))
SHOP = Shop.of(SETUP, MONDAY, 10)
FRIDAY_OF_THE_NEXT_WEEK = MONDAY + timedelta(days=11)


def at(clock: str, day: date = MONDAY) -> datetime:
    """A time on the shop's clock."""
    return instant_at(SHOP.zone, day, 60 * int(clock[:2]) + int(clock[3:]))


NOW = at("10:00")
LEAD = timedelta(0)


def wish(**fields: JsonValue) -> Wish:
    """A wish as it is sent; an oil change unless told otherwise."""
    document = {"jobs": [{"operation_code": "OIL"}], **fields}
    return Wish.model_validate_json(json.dumps(document), context=Clock(zone=SHOP.zone))


def request(**fields: JsonValue) -> SlotRequest:
    """The request of a wish."""
    return asked(wish(**fields), SHOP, NOW, "V1", LEAD).request


def faults(**fields: JsonValue) -> list[tuple[str, str]]:
    """Places and codes of what is wrong with a wish."""
    with pytest.raises(InvalidInputError) as refused:
        request(**fields)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_a_wish_without_times_may_arrive_on_all_dates_with_appointments() -> None:
    assert SHOP.dates[-1] == FRIDAY_OF_THE_NEXT_WEEK
    assert request().windows == (Span(NOW, at("00:00", FRIDAY_OF_THE_NEXT_WEEK + timedelta(days=1))),)
    assert request().preferred == ()


def test_whoever_calls_needs_time_to_come() -> None:
    def first(**fields: JsonValue) -> datetime:
        return asked(wish(**fields), SHOP, NOW, "V1", timedelta(hours=1)).request.windows[0].start

    assert first() == at("11:00")
    assert first(lead_minutes=0) == NOW
    assert first(collect={"minutes": 90}) == at("11:30")


def test_work_may_be_carried_over_to_later_dates() -> None:
    assert max(span.end for span in SHOP.workshop.open_spans).date() == FRIDAY_OF_THE_NEXT_WEEK + timedelta(days=5)


def test_days_and_hours_make_spans() -> None:
    hours: JsonValue = [{"start": "08:00", "end": "11:00"}]
    found = request(must={"weekdays": ["mon"], "hours": hours})
    next_monday = MONDAY + timedelta(days=7)
    assert found.windows == (Span(NOW, at("11:00")), Span(at("08:00", next_monday), at("11:00", next_monday)))


def test_days_and_spans_must_both_hold() -> None:
    tuesday = MONDAY + timedelta(days=1)
    span: JsonValue = [{"start": "2026-03-02T15:00", "end": "2026-03-03T09:00"}]
    assert request(must={"dates": ["2026-03-03"], "spans": span}).windows == (
        Span(at("00:00", tuesday), at("09:00", tuesday)),
    )


def test_a_preference_is_no_must() -> None:
    found = request(preferred={"dates": ["2026-03-03"]})
    assert found.windows == request().windows
    assert [span.start for span in found.preferred] == [at("00:00", date(2026, 3, 3))]


def test_times_outside_of_what_is_bookable_are_refused() -> None:
    assert faults(must={"dates": ["2026-03-07"]}) == [("/must", "outside_horizon")]
    assert faults(must={"spans": [{"start": "2026-03-02T08:00", "end": "2026-03-02T09:00"}]}) == [
        ("/must", "outside_horizon")
    ]
    assert faults(lead_minutes=100_000) == [("/lead_minutes", "outside_horizon")]


def test_a_car_that_we_fetch_arrives_after_the_drive() -> None:
    hours: JsonValue = [{"start": "13:00", "end": "14:00"}]
    found = request(
        collect={"minutes": 30},
        bring_back={"minutes": 20},
        must={"dates": ["2026-03-03"], "hours": hours},
        ready_by="2026-03-03T17:00",
        max_stay_minutes=240,
    )
    tuesday = date(2026, 3, 3)
    assert found.windows == (Span(at("13:30", tuesday), at("14:30", tuesday)),)
    assert found.ready_by == at("16:40", tuesday)
    assert found.max_stay == timedelta(minutes=190)
    assert request(collect={"minutes": 30}).windows[0].start == NOW + timedelta(minutes=30)


def test_a_stay_shorter_than_the_drives_is_refused() -> None:
    assert faults(collect={"minutes": 30}, max_stay_minutes=30) == [("/max_stay_minutes", "stay_too_short")]


def test_flat_rate_times_of_the_model() -> None:
    assert request().jobs == (Job(job_id="1", operation_code="OIL"),)
    assert request(vehicle={"model": "BIG-3.0"}).jobs == (Job(job_id="1", operation_code="OIL", frt_hours=1.4),)
    assert request(vehicle={"model": "unheard of"}).jobs == (Job(job_id="1", operation_code="OIL"),)


def test_a_group_stays_one_job_unless_the_model_has_times_of_its_own() -> None:
    both: JsonValue = [{"operation_code": "BOTH"}]
    assert request(jobs=both).jobs == (Job(job_id="1", operation_code="BOTH"),)
    assert request(jobs=both, vehicle={"model": "BIG-3.0"}).jobs == (
        Job(job_id="1.1", operation_code="OIL", frt_hours=1.4),
        Job(job_id="1.2", operation_code="ENGINE"),
    )


def test_words_with_hours_are_planned_like_a_work_of_the_catalogue() -> None:
    by_category: JsonValue = [{"text": "tow bar", "frt_hours": 1.5, "category": "any"}]
    assert request(jobs=by_category).jobs == (Job(job_id="1", operation_code="ENGINE", frt_hours=1.5, parts=()),)
    by_code: JsonValue = [{"text": "tow bar", "frt_hours": 1.5, "operation_code": "OIL"}]
    assert request(jobs=by_code).jobs == (Job(job_id="1", operation_code="OIL", frt_hours=1.5, parts=()),)


def test_a_symptom_is_diagnosed() -> None:
    assert request(jobs=[{"symptom": "rattles"}]).jobs == (Job(job_id="1", operation_code="FIND"),)


def test_every_fault_is_told_at_once() -> None:
    jobs: JsonValue = [
        {"operation_code": "NONE"},
        {"text": "x", "frt_hours": 1.0, "category": "none"},
        {"operation_code": "BOTH", "frt_hours": 1.0},
        {"text": "x", "frt_hours": 1.0, "operation_code": "BOTH"},
    ]
    assert faults(jobs=jobs, advisor_id="ann", preferred_technician_ids=["ann", "eve"]) == [
        ("/jobs/0/operation_code", "unknown_operation"),
        ("/jobs/1/category", "unknown_category"),
        ("/jobs/2/frt_hours", "hours_of_group"),
        ("/jobs/3/operation_code", "group_as_kind"),
        ("/advisor_id", "unknown_person"),
        ("/preferred_technician_ids/1", "unknown_person"),
    ]


def test_a_catalogue_without_diagnosis_cannot_take_a_symptom() -> None:
    shop = Shop.of(tiny(), MONDAY, 10)
    with pytest.raises(InvalidInputError) as refused:
        asked(wish(jobs=[{"symptom": "rattles"}]), shop, NOW, "V1", LEAD)
    assert [fault.code for fault in refused.value.faults] == ["no_diagnosis"]


def test_facts_give_the_class() -> None:
    found = asked(wish(priority={"comeback": True, "safety_related": True}), SHOP, NOW, "V1", LEAD)
    assert found.request.priority_class is PriorityClass.SAFETY_COMEBACK
    assert "返修" in found.priority_reason


def test_a_wish_is_kept_without_its_defaults_and_the_plate() -> None:
    sent = wish(vehicle={"plate": "粤A12345", "model": "BIG-3.0"}, waits=True, ready_by="2026-03-03T17:00")
    kept = wish_document(sent)
    assert kept == {
        "jobs": [{"operation_code": "OIL"}],
        "vehicle": {"model": "BIG-3.0"},
        "waits": True,
        "ready_by": "2026-03-03T17:00:00+08:00",
    }
    assert wish_from(kept).waits
    assert asked(wish_from(kept), SHOP, NOW, "V1", LEAD) == asked(sent, SHOP, NOW, "V1", LEAD)
