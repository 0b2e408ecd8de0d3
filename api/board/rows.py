"""The rows of one date: who and what is on the board, with the bars that lie on the axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from api.board.closed import closed_person, closed_place
from api.board.view import Bar, Group, Row
from api.contract.board import BoardAdvisor, BoardTechnician, BoardVisit, BoardWorkshop
from api.contract.times import Span as WireSpan
from optimizer.calendar import Span

_BarsBy = Mapping[str, tuple[Bar, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A bar and the rows it belongs to."""

    bar: Bar
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None

    @property
    def span(self) -> Span:
        """When the bar lies on the board, held time included."""
        return Span(self.bar.start, max(self.bar.end, self.bar.held_until or self.bar.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What rows are made in: the axis, the clock of the workshop on that date, and names of ids."""

    axis: Span
    clock: tzinfo
    names: Mapping[str, str]


def spans_of(spans: Iterable[WireSpan]) -> tuple[Span, ...]:
    """Spans of a document as spans of the trade."""
    return tuple(Span(span.start, span.end) for span in spans)


def people_rows(shop: BoardWorkshop, placed: Sequence[Placed], frame: Frame) -> tuple[Row, ...]:
    """Technicians, then advisors and the places of the stations."""
    by_technician = _bars_by(placed, frame.axis, lambda one: one.technician_ids)
    by_unit = _bars_by(placed, frame.axis, lambda one: (one.unit_id,))

    def row(person: BoardTechnician | BoardAdvisor, key: str, group: Group, bars: _BarsBy) -> Row:
        closed = closed_person(
            spans_of(person.shifts),
            spans_of(person.breaks),
            spans_of(person.absences),
            axis=frame.axis,
            clock=frame.clock,
        )
        return Row(row_id=key, name=frame.names[key], group=group, bars=bars.get(key, ()), closed=closed)

    return (
        *(row(each, each.technician_id, Group.TECHNICIANS, by_technician) for each in shop.technicians),
        *(row(each, each.advisor_id, Group.ADVISORS, by_unit) for each in shop.advisors),
        *_station_rows(shop, by_unit, frame),
    )


def bay_rows(shop: BoardWorkshop, placed: Sequence[Placed], frame: Frame) -> tuple[Row, ...]:
    """A row a bay, with the time a car stays in it after a step."""
    by_bay = _bars_by(placed, frame.axis, lambda one: (one.bay_id,), held=True)
    return tuple(
        Row(
            row_id=bay.bay_id,
            name=frame.names[bay.bay_id],
            group=Group.BAYS,
            bars=by_bay.get(bay.bay_id, ()),
            closed=closed_place(spans_of(shop.open_spans), spans_of(bay.outages), axis=frame.axis, clock=frame.clock),
        )
        for bay in shop.bays
    )


def car_rows(visits: Iterable[BoardVisit], placed: Sequence[Placed], frame: Frame) -> tuple[Row, ...]:
    """A row a car that is on the board this date, in order of arrival, with a mark at its promise."""
    by_car = _bars_by(placed, frame.axis, lambda one: (one.bar.car.visit_id,))
    rows: list[Row] = []
    for visit in sorted(visits, key=lambda each: (each.arrival, each.visit_id)):
        bars = by_car.get(visit.visit_id, ())
        promise = () if visit.promised is None else (visit.promised.astimezone(frame.clock),)
        if bars or any(frame.axis.start <= at <= frame.axis.end for at in promise):
            label = visit.plate or visit.visit_id
            rows.append(Row(row_id=visit.visit_id, name=label, group=Group.CARS, bars=bars, marks=promise))
    return tuple(rows)


def _station_rows(shop: BoardWorkshop, bars: _BarsBy, frame: Frame) -> list[Row]:
    return [
        Row(
            row_id=key,
            name=frame.names[key],
            group=Group.STATIONS,
            bars=bars.get(key, ()),
            closed=closed_place(spans_of(station.open_spans), (), axis=frame.axis, clock=frame.clock),
        )
        for station in shop.stations
        for key in (f"{station.kind}-{place}" for place in range(1, station.count + 1))
    ]


def _bars_by(
    placed: Sequence[Placed],
    axis: Span,
    keys_of: Callable[[Placed], Iterable[str | None]],
    *,
    held: bool = False,
) -> _BarsBy:
    """Bars on the axis by row, in order of time. Only rows of bays show how long a bay is held."""
    found: dict[str, list[Bar]] = {}
    for one in placed:
        if one.span.overlaps(axis):
            bar = one.bar if held else replace(one.bar, held_until=None)
            for key in keys_of(one):
                if key is not None:
                    found.setdefault(key, []).append(bar)
    return {key: tuple(sorted(bars, key=lambda bar: bar.start)) for key, bars in found.items()}
