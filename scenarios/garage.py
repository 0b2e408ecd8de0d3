"""The garage behind a file of work orders: what it can do, and how it is staffed for the file's demand.

The file knows neither technicians nor bays nor what exactly was repaired; all of this is our assumption.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean, quantiles

from optimizer.workshop import Bay, Operation, Stretch, Technician
from scenarios.calibration import Calibration, LogNormal
from scenarios.catalogue import BODY_PLACE, HEAVY, LIFT, TESTER
from scenarios.orders import WorkOrder
from scenarios.shop import ShiftTimes, ShopSpec

TIME_ZONE = "America/New_York"
MAX_HOURS = 11.0
LONG_HOURS, TEAM_HOURS = 4.0, 8.0
_SATURDAY = 5
_HOURS_A_DAY = 8.0
_BAYS_PER_TECHNICIAN = 1.5
_WEEKEND_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of work: its category, the skill and the bay it needs."""

    code: str
    name: str
    category: str
    skill: str
    bay: str


TRADES = (
    Trade("PM", "Preventive maintenance 预防性保养", "maintenance", "general", LIFT),
    Trade("BRAKES", "Brakes and chassis 制动与底盘", "brakes_chassis", "general", LIFT),
    Trade("TYRES", "Tyres 轮胎", "tyres", "general", LIFT),
    Trade("ELECTRIC", "Electrical repair 电气维修", "electrical", "electrical", LIFT),
    Trade("CLIMATE", "Air conditioning 空调", "climate", "general", LIFT),
    Trade("ENGINE", "Engine and gearbox 发动机变速箱", "powertrain", "powertrain", HEAVY),
    Trade("FAULT", "Fault finding and repair 故障诊断维修", "diagnosis", "diagnosis", TESTER),
    Trade("BODY", "Body repair 钣金", "body", "body", BODY_PLACE),
)


def operations() -> tuple[Operation, ...]:
    """Each trade in three lengths: within a day, over night, and over night by two technicians."""
    return tuple(operation for trade in TRADES for operation in _lengths(trade))


def operation_code(trade: str, hours: float) -> str:
    """The code for work of a trade that takes ``hours``: above 4 it may stay over night, above 8 two do it."""
    if hours > TEAM_HOURS:
        return f"{trade}-TEAM"
    return f"{trade}-LONG" if hours > LONG_HOURS else trade


def _lengths(trade: Trade) -> tuple[Operation, ...]:
    short = Operation(
        operation_code=trade.code,
        name=trade.name,
        category=trade.category,
        frt_hours=1.0,
        skill=trade.skill,
        bay_capability=trade.bay,
    )
    longer = replace(short, operation_code=f"{trade.code}-LONG", stretch=Stretch.OVERNIGHT)
    return short, longer, replace(longer, operation_code=f"{trade.code}-TEAM", crew=2)


def garage_spec(orders: Sequence[WorkOrder], calibration: Calibration) -> ShopSpec:
    """The garage sized once to all its orders: a mean weekday fills the calibration's share of the time present.

    Orders of unknown hours count with the mean of their kind. Three technicians at least; 1.5 bays each;
    advisors for the vehicles of the busiest weekday in twenty.
    """
    hours: defaultdict[date, float] = defaultdict(float)
    vehicles: dict[date, set[str]] = {}
    for order in orders:
        hours[order.day] += order.hours or mean_hours(_figures(order, calibration))
        vehicles.setdefault(order.day, set()).add(order.vehicle)
    weekdays = [day for day in vehicles if day.weekday() < _SATURDAY] or list(vehicles)
    mean_frt = fmean(hours[day] for day in weekdays)
    paid = _HOURS_A_DAY * calibration.worked_over_available * calibration.efficiency_mean
    technicians = max(3, math.ceil(mean_frt / paid))
    counts = sorted(len(vehicles[day]) for day in weekdays)
    busy = quantiles(counts, n=20, method="inclusive")[-1] if len(counts) > 1 else float(counts[0])
    per_advisor = (calibration.visits_per_advisor.low + calibration.visits_per_advisor.high) / 2
    return ShopSpec(
        shop_id="light-car-shop",
        name="Light car shop 轻型车车间",
        cars=max(1, round(fmean(counts))),
        technicians=technicians,
        bays=max(5, math.ceil(_BAYS_PER_TECHNICIAN * technicians)),
        advisors=math.ceil(busy / per_advisor),
        apprentices=0,
        part_timers=0,
        shifts=(ShiftTimes(start=7 * 60 + 30, end=16 * 60, lunches=(690, 720, 750), lunch_minutes=30),),
        opening=7 * 60 + 30,
        closing=16 * 60 + 30,
        closed_weekdays=frozenset(),
        time_zone=TIME_ZONE,
        loan_cars=0,
    )


def garage_bays(shop: ShopSpec) -> tuple[Bay, ...]:
    """Bays of a fleet garage: heavy lift, tester and body place once in five bays each, the rest plain lifts."""
    kinds = (frozenset({HEAVY, LIFT}), frozenset({TESTER, LIFT}), frozenset({BODY_PLACE, LIFT}))
    plain = frozenset({LIFT})
    return tuple(
        Bay(
            bay_id=f"B{number + 1:02d}",
            name=f"Bay {number + 1}",
            capabilities=kinds[number % 5] if number % 5 < len(kinds) else plain,
        )
        for number in range(shop.bays)
    )


def garage_skills(technicians: Sequence[Technician]) -> tuple[Technician, ...]:
    """Technicians who do general work and all special trades but one, each in turn another one.

    Of three and more at least two then have each skill, as work in a team needs.
    """
    special = sorted({trade.skill for trade in TRADES} - {"general"})
    return tuple(
        replace(one, skills=frozenset({"general", *special} - {special[number % len(special)]}))
        for number, one in enumerate(technicians)
    )


def weekend_crew(technicians: Sequence[Technician], shop: ShopSpec) -> tuple[Technician, ...]:
    """Technicians of whom half (two at least) work at weekends; the others are absent then."""
    crew = max(2, round(_WEEKEND_SHARE * shop.technicians))
    return tuple(one if number < crew else _weekdays_only(one) for number, one in enumerate(technicians))


def _weekdays_only(technician: Technician) -> Technician:
    weekend = [shift for shift in technician.shifts if shift.start.weekday() >= _SATURDAY]
    extra = [span for span in technician.overtime if span.start.weekday() >= _SATURDAY]
    return replace(technician, absences=(*technician.absences, *weekend, *extra))


def _figures(order: WorkOrder, calibration: Calibration) -> LogNormal:
    return calibration.maintenance_hours if order.preventive else calibration.repair_hours


def mean_hours(figures: LogNormal) -> float:
    """Mean of the hours, those beyond the file's limit of 11 taken as 11 (above 0)."""
    return min(MAX_HOURS, math.exp(figures.mu + figures.sigma**2 / 2))
