"""A set-up on the wire: all of it, both ways, and every fault at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from api.contract.base import Wire
from api.contract.schema import schema_of
from api.contract.setup import SETUP_KIND, SetupDocument, read_setup, write_setup
from api.contract.setup.document import InvalidSetupError
from optimizer.calendar import Span
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.hours import Hours, Weekday
from scenarios.setup.records import (
    Absence,
    DatedException,
    DatedShift,
    ExceptionKind,
    OpenHours,
    Roster,
    Rotation,
    SetupDelivery,
)
from scenarios.shop import SHOPS
from tests.api.contract.test_wire_types import wire_types
from tests.scenarios.setup.shops import DAY, LUNCH, MONDAY, shift, technician, tiny

ZONE = ZoneInfo("Asia/Shanghai")
ETA = datetime(2026, 3, 2, 14, tzinfo=ZONE)
ROSTER = Roster(
    shifts=(shift(weeks="1"), shift("11:00-20:00", weeks="2")),
    rotation=Rotation(weeks=2, first_week=MONDAY),
    dated_shifts=(DatedShift(date=MONDAY, hours=DAY, breaks=(LUNCH,), overtime=(Hours.parse("17:00-18:00"),)),),
    absences=(Absence(first_day=MONDAY, last_day=MONDAY, hours=LUNCH),),
    employed_from=MONDAY,
    employed_until=MONDAY,
)
FULL = replace(
    tiny(technicians=(technician("ann", "engine", roster=ROSTER),)),
    exceptions=(
        DatedException(date=MONDAY, kind=ExceptionKind.OTHER_HOURS, hours=(LUNCH,), works_as=Weekday.TUE, name="盘点"),
    ),
    bays=tuple(replace(bay, outages=(Span(ETA, ETA.replace(hour=15)),)) for bay in tiny().bays),
    stations=(replace(tiny().stations[0], opening=(OpenHours(days=(Weekday.MON,), hours=DAY),)), tiny().stations[1]),
    deliveries=(SetupDelivery(delivery_id="d1", part_number="FILTER", quantity=2, eta=ETA),),
)
WIRES = sorted(wire_types(SetupDocument), key=lambda one: one.__qualname__)


def document(**changes: object) -> dict[str, object]:
    """The full set-up as a document, with other sections."""
    return {**write_setup(FULL), **changes}


def pointers_of(changed: dict[str, object]) -> list[tuple[str, str]]:
    """Place and code of every fault."""
    with pytest.raises(InvalidSetupError) as caught:
        read_setup(json.dumps(changed))
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("setup", [FULL, tiny(), setup_of_shop(SHOPS["small"], 3)], ids=["full", "tiny", "small"])
def test_what_is_written_is_read(setup: object) -> None:
    assert read_setup(json.dumps(write_setup(setup), ensure_ascii=False)) == setup  # type: ignore[arg-type]


def test_it_is_written_as_people_write_it() -> None:
    text = json.dumps(write_setup(FULL), ensure_ascii=False)
    for part in (
        '"hours": "08:00-17:00"',
        '"days": ["mon", "tue", "wed", "thu", "fri"]',
        '"2026-03-02T14:00:00+08:00"',
    ):
        assert part in text


def test_weekdays_are_put_in_order() -> None:
    opening = [{"days": ["fri", "mon", "mon"], "hours": "08:00-17:00"}]
    assert read_setup(json.dumps(document(opening=opening))).opening[0].days == (Weekday.MON, Weekday.FRI)


def test_every_fault_of_form_and_sense_is_told_at_once() -> None:
    broken = document(
        opening=[{"days": ["mon"], "hours": "17:00-08:00"}],
        exceptions=[{"date": "2026-02-30", "kind": "closed"}, {"date": "2026-03-04", "kind": "make_up"}],
        group_jobs=[{"group_code": "G", "operation_codes": ["NONE"]}],
        colour="red",
    )
    assert pointers_of(broken) == [
        ("/colour", "unknown_field"),
        ("/exceptions/0/date", "date_format"),
        ("/exceptions/1/works_as", "exception_contradicts"),
        ("/group_jobs/0/operation_codes/0", "unknown_group_operation"),
        ("/opening/0/hours", "hours_format"),
    ]


def test_an_unread_zone_is_told_once() -> None:
    assert pointers_of(document(time_zone="Mars/Base")) == [("/time_zone", "unknown_time_zone")]


def test_times_without_offset_are_the_workshops() -> None:
    sent = [{"delivery_id": "d1", "part_number": "FILTER", "quantity": 2, "eta": "2026-03-02T14:00"}]
    assert read_setup(json.dumps(document(deliveries=sent))).deliveries == FULL.deliveries


def test_another_kind_of_document_is_refused_as_such() -> None:
    assert pointers_of(document(kind="heijunka.day")) == [("/kind", "unknown_value")]


def test_a_wire_type_has_the_fields_of_its_record_with_the_same_defaults() -> None:
    for wire, name, default in _defaults():
        if default is MISSING:
            assert wire.model_fields[name].is_required() or (wire.__name__, name) == ("SetupOperation", "frt_hours")
        elif isinstance(default, str | int | float | tuple | frozenset | dict | None):
            assert wire.model_fields[name].get_default(call_default_factory=True, validated_data={}) == default, name


def _defaults() -> Iterator[tuple[type[Wire], str, object]]:
    for wire in WIRES:
        assert is_dataclass(wire.record)
        ours = {field.name: field for field in fields(wire.record)}
        assert wire.model_fields.keys() - {"kind", "version"} == ours.keys() - {"kind"}
        for name, field in ours.items():
            is_class_list = (wire.__name__, name) == ("Policy", "classes")
            factory = field.default_factory
            if not is_class_list:
                yield wire, name, factory() if factory is not MISSING else field.default


@pytest.mark.parametrize("wire", WIRES, ids=lambda one: one.__name__)
def test_every_field_has_words_and_an_example(wire: type[Wire]) -> None:
    assert (wire.__doc__ or "").strip()
    for name, field in wire.model_fields.items():
        assert (field.description or "").endswith((".", "…")), name
        assert field.examples, name


def test_its_schema_takes_what_is_written() -> None:
    schema = schema_of(SETUP_KIND, SetupDocument)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(write_setup(FULL))
