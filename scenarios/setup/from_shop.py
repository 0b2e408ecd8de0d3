"""The set-up of a generated shop: the same people, bays and catalogue as on its generated days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.policy import Policy
from optimizer.workshop import Operation
from scenarios.calibration import Calibration
from scenarios.catalogue import GROUP_JOBS, OPERATIONS
from scenarios.premises import bays, stations
from scenarios.seeds import generator_of
from scenarios.setup.hours import WEEK, Hours
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
from scenarios.shop import ShopSpec
from scenarios.staff import advisors, technicians

# Times of a model that are not those of most: our assumption of how models differ.
MODELS = {"COMPACT-1.5": 0.9, "SEDAN-2.0": 1.0, "MPV-2.4": 1.15}
_SAME_ON_ALL = ("ev", "body", "diagnosis")
# Pieces on the shelf: of what every second car needs for weeks, of the rest a few.
_QUICK_CATEGORIES = ("maintenance", "express", "tyres", "climate")
_QUICK_PIECES_A_CAR = 12
_SLOW_CARS_A_PIECE = 5


def setup_of_shop(shop: ShopSpec, seed: int, calibration: Calibration | None = None) -> Setup:
    """The set-up of a generated shop; its people have the skills, paces and shifts of ``generate_day``.

    Without the absences and outages that ``generate_day`` draws for a date, and with parts for about a month.
    """
    zone = ZoneInfo(shop.time_zone)
    on = _first_open(shop)
    days = tuple(day for number, day in enumerate(WEEK) if number not in shop.closed_weekdays)
    staff = technicians(shop, [on], calibration or Calibration.assumed(), generator_of(seed))

    def roster(shifts: Sequence[Span], breaks: Sequence[Span], overtime: Sequence[Span] = ()) -> Roster:
        (hours,) = _hours(shifts, on, zone)
        return Roster(
            shifts=(
                Shift(days=days, hours=hours, breaks=_hours(breaks, on, zone), overtime=_hours(overtime, on, zone)),
            )
        )

    return Setup(
        workshop_id=shop.shop_id,
        name=shop.name,
        time_zone=shop.time_zone,
        country="CN" if shop.time_zone == "Asia/Shanghai" else "",
        loan_cars=shop.loan_cars,
        opening=(OpenHours(days=days, hours=Hours(shop.opening, shop.closing)),),
        technicians=tuple(
            SetupTechnician(
                technician_id=one.technician_id,
                name=one.name,
                team=f"Team {number // 2 + 1}",
                skills=one.skills,
                efficiency=one.efficiency,
                default_efficiency=one.default_efficiency,
                availability=one.availability,
                roster=roster(one.shifts, one.breaks, one.overtime),
            )
            for number, one in enumerate(staff)
        ),
        advisors=tuple(
            SetupAdvisor(advisor_id=one.advisor_id, name=one.name, roster=roster(one.shifts, one.breaks))
            for one in advisors(shop, [on])
        ),
        bays=bays(shop),
        stations=tuple(SetupStation(kind=one.kind, count=one.count) for one in stations(shop, ())),
        operations=tuple(_with_models(one) for one in OPERATIONS),
        group_jobs=GROUP_JOBS,
        parts=tuple(_parts(shop)),
        policy=Policy(horizon_days=shop.horizon_days, car_park_places=shop.car_park_places),
    )


def _first_open(shop: ShopSpec) -> date:
    monday = date(2026, 3, 2)
    return next(day for day in (monday + timedelta(n) for n in range(7)) if day.weekday() not in shop.closed_weekdays)


def _hours(spans: Sequence[Span], on: date, zone: ZoneInfo) -> tuple[Hours, ...]:
    def minute(span: Span, *, end: bool) -> int:
        local = (span.end if end else span.start).astimezone(zone)
        return (local.date() - on).days * 1440 + local.hour * 60 + local.minute

    return tuple(Hours(minute(span, end=False), minute(span, end=True)) for span in spans)


def _with_models(operation: Operation) -> SetupOperation:
    own = {
        model: round(operation.frt_hours * factor, 1)
        for model, factor in MODELS.items()
        if operation.sublet_hours is None and operation.category not in _SAME_ON_ALL
    }
    return SetupOperation(
        operation_code=operation.operation_code,
        name=operation.name,
        category=operation.category,
        frt_hours=operation.frt_hours,
        skill=operation.skill,
        bay_capability=operation.bay_capability,
        crew=operation.crew,
        stretch=operation.stretch,
        parts=operation.parts,
        is_diagnosis=operation.is_diagnosis,
        sublet_hours=operation.sublet_hours,
        frt_by_model={model: hours for model, hours in own.items() if hours != operation.frt_hours},
    )


def _parts(shop: ShopSpec) -> Iterator[Part]:
    needs = [(need, operation.category) for operation in OPERATIONS for need in operation.parts]
    quick = {need.part_number for need, category in needs if category in _QUICK_CATEGORIES}
    most = {
        need.part_number: max(one.quantity for one, _ in needs if one.part_number == need.part_number)
        for need, _ in needs
    }
    for number, part in enumerate(sorted(most)):
        pieces = _QUICK_PIECES_A_CAR * shop.cars if part in quick else max(2, shop.cars // _SLOW_CARS_A_PIECE)
        yield Part(
            part_number=part,
            name=part.replace("-", " ").capitalize(),
            bin=f"{chr(ord('A') + number // 10)}-{number % 10 + 1:02d}",
            on_hand=pieces * most[part],
            safety_stock=pieces * most[part] // 6,
        )
