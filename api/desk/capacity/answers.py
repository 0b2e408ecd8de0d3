"""The appointment control sheet as it is answered: decimal hours, those on the clock apart from flat-rate ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.board.words import Language, say_or
from api.contract.times import local
from api.desk.capacity.example import CAPACITY_EXAMPLE
from optimizer.capacity import (
    BayUse,
    Bookable,
    Capacity,
    CapacityDate,
    HalfHour,
    Level,
    Minutes,
    Reserve,
    TechnicianHours,
)
from optimizer.load import Spread
from optimizer.policy import PriorityClass


class ClockHours(BaseModel):
    """Hours on the clock: available (shifts − breaks − absences), booked, left = available − booked."""

    available: float
    booked: float
    left: float


class FrtHours(BaseModel):
    """Flat-rate hours (FRT): `booked` of the work planned; `left` that the clock hours left make at the usual pace."""

    booked: float
    left: float


class TechnicianRow(BaseModel):
    """A technician's row of the sheet on one date."""

    technician_id: str
    name: str
    clock_hours: ClockHours
    pace: Annotated[float, Field(description="FRT hours per clock hour where the category does not say otherwise.")]
    frt_hours: FrtHours


class BookableHours(BaseModel):
    """Bookable hours = technicians × hours × productivity × booking rate, all on the clock.

    `sellable` is the smaller of that and what the reserve leaves; `booked` is what appointments use of it whose class
    may not open the reserve; `left` = sellable − booked.
    """

    technicians: int
    hours: Annotated[float, Field(description="Clock hours of one technician, on average.")]
    productivity: float
    booking_rate: float
    bookable: float
    sellable: float
    booked: float
    left: float


class ClassName(BaseModel):
    """A priority class and its name."""

    priority_class: PriorityClass
    name: str


class ReserveHours(BaseModel):
    """Clock hours kept from bookings. Walk-ins may use them, and appointments of the classes in `opened_by`."""

    share: float
    kept: float
    left: Annotated[float, Field(description="Of those kept, in which no work is planned yet.")]
    opened_by: list[ClassName]


class AdvisorArrivals(BaseModel):
    """Receptions of one advisor that start in a half-hour, and the most that the arrival spacing allows."""

    advisor_id: str
    arrivals: int
    most: int


class BaysInUse(BaseModel):
    """Bays with a capability (null: of any kind) that hold a car in a half-hour, of those not out of order."""

    capability: str | None = None
    in_use: int
    available: int


class HalfHourRow(BaseModel):
    """Half an hour of the date."""

    start: datetime
    arrivals: list[AdvisorArrivals]
    technicians_busy: int
    technicians_there: int
    clock_hours: ClockHours
    bays: list[BaysInUse]


class LevelFigures(BaseModel):
    """How level booked ÷ available is: 1 and 0 are level, 0 and 0 mean that nothing is booked."""

    peak_to_mean: float
    variation: Annotated[float, Field(description="Coefficient of variation.")]


class LevelOfDate(BaseModel):
    """Level figures over the technicians, half-hours, advisors and bays of a date."""

    technicians: LevelFigures
    half_hours: LevelFigures
    reception: LevelFigures
    bays: LevelFigures


class CapacityOfDate(BaseModel):
    """The sheet of one date."""

    date: date
    is_open: bool
    technicians: list[TechnicianRow]
    clock_hours: Annotated[ClockHours, Field(description="Of all technicians.")]
    frt_hours: Annotated[FrtHours, Field(description="Of all technicians.")]
    bookable_hours: BookableHours
    reserve_hours: ReserveHours
    arrivals: int
    half_hours: Annotated[list[HalfHourRow], Field(description="Left out with `half_hours=false`.")]
    level: LevelOfDate


class CapacitySheet(BaseModel):
    """The appointment control sheet (预约管控表) of successive dates."""

    model_config = ConfigDict(json_schema_extra={"example": CAPACITY_EXAMPLE})

    workshop_id: str
    time_zone: str
    dates: list[CapacityOfDate]
    level: Annotated[LevelFigures, Field(description="Over the open dates.")]
    not_counted: Annotated[
        list[str],
        Field(description="Appointments that name an operation, class, technician or bay that is no longer there."),
    ]


