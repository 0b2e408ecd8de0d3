"""A bad day is refused with every fault at once, each with its place."""

from __future__ import annotations

import json

import pytest
from pydantic import JsonValue

from api.contract import read_day
from tests.api.contract.sent import ANN, OIL, document, named, refused


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("/colour", "red", "unknown_field"),
        (f"{ANN}/colour", "red", "unknown_field"),
        ("/visits/1/jobs/0/colour", None, "unknown_field"),
        ("/workshop/policy/weights/kindness", 1, "unknown_field"),
        ("/visits/0/visit_id", 1, "wrong_type"),
        ("/visits/0/plate", None, "wrong_type"),
        ("/visits/0/waits", "yes", "wrong_type"),
        ("/visits/0/waits", 1, "wrong_type"),
        ("/visits/0/jobs", {}, "wrong_type"),
        ("/visits/0/jobs/1", "ALIGN", "wrong_type"),
        ("/visits", None, "wrong_type"),
        ("/workshop/policy", [], "wrong_type"),
        (f"{OIL}/frt_hours", "0.8", "wrong_type"),
        (f"{OIL}/frt_hours", True, "wrong_type"),
        (f"{OIL}/crew", 1.5, "wrong_type"),
        (f"{ANN}/skills", "engine", "wrong_type"),
        (f"{ANN}/skills/0", 5, "wrong_type"),
        (f"{ANN}/efficiency/brakes", "fast", "wrong_type"),
        (f"{ANN}/technician_id", "ann ", "wrong_format"),
        (f"{ANN}/technician_id", "an\nn", "wrong_format"),
        (f"{ANN}/technician_id", "", "too_short"),
        (f"{ANN}/technician_id", "x" * 65, "too_long"),
        (f"{ANN}/efficiency/{'x' * 65}", 1.0, "too_long"),
        ("/workshop/name", "x" * 201, "too_long"),
        ("/visits/0/priority_reason", "x" * 2001, "too_long"),
        ("/visits/0/jobs", [{"job_id": str(n), "operation_code": "OIL"} for n in range(101)], "too_long"),
        ("/visits/0/priority_class", "VIC", "unknown_value"),
        (f"{OIL}/stretch", "weeks", "unknown_value"),
        (f"{OIL}/frt_hours", 1001, "out_of_range"),
        ("/workshop/loan_cars", 10**30, "out_of_range"),
        ("/workshop/policy/horizon_days", 61, "out_of_range"),
        (f"{OIL}/frt_hours", float("nan"), "not_finite"),
        (f"{OIL}/frt_hours", float("inf"), "not_finite"),
        ("/now", "2025-03-03", "time_format"),
        ("/visits/0/arrival", 1740960000, "time_format"),
        ("/visits/0/promised", "2025-02-29T10:00", "time_format"),
        ("/visits/0/promised", "1925-02-28T10:00", "time_out_of_range"),
        (f"{ANN}/shifts/1", {"start": "2025-03-04T17:00", "end": "2025-03-04T08:00"}, "span_reversed"),
        (f"{ANN}/breaks/0", {"start": "2025-03-04T17:00", "end": "2025-03-04T17:00"}, "span_reversed"),
        (f"{ANN}/absences", [{"start": "2025-03-04T17:00", "end": "2027-03-04T17:00"}], "span_too_long"),
    ],
)
def test_a_fault_of_form_is_named_with_its_place_and_nothing_else_is(place: str, value: JsonValue, code: str) -> None:
    at = place + "/0" if code == "span_too_long" else place
    assert named(document((place, value))) == [(code, at)]


@pytest.mark.parametrize(
    "pointer",
    ["/kind", "/version", "/now", "/workshop", "/visits", "/workshop/time_zone", "/workshop/advisors", f"{ANN}/shifts",
     f"{ANN}/technician_id", f"{ANN}/shifts/0/end", "/visits/0/jobs/0/operation_code", "/visits/1/arrival",
     "/visits/0/progress/0/status", "/workshop/stations/0/count", f"{OIL}/category"],
)  # fmt: skip
def test_a_missing_field_is_named_where_it_belongs(pointer: str) -> None:
    """Although every time has its offset, and others refer to what is missing."""
    assert named(document(without=pointer)) == [("missing_field", pointer)]


def test_an_operation_without_time_is_named_in_the_words_of_the_trade() -> None:
    assert named(document(without=f"{OIL}/frt_hours")) == [("operation_without_time", f"{OIL}/frt_hours")]
    assert named(document((f"{OIL}/frt_hours", None))) == [("operation_without_time", f"{OIL}/frt_hours")]


