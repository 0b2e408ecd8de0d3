"""Every fault of a set-up, each at its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from optimizer.workshop import GroupJob, PartNeed
from scenarios.setup.faults import SETUP_CHECKS, setup_faults
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.hours import Hours, Weekday
from scenarios.setup.records import (
    Absence,
    DatedException,
    DatedShift,
    ExceptionKind,
    OpenHours,
    Part,
    Roster,
    Rotation,
    Setup,
    SetupDelivery,
)
from scenarios.shop import SHOPS
from tests.scenarios.setup.shops import DAY, MONDAY, WORKDAYS, shift, technician, tiny

NINE = Hours.parse("09:00-12:00")
CLOSED = DatedException(date=MONDAY, kind=ExceptionKind.CLOSED)
LATE = SetupDelivery(delivery_id="d1", part_number="FILTER", quantity=1, eta=datetime(2026, 3, 2, tzinfo=UTC))


def ann(**changes: object) -> Setup:
    """The tiny shop with another roster of ann."""
    roster = replace(Roster(shifts=(shift(),)), **changes)  # type: ignore[arg-type]  # fields by name
    return tiny(technicians=(technician("ann", "engine", roster=roster), technician("bob")))


BROKEN: dict[str, tuple[Setup, str]] = {
    "duplicate_exception": (replace(tiny(), exceptions=(CLOSED, CLOSED)), "/exceptions/1/date"),
    "duplicate_delivery": (replace(tiny(), deliveries=(LATE, LATE)), "/deliveries/1/delivery_id"),
    "exception_contradicts": (replace(tiny(), exceptions=(replace(CLOSED, hours=(NINE,)),)), "/exceptions/0/hours"),
    "opening_past_midnight": (
        tiny(opening=(OpenHours(days=WORKDAYS, hours=Hours.parse("20:00-26:00")),)),
        "/opening/0/hours",
    ),
    "overlapping_opening": (
        tiny(opening=(OpenHours(days=WORKDAYS, hours=DAY), OpenHours(days=(Weekday.FRI,), hours=NINE))),
        "/opening/1/hours",
    ),
    "unknown_part": (replace(tiny(), parts=()), "/operations/0/parts/0/part_number"),
    "negative_supply": (
        replace(tiny(), parts=(Part(part_number="FILTER", safety_stock=-1),)),
        "/parts/0/safety_stock",
    ),
    "model_without_time": (
        replace(tiny(), operations=(replace(tiny().operations[0], frt_by_model={"A/B": 0.0}), tiny().operations[1])),
        "/operations/0/frt_by_model/A~1B",
    ),
    "overlapping_shifts": (
        ann(shifts=(shift("20:00-30:00", "sun"), shift("05:00-12:00", "mon"))),
        "/technicians/0/roster/shifts/1",
    ),
    "week_not_in_rotation": (ann(shifts=(shift(weeks="2"),)), "/technicians/0/roster/shifts/0/weeks/0"),
    "dates_reversed": (
        ann(absences=(Absence(first_day=MONDAY, last_day=MONDAY - timedelta(days=1)),)),
        "/technicians/0/roster/absences/0/last_day",
    ),
    "policy_without_class": (replace(tiny(), policy=replace(tiny().policy, classes=())), "/policy/classes"),
    # In the words of the optimizer, at the place in the set-up.
    "technician_without_shift": (ann(shifts=()), "/technicians/0/roster/shifts"),
    "no_open_span": (tiny(opening=()), "/opening"),
    "no_advisor": (replace(tiny(), advisors=()), "/advisors"),
    "unknown_skill": (tiny(technicians=(technician("bob"),)), "/operations/1/skill"),
    "unknown_group_operation": (
        replace(tiny(), group_jobs=(GroupJob(group_code="G", operation_codes=("OIL", "X")),)),
        "/group_jobs/0/operation_codes/1",
    ),
    "duplicate_stock": (replace(tiny(), parts=(Part(part_number="FILTER"),) * 2), "/parts/1/part_number"),
    "negative_setting": (
        replace(tiny(), policy=replace(tiny().policy, wash_minutes=-1)),
        "/policy/wash_minutes",
    ),
}


def test_a_good_set_up_has_none() -> None:
    assert setup_faults(tiny()) == ()
    for name in ("small", "default"):
        assert setup_faults(setup_of_shop(SHOPS[name], 3)) == ()


@pytest.mark.parametrize("code", BROKEN)
def test_a_fault_is_told_once_at_its_place(code: str) -> None:
    setup, place = BROKEN[code]
    (fault,) = setup_faults(setup)
    assert (fault.code, fault.pointer) == (code, place)
    assert fault.remedy
    assert "/workshop" not in fault.message
    assert "workshop." not in fault.remedy


def test_every_check_of_a_set_up_has_a_case() -> None:
    assert {check.__name__ for check in SETUP_CHECKS} <= BROKEN.keys()


@pytest.mark.parametrize(
    ("exception", "field"),
    [
        (DatedException(date=MONDAY, kind=ExceptionKind.OTHER_HOURS), "hours"),
        (DatedException(date=MONDAY, kind=ExceptionKind.MAKE_UP), "works_as"),
        (DatedException(date=MONDAY, kind=ExceptionKind.CLOSED, works_as=Weekday.MON), "works_as"),
    ],
)
def test_an_exception_must_say_what_its_kind_needs(exception: DatedException, field: str) -> None:
    (fault,) = setup_faults(replace(tiny(), exceptions=(exception,)))
    assert fault.pointer == f"/exceptions/0/{field}"


def test_shifts_of_different_weeks_do_not_overlap() -> None:
    both = (shift(weeks="1"), shift("10:00-19:00", weeks="2"))
    assert setup_faults(ann(shifts=both, rotation=Rotation(weeks=2, first_week=MONDAY))) == ()


def test_two_dated_shifts_of_one_date_must_be_apart() -> None:
    twice = (DatedShift(date=MONDAY, hours=DAY), DatedShift(date=MONDAY, hours=NINE))
    assert [fault.pointer for fault in setup_faults(ann(dated_shifts=twice))] == [
        "/technicians/0/roster/dated_shifts/1"
    ]


def test_what_may_follow_from_something_unread_is_not_told() -> None:
    setup = replace(tiny(technicians=(technician("bob"),)), parts=())
    assert len(setup_faults(setup)) == 2
    assert setup_faults(setup, unread=["/technicians/0/skills", "/parts"]) == ()


def test_faults_of_needs_are_at_the_need() -> None:
    operation = replace(tiny().operations[0], parts=(PartNeed(part_number="FILTER", quantity=0),))
    (fault,) = setup_faults(replace(tiny(), operations=(operation, tiny().operations[1])))
    assert (fault.code, fault.pointer) == ("negative_quantity", "/operations/0/parts/0/quantity")
