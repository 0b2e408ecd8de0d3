"""What is written is read back as it was, and fits the schema."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from api.contract import read_day, write_day
from api.contract.schema import FILES, schema_of
from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.faults import InvalidDayError, faults_of
from tests.api.contract.days import days
from tests.shops import at, day, shop, visit
from tests.strategies import days as odd_days

SCHEMA = Draft202012Validator(schema_of(*FILES["day.schema.json"]))
SLOW_TO_DRAW = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)


@given(days())
@SLOW_TO_DRAW
def test_a_day_survives_being_written_and_read(one: Day) -> None:
    assert faults_of(one) == ()
    written = write_day(one)
    assert read_day(written) == one
    assert read_day(json.dumps(written, ensure_ascii=False).encode()) == one
    SCHEMA.validate(written)


def test_writing_is_the_same_in_every_process() -> None:
    """Sets have no order; the document has."""
    skills = frozenset("zyxwvutsrqponmlkjihgfedcba")
    technicians = tuple(replace(one, skills=skills | one.skills) for one in shop().technicians)
    written = json.dumps(write_day(day(workshop=shop(technicians=technicians))))
    assert json.dumps(sorted(skills | {"engine"})) in written


def test_every_field_is_written_with_its_default() -> None:
    written = write_day(day(visit("v1", "OIL")))
    assert set(written) == {"kind", "version", "now", "workshop", "visits", "published", "decisions", "assumptions"}
    assert json.loads(json.dumps(written))["workshop"]["policy"]["weights"]["tardiness"] == 1


def test_defaults_are_applied_on_reading() -> None:
    full = day(visit("v1", "OIL"))
    short = json.loads(json.dumps(write_day(full)))
    del short["published"], short["assumptions"], short["visits"][0]["priority_class"], short["visits"][0]["progress"]
    assert read_day(short) == full


def test_times_are_written_with_the_offset_of_their_own_date() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    opened = Span(datetime(2026, 3, 28, 22, 30, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC))
    one = Day(
        workshop=replace(shop(open_spans=(opened,)), time_zone="Europe/Berlin"),
        visits=(),
        now=datetime(2026, 3, 28, 12, tzinfo=berlin),
    )
    written = json.loads(json.dumps(write_day(one)))
    assert written["workshop"]["open_spans"] == [
        {"start": "2026-03-28T23:30:00+01:00", "end": "2026-03-29T08:00:00+02:00"}
    ]
    assert read_day(written) == one


def test_byte_order_mark_and_line_ends_are_accepted() -> None:
    one = day(visit("v1", "OIL"))
    text = json.dumps(write_day(one), ensure_ascii=False, indent=2)
    for data in (text, "\ufeff" + text, text.encode(), text.replace("\n", "\r\n").encode("utf-8-sig")):
        assert read_day(data) == one


def test_reading_leaves_the_callers_object_as_it_was() -> None:
    broken = json.loads(json.dumps(write_day(day(visit("v1", "OIL"))))) | {"extra": 1, "now": "soon"}
    before = copy.deepcopy(broken)
    with pytest.raises(InvalidDayError):
        read_day(broken)
    assert broken == before


def test_an_object_of_python_values_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError):
        read_day(write_day(day()) | {"now": at("8:00")})


@given(odd_days())
@SLOW_TO_DRAW
def test_an_odd_day_survives_too(one: Day) -> None:
    assert read_day(json.dumps(write_day(one))) == one