def test_faults_of_form_and_of_sense_come_together() -> None:
    twins = document(
        (f"{ANN}/shifts", []),
        (f"{OIL}/frt_hours", 0),
        ("/workshop/operations/3/skill", "magic"),
        ("/workshop/bays/1/colour", "red"),
        ("/visits/0/plate", 7),
        ("/visits/1/visit_id", "v1"),
        ("/visits/1/arrival", "2025-03-03T25:00"),
    )
    assert named(twins) == [
        ("wrong_type", "/visits/0/plate"),
        ("time_format", "/visits/1/arrival"),
        ("duplicate_visit", "/visits/1/visit_id"),
        ("unknown_field", "/workshop/bays/1/colour"),
        ("operation_without_time", f"{OIL}/frt_hours"),
        ("unknown_skill", "/workshop/operations/3/skill"),
        ("technician_without_shift", f"{ANN}/shifts"),
    ]


def test_what_follows_from_a_part_not_read_is_not_held_against_others() -> None:
    """Without ann's skills nobody can do ENGINE; without the bays no work has a lift; without OIL no job has a code."""
    assert named(document((f"{ANN}/skills", "engine"))) == [("wrong_type", f"{ANN}/skills")]
    assert named(document(("/workshop/bays", "two"))) == [("wrong_type", "/workshop/bays")]
    assert named(document((f"{OIL}/operation_code", 5))) == [("wrong_type", f"{OIL}/operation_code")]
    assert named(document(("/workshop/advisors/0", None), ("/visits/0/advisor_id", "eve"))) == [
        ("wrong_type", "/workshop/advisors/0")
    ]
    assert named(document(("/visits/0/progress/0/step_id", 5), ("/visits/0/in_bay", "b7"))) == [
        ("unknown_in_bay", "/visits/0/in_bay"),
        ("wrong_type", "/visits/0/progress/0/step_id"),
    ]


def test_a_broken_time_zone_is_said_once_and_not_at_every_time() -> None:
    naive = document(("/workshop/time_zone", "China/Shanghai"), ("/now", "2025-03-03T08:00"), ("/visits/0/plate", 1))
    assert named(naive) == [("wrong_type", "/visits/0/plate"), ("unknown_time_zone", "/workshop/time_zone")]


def test_a_misspelt_field_is_told_its_name() -> None:
    (fault,) = refused(document((f"{ANN}/skils", [])))
    assert fault.remedy == "rename it to skills, or remove it"


def test_a_night_of_a_clock_change() -> None:
    berlin = document(
        ("/workshop/time_zone", "Europe/Berlin"),
        ("/visits/0/promised", "2025-03-30T02:30"),
        ("/visits/1/promised", "2025-10-26T02:30"),
    )
    assert named(berlin) == [("time_nonexistent", "/visits/0/promised"), ("time_ambiguous", "/visits/1/promised")]
    shanghai = document(("/visits/0/promised", "2025-03-30T02:30"), ("/visits/1/promised", "2025-10-26T02:30"))
    assert read_day(shanghai).visits[0].promised is not None


def test_another_kind_or_version_is_refused_with_that_alone() -> None:
    assert named(document(("/kind", "heijunka.plan"), ("/now", 5))) == [("unknown_value", "/kind")]
    assert named(document(("/version", "2"), ("/now", 5))) == [("unknown_value", "/version")]


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        ('{"name": "广州"}'.encode("gb18030"), "not_utf8", "GB18030"),
        ('{"name": "广州"}'.encode("utf-16"), "not_utf8", "UTF-16"),
        (b'{"name": "\xff\xff"}', "not_utf8", "byte 10"),
        (b"", "not_json", "line 1"),
        ("{'a': 1}", "not_json", "column 2"),
        ('{"a": 1,\n}', "not_json", "line 2"),
        ("[]", "wrong_type", "object"),
        ("null", "wrong_type", "object"),
        ('{"a": "\\ud800"}', "not_json", "surrogate"),
        ('{"a": "\ud800"}', "not_json", "surrogate"),
        ("[" * 100_000, "not_json", "deep"),
        ('{"a": ' + "[" * 500 + "]" * 500 + "}", "not_json", "recursion"),
        ('{"a": ' + "1" * 5000 + "}", "not_json", "digits"),
    ],
)
def test_what_is_no_json_object_in_utf8(data: bytes | str, code: str, word: str) -> None:
    (fault,) = refused(data)
    assert (fault.code, fault.pointer) == (code, "")
    assert word in fault.message


def test_a_field_that_is_there_twice() -> None:
    text = json.dumps(document()).replace('"plate": ""', '"plate": "a", "plate": "b"', 1)
    assert named(text) == [("repeated_field", "/visits/0/plate")]


def test_names_that_hold_the_signs_of_pointers_are_escaped() -> None:
    assert named(document((f"{ANN}/efficiency", {"a/b~c": "x"}))) == [("wrong_type", f"{ANN}/efficiency/a~1b~0c")]
