"""Every fault of a set-up at once, in the words of ``optimizer.faults`` wherever those have some."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.errors import Fault
from optimizer.faults import faults_of, place_order
from optimizer.workshop import Advisor, PartStock, Station, Technician, Workshop
from scenarios.setup.checks import SHOP_CHECKS, SetupCheck
from scenarios.setup.records import Roster, Setup
from scenarios.setup.resolve import deliveries_of, plain_operation
from scenarios.setup.roster_checks import ROSTER_CHECKS

SETUP_CHECKS: tuple[SetupCheck, ...] = (*SHOP_CHECKS, *ROSTER_CHECKS)

_NOW = datetime(2001, 1, 1, 8, tzinfo=UTC)
_SHIFT = (Span(_NOW, _NOW + timedelta(hours=8)),)
# Section of a set-up → field of the optimizer's workshop, where the names differ.
_RENAMED = {"parts": "stock", "opening": "open_spans"}
_PEOPLE = ("technicians", "advisors")


def setup_faults(setup: Setup, unread: Collection[str] = ()) -> tuple[Fault, ...]:
    """Every fault of a set-up, sorted by place; none for one that can be worked by.

    ``unread``: JSON pointers to parts of the document that could not be read; what is judged by them is left out.
    """
    day = Day(workshop=_at_any_time(setup), visits=(), now=_NOW)
    found = [_in_setup(fault) for fault in faults_of(day, [_in_day(one) for one in unread])]
    found += _own_faults(setup, unread)
    return tuple(sorted(found, key=lambda fault: (place_order(fault.pointer), fault.code)))


def _own_faults(setup: Setup, unread: Collection[str]) -> Iterator[Fault]:
    items = {_item(one) for one in unread}
    sections = {one.partition("/")[0] for one in items}
    for check in SETUP_CHECKS:
        for one in check(setup):
            in_doubt = check.__name__ == "unknown_part" and "parts" in sections
            if not in_doubt and _item(one.pointer) not in items:
                yield Fault(pointer=one.pointer, code=check.__name__, message=one.message, remedy=one.remedy)


def _item(place: str) -> str:
    """``technicians/3`` of a pointer to anything in that item."""
    return "/".join(place.split("/")[1:3])


def _at_any_time(setup: Setup) -> Workshop:
    """The workshop with everybody in it, item by item in the order of the set-up, as if all were at work at once."""
    open_spans = _SHIFT if setup.opening or any(one.hours for one in setup.exceptions) else ()
    return Workshop(
        workshop_id=setup.workshop_id,
        name=setup.name,
        time_zone=setup.time_zone,
        open_spans=open_spans,
        technicians=tuple(
            Technician(
                technician_id=one.technician_id,
                skills=one.skills,
                efficiency=one.efficiency,
                default_efficiency=one.default_efficiency,
                availability=one.availability,
                shifts=_any_shift(one.roster),
            )
            for one in setup.technicians
        ),
        advisors=tuple(Advisor(advisor_id=one.advisor_id, shifts=_any_shift(one.roster)) for one in setup.advisors),
        bays=setup.bays,
        stations=tuple(Station(kind=one.kind, count=one.count, open_spans=_SHIFT) for one in setup.stations),
        operations=tuple(plain_operation(one) for one in setup.operations),
        group_jobs=setup.group_jobs,
        stock=tuple(PartStock(part_number=one.part_number, on_hand=one.on_hand) for one in setup.parts),
        deliveries=deliveries_of(setup),
        loan_cars=setup.loan_cars,
        policy=setup.policy,
    )


def _any_shift(roster: Roster) -> tuple[Span, ...]:
    return _SHIFT if roster.shifts or roster.dated_shifts else ()


def _in_setup(fault: Fault) -> Fault:
    """The fault of the day as one of the set-up: its place, and the places its words name."""
    names = {ours: theirs for theirs, ours in _RENAMED.items()}
    segments = fault.pointer.split("/")[2:]
    section = segments[0]
    segments[0] = names.get(section, section)
    if section in _PEOPLE and segments[2:3] == ["shifts"]:
        segments.insert(2, "roster")
    return Fault(
        pointer="".join(f"/{one}" for one in segments),
        code=fault.code,
        message=fault.message.replace("/workshop/stock/", "/parts/").replace("/workshop/", "/"),
        remedy=fault.remedy.replace("workshop.", ""),
    )


def _in_day(place: str) -> str:
    segments = place.split("/")[1:]
    if segments and segments[0] in _PEOPLE and segments[2:3] == ["roster"]:
        segments = [*segments[:2], "shifts"]
    if segments:
        segments[0] = _RENAMED.get(segments[0], segments[0])
    return "".join(f"/{one}" for one in ("workshop", *segments))
