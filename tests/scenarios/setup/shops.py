"""A set-up in a few words: `tiny()` is open Monday to Friday 8:00-17:00, with ann and bob, and eve at the desk."""

from __future__ import annotations

from datetime import date

from optimizer.workshop import Bay, GroupJob, PartNeed, StationKind
from scenarios.setup.hours import WEEK, Hours, Weekday
from scenarios.setup.records import (
    OpenHours,
    Part,
    Roster,
    Setup,
    SetupAdvisor,
    SetupOperation,
    SetupStation,
    SetupTechnician,
    Shift,
)

MONDAY = date(2026, 3, 2)
WORKDAYS = WEEK[:5]
DAY = Hours.parse("08:00-17:00")
LUNCH = Hours.parse("12:00-13:00")


def shift(hours: str = "08:00-17:00", days: str = "mon tue wed thu fri", *, breaks: str = "", weeks: str = "") -> Shift:
    """A shift; lists by blanks."""
    return Shift(
        days=tuple(Weekday(day) for day in days.split()),
        hours=Hours.parse(hours),
        breaks=tuple(Hours.parse(one) for one in breaks.split()),
        weeks=tuple(int(week) for week in weeks.split()),
    )


def technician(technician_id: str, *skills: str, roster: Roster | None = None) -> SetupTechnician:
    """A technician, at work Monday to Friday 8:00-17:00 with lunch unless told otherwise."""
    usual = Roster(shifts=(shift(breaks="12:00-13:00"),))
    return SetupTechnician(technician_id=technician_id, skills=frozenset(skills), roster=roster or usual)


def tiny(
    *,
    technicians: tuple[SetupTechnician, ...] | None = None,
    opening: tuple[OpenHours, ...] = (OpenHours(days=WORKDAYS, hours=DAY),),
    time_zone: str = "Asia/Shanghai",
) -> Setup:
    """The set-up described above."""
    return Setup(
        workshop_id="tiny",
        name="Tiny",
        time_zone=time_zone,
        country="CN",
        opening=opening,
        technicians=technicians if technicians is not None else (technician("ann", "engine"), technician("bob")),
        advisors=(SetupAdvisor(advisor_id="eve", roster=Roster(shifts=(shift(),))),),
        bays=(Bay(bay_id="b1", capabilities=frozenset({"LIFT"})),),
        stations=(SetupStation(kind=StationKind.WASH, count=1), SetupStation(kind=StationKind.INSPECTION, count=1)),
        operations=(
            SetupOperation(
                operation_code="OIL",
                category="any",
                frt_hours=1.0,
                bay_capability="LIFT",
                parts=(PartNeed(part_number="FILTER"),),
                frt_by_model={"BIG-3.0": 1.4},
            ),
            SetupOperation(operation_code="ENGINE", category="any", frt_hours=2.0, skill="engine"),
        ),
        group_jobs=(GroupJob(group_code="BOTH", operation_codes=("OIL", "ENGINE")),),
        parts=(Part(part_number="FILTER", on_hand=9),),
    )
