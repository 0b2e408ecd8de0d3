"""From patterns and exceptions to the spans of given dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.faults import faults_of
from optimizer.problem.grid import horizon_dates
from optimizer.workshop import Workshop
from scenarios.errors import ScenarioError
from scenarios.generator import generate_day
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
    Setup,
)
from scenarios.setup.resolve import resolve, resolved_workshop
from scenarios.shop import SHOPS
from tests.scenarios.setup.shops import MONDAY, WORKDAYS, shift, technician, tiny

ZONE = ZoneInfo("Asia/Shanghai")
SATURDAY = MONDAY + timedelta(days=5)


def shown(spans: tuple[Span, ...]) -> list[str]:
    """``03-02 08:00-17:00`` for each span."""
    return [f"{one.start.astimezone(ZONE):%m-%d %H:%M}-{one.end.astimezone(ZONE):%H:%M}" for one in spans]


def shifts_of(workshop: Workshop, technician_id: str) -> list[str]:
    """The shifts of a technician."""
    return next(shown(one.shifts) for one in workshop.technicians if one.technician_id == technician_id)


def with_roster(roster: Roster) -> Setup:
    """The tiny shop, whose ann has this roster."""
    return tiny(technicians=(technician("ann", "engine", roster=roster), technician("bob")))


def test_the_weekly_pattern_skips_the_days_it_does_not_name() -> None:
    workshop = resolved_workshop(tiny(), MONDAY + timedelta(days=4), 2)
    assert shown(workshop.open_spans) == ["03-06 08:00-17:00", "03-09 08:00-17:00"]
    assert shifts_of(workshop, "ann") == ["03-06 08:00-17:00", "03-09 08:00-17:00"]
    assert shown(workshop.technicians[0].breaks) == ["03-06 12:00-13:00", "03-09 12:00-13:00"]
    assert shown(workshop.stations[0].open_spans) == shown(workshop.open_spans)
    assert workshop.policy.horizon_days == 2


def test_exceptions_close_open_and_make_up() -> None:
    exceptions = (
        DatedException(date=MONDAY, kind=ExceptionKind.CLOSED),
        DatedException(
            date=MONDAY + timedelta(days=1), kind=ExceptionKind.OTHER_HOURS, hours=(Hours.parse("10:00-12:30"),)
        ),
        DatedException(date=SATURDAY, kind=ExceptionKind.MAKE_UP, works_as=Weekday.MON),
    )
    workshop = resolved_workshop(replace(tiny(), exceptions=exceptions), MONDAY, 5)
    assert shown(workshop.open_spans)[0] == "03-03 10:00-12:30"
    assert shifts_of(workshop, "ann")[0] == "03-03 10:00-12:30"
    assert shown(workshop.open_spans)[-1] == "03-07 08:00-17:00"
    assert shifts_of(workshop, "ann")[-1] == "03-07 08:00-17:00"


def test_two_shifts_alternate_by_weeks() -> None:
    roster = Roster(
        shifts=(shift("07:00-15:00", weeks="1"), shift("11:00-19:00", weeks="2")),
        rotation=Rotation(weeks=2, first_week=MONDAY + timedelta(days=3)),
    )
    shifts = shifts_of(resolved_workshop(with_roster(roster), MONDAY, 11), "ann")
    assert (shifts[4], shifts[5], shifts[10]) == (
        "03-06 07:00-15:00",
        "03-09 11:00-19:00",
        "03-16 07:00-15:00",
    )


def test_a_rotation_counts_backwards_too() -> None:
    roster = Roster(
        shifts=(shift("07:00-15:00", weeks="1"), shift("11:00-19:00", weeks="2")),
        rotation=Rotation(weeks=2, first_week=MONDAY + timedelta(days=70)),
    )
    assert shifts_of(resolved_workshop(with_roster(roster), MONDAY, 1), "ann") == ["03-02 07:00-15:00"]
    assert shifts_of(resolved_workshop(with_roster(roster), MONDAY + timedelta(7), 1), "ann") == ["03-09 11:00-19:00"]


def test_a_dated_shift_stands_in_for_the_pattern_of_its_date() -> None:
    roster = Roster(shifts=(shift(),), dated_shifts=(DatedShift(date=MONDAY, hours=Hours.parse("13:00-16:00")),))
    shifts = shifts_of(resolved_workshop(with_roster(roster), MONDAY, 2), "ann")
    assert shifts == ["03-02 13:00-16:00", "03-03 08:00-17:00"]


def test_a_shift_over_midnight_reaches_into_the_first_date() -> None:
    roster = Roster(shifts=(shift("20:00-26:00"),))
    workshop = resolved_workshop(with_roster(roster), MONDAY + timedelta(days=1), 1)
    assert shifts_of(workshop, "ann") == ["03-02 20:00-02:00", "03-03 20:00-02:00"]
    assert shifts_of(workshop, "bob") == ["03-03 08:00-17:00"]


def test_absences_are_whole_dates_or_hours_of_them() -> None:
    roster = Roster(
        shifts=(shift(),),
        absences=(
            Absence(first_day=MONDAY - timedelta(days=400), last_day=MONDAY),
            Absence(
                first_day=MONDAY + timedelta(days=1),
                last_day=MONDAY + timedelta(days=2),
                hours=Hours.parse("15:00-17:00"),
            ),
        ),
    )
    workshop = resolved_workshop(with_roster(roster), MONDAY, 3)
    assert shown(workshop.technicians[0].absences) == ["03-02 00:00-00:00", "03-03 15:00-17:00", "03-04 15:00-17:00"]


def test_who_has_no_shift_on_the_dates_is_left_out_by_name() -> None:
    roster = Roster(shifts=(shift(),), employed_from=MONDAY + timedelta(days=3))
    assert resolve(with_roster(roster), MONDAY, 3).left_out == ("ann",)
    assert resolve(with_roster(roster), MONDAY, 4).left_out == ()


def test_a_shop_that_never_opens_is_an_error_with_words() -> None:
    with pytest.raises(ScenarioError, match="not open in the 120 days"):
        resolve(tiny(opening=()), MONDAY, 3)


def test_people_do_not_work_on_dates_the_shop_is_closed() -> None:
    roster = Roster(shifts=(shift(days="mon sat sun"),))
    assert shifts_of(resolved_workshop(with_roster(roster), MONDAY, 6), "ann") == [
        "03-02 08:00-17:00",
        "03-09 08:00-17:00",
    ]


@given(
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    st.integers(1, 20),
)
def test_a_resolved_workshop_can_be_planned_and_covers_its_open_dates(zone: str, first: date, count: int) -> None:
    opening = (OpenHours(days=WORKDAYS, hours=Hours.parse("00:00-24:00")),)
    setup = tiny(opening=opening, time_zone=zone)
    resolved = resolve(setup, first, count)
    now = resolved.workshop.open_spans[0].start
    day = Day(workshop=resolved.workshop, visits=(), now=now)
    assert faults_of(day) == ()
    assert horizon_dates(day) == resolved.dates
    assert len(resolved.dates) == count


@pytest.mark.parametrize("name", ["default", "large"])
def test_a_generated_shop_has_the_people_of_its_days(name: str) -> None:
    day = generate_day(SHOPS[name], seed=5, date=MONDAY)
    workshop = resolved_workshop(setup_of_shop(SHOPS[name], 5), MONDAY, SHOPS[name].horizon_days)
    assert [replace(one, absences=()) for one in day.workshop.technicians] == list(workshop.technicians)
    assert [replace(one, outages=()) for one in day.workshop.bays] == list(workshop.bays)
    same = ("advisors", "stations", "open_spans", "operations", "group_jobs", "policy", "loan_cars", "time_zone")
    assert [getattr(day.workshop, field) for field in same] == [getattr(workshop, field) for field in same]
