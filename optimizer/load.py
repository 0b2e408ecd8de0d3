"""How level a plan loads the workshop, and the capacity sheet of the trade (docs/model.md, last paragraph)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import fmean, pstdev

from optimizer.day import Day
from optimizer.plan import Assignment
from optimizer.referee.index import Index
from optimizer.visit import StepKind

SHEET_HOURS = tuple(range(8, 18))  # the columns of the trade's appointment control sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far ``shares`` (booked ÷ available, one each) are from level.

    ``peak_to_mean``: the highest ÷ the mean, 1 when level. ``variation``: population standard deviation ÷ mean, 0
    when level. Both are 0 when nothing is booked.
    """

    shares: tuple[float, ...]
    peak_to_mean: float
    variation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``count`` of ``of``; ``value`` is None of nothing."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0..1."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A technician's row of the capacity sheet: hours of the date, and minutes booked in each of ``SHEET_HOURS``.

    ``left_hours`` = available − booked; overtime can make it negative.
    """

    technician_id: str
    available_hours: float
    booked_hours: float
    left_hours: float
    booked_minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFigures:
    """Figures of one plan on the date of ``now``."""

    date: date
    technicians: Spread
    half_hours: Spread
    reception: Spread
    bays: Spread
    sheet: tuple[SheetRow, ...]
    on_time: Share
    same_day: Share


def load_figures(day: Day, assignments: tuple[Assignment, ...]) -> LoadFigures:
    """Count the figures. A visit that lacks a step is neither on time nor handed over.

    Raises ``KeyError`` when the day uses an operation code or priority class that it does not list.
    """
    index = Index.bare(day, assignments, ())
    load, clock = index.load, index.clock
    spacing = day.workshop.policy.arrival_spacing_minutes
    today = clock.midnights[1] // 30
    return LoadFigures(
        date=clock.local(0).date(),
        technicians=spread_of((load.technicians[k][0], load.technicians_available[k][0]) for k in load.technicians),
        half_hours=spread_of(zip(load.half_hours[:today], load.half_hours_available[:today], strict=True)),
        reception=spread_of((load.receptions[a][0] * spacing, load.advisors_available[a][0]) for a in load.receptions),
        bays=spread_of((load.occupied[b][0], load.bays_available[b][0]) for b in load.occupied),
        sheet=_sheet(index),
        on_time=_on_time(index),
        same_day=_same_day(index),
    )


def spread_of(pairs: Iterable[tuple[int, int]]) -> Spread:
    """Spread of booked ÷ available, pairs of minutes, over those with any minute available."""
    shares = tuple(booked / available for booked, available in pairs if available > 0)
    mean = fmean(shares) if shares else 0.0
    return Spread(
        shares=shares,
        peak_to_mean=max(shares) / mean if mean else 0.0,
        variation=pstdev(shares) / mean if mean else 0.0,
    )


def _sheet(index: Index) -> tuple[SheetRow, ...]:
    clock, load = index.clock, index.load
    today = clock.local(0).date()
    edges = [clock.minute(datetime.combine(today, time(hour), tzinfo=clock.zone)) for hour in (*SHEET_HOURS, 18)]
    minutes = {one: [0] * len(SHEET_HOURS) for one in load.technicians}
    for booking in index.bookings:
        row = minutes[booking.technician_id]
        for n in range(len(SHEET_HOURS)):
            row[n] += max(0, min(booking.end, edges[n + 1]) - max(booking.start, edges[n]))
    return tuple(
        SheetRow(
            technician_id=one,
            available_hours=load.technicians_available[one][0] / 60,
            booked_hours=load.technicians[one][0] / 60,
            left_hours=(load.technicians_available[one][0] - load.technicians[one][0]) / 60,
            booked_minutes=tuple(row),
        )
        for one, row in minutes.items()
    )


def _on_time(index: Index) -> Share:
    """Visits ready within the grace after their promise, of all with a promise."""
    grace, clock = index.day.workshop.policy.grace_minutes, index.clock
    promised = [(car, clock.minute(car.visit.promised)) for car in index.cars if car.visit.promised is not None]
    count = sum(car.ready is not None and car.ready <= due + grace for car, due in promised)
    return Share(count=count, of=len(promised))


def _same_day(index: Index) -> Share:
    """Visits handed over by tonight's midnight, of those that arrive today (当日交车率)."""
    tonight = index.clock.midnights[1]
    arrivals = [car for car in index.cars if 0 <= index.clock.minute(car.visit.arrival) < tonight]
    hand_overs = [car.line(StepKind.HAND_OVER) for car in arrivals if car.is_planned]
    return Share(count=sum(line is not None and line.end <= tonight for line in hand_overs), of=len(arrivals))