class SheetWriter:
    """Writes the sheet of one workshop in one language. ``names``: of technicians, by id."""

    def __init__(self, zone: ZoneInfo, names: dict[str, str], language: Language, *, half_hours: bool) -> None:
        self._zone = zone
        self._names = names
        self._language = language
        self._half_hours = half_hours

    def sheet(self, workshop_id: str, capacity: Capacity) -> CapacitySheet:
        """The whole answer."""
        return CapacitySheet(
            workshop_id=workshop_id,
            time_zone=self._zone.key,
            dates=[self._date(one) for one in capacity.dates],
            level=_figures(capacity.days),
            not_counted=list(capacity.not_counted),
        )

    def _date(self, one: CapacityDate) -> CapacityOfDate:
        return CapacityOfDate(
            date=one.date,
            is_open=one.is_open,
            technicians=[self._technician(row) for row in one.technicians],
            clock_hours=_clock(one.total),
            frt_hours=FrtHours(booked=_hours(one.frt_booked), left=_hours(one.frt_left)),
            bookable_hours=_bookable(one.bookable),
            reserve_hours=self._reserve(one.reserve),
            arrivals=one.arrivals,
            half_hours=[self._half_hour(each) for each in one.half_hours] if self._half_hours else [],
            level=_level(one.level),
        )

    def _technician(self, row: TechnicianHours) -> TechnicianRow:
        return TechnicianRow(
            technician_id=row.technician_id,
            name=self._names.get(row.technician_id, ""),
            clock_hours=_clock(row.clock),
            pace=row.pace,
            frt_hours=FrtHours(booked=_hours(row.frt_booked), left=_hours(row.frt_left)),
        )

    def _reserve(self, one: Reserve) -> ReserveHours:
        return ReserveHours(
            share=one.share,
            kept=_of_minutes(one.kept),
            left=_of_minutes(one.left),
            opened_by=[
                ClassName(priority_class=each, name=say_or(each.value, self._language, each.value))
                for each in one.opened_by
            ],
        )

    def _half_hour(self, one: HalfHour) -> HalfHourRow:
        return HalfHourRow(
            start=local(one.start, self._zone),
            arrivals=[
                AdvisorArrivals(advisor_id=advisor_id, arrivals=count, most=one.most_arrivals)
                for advisor_id, count in one.arrivals.items()
            ],
            technicians_busy=one.technicians_busy,
            technicians_there=one.technicians_there,
            clock_hours=_clock(one.clock),
            bays=[_bays(None, one.all_bays), *(_bays(name, use) for name, use in one.bays.items())],
        )


def _bays(capability: str | None, use: BayUse) -> BaysInUse:
    return BaysInUse(capability=capability, in_use=use.in_use, available=use.available)


def _bookable(one: Bookable) -> BookableHours:
    return BookableHours(
        technicians=one.technicians,
        hours=_hours(one.hours_each),
        productivity=one.productivity,
        booking_rate=one.booking_rate,
        bookable=_hours(one.hours),
        sellable=_of_minutes(one.most_minutes),
        booked=_of_minutes(one.booked_minutes),
        left=_of_minutes(one.left_minutes),
    )


def _level(one: Level) -> LevelOfDate:
    return LevelOfDate(
        technicians=_figures(one.technicians),
        half_hours=_figures(one.half_hours),
        reception=_figures(one.reception),
        bays=_figures(one.bays),
    )


def _figures(spread: Spread) -> LevelFigures:
    return LevelFigures(peak_to_mean=round(spread.peak_to_mean, 4), variation=round(spread.variation, 4))


def _clock(minutes: Minutes) -> ClockHours:
    return ClockHours(
        available=_of_minutes(minutes.available), booked=_of_minutes(minutes.booked), left=_of_minutes(minutes.left)
    )


def _of_minutes(minutes: int) -> float:
    return _hours(minutes / 60)


def _hours(hours: float) -> float:
    # A minute is 0.0167 h: four digits keep it, and sums of rows true to within a second.
    return round(hours, 4)
