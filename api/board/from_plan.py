"""From a plan document to the picture: bars from steps, days from dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from api.board.names import in_language
from api.board.rows import Placed, bay_rows, car_rows, people_rows, spans_of
from api.board.view import Bar, Board, BoardDay, Car, RowsBy
from api.board.words import Language, say
from api.contract import PlanDocument
from api.contract.board import BoardStep, BoardVisit, BoardWorkshop
from api.contract.plan import Assignment
from optimizer.calendar import Span
from optimizer.visit import StepKind

_HOUR = timedelta(hours=1)


def board_of(document: PlanDocument, language: Language) -> Board:
    """The board of a plan: a day for each date on which something happens, the date of ``now`` in any case."""
    assignments = {each.step_id: each for each in document.plan.assignments}
    names = names_of(document, language)
    placed = [one for visit in document.visits for one in _placed(visit, assignments, names, language)]
    dates = sorted({document.plan.now.date(), *_dates(one.bar for one in placed)})
    return Board(
        workshop=in_language(document.workshop.name or document.workshop.workshop_id, language),
        now=document.plan.now,
        days=tuple(_day(on, document, placed, names) for on in dates),
        cars=tuple({one.bar.car.visit_id: one.bar.car for one in placed}.values()),
    )


def names_of(document: PlanDocument, language: Language) -> dict[str, str]:
    """Ids of technicians, advisors, bays and station places to their names."""
    shop = document.workshop
    pairs = [
        *((each.technician_id, each.name) for each in shop.technicians),
        *((each.advisor_id, each.name) for each in shop.advisors),
        *((each.bay_id, each.name) for each in shop.bays),
    ]
    names = {key: in_language(name or key, language) for key, name in pairs}
    for station in shop.stations:
        for place in range(1, station.count + 1):
            names[f"{station.kind}-{place}"] = f"{say(station.kind, language)} {place}"
    return names


def _placed(
    visit: BoardVisit, assignments: Mapping[str, Assignment], names: Mapping[str, str], language: Language
) -> Iterator[Placed]:
    spans = [_span(step, assignments.get(step.step_id)) for step in visit.steps]
    car = _car(visit, spans)
    for step, span, following in zip(visit.steps, spans, [*spans[1:], None], strict=True):
        if span is None:
            continue
        assignment = assignments.get(step.step_id)
        who = step if assignment is None else assignment
        keeps = assignment is not None and assignment.keeps_bay
        place = who.bay_id or who.unit_id or ""
        bar = Bar(
            start=span.start,
            end=span.end,
            kind=step.kind,
            car=car,
            operation=in_language(step.operation_name or step.operation_code or "", language),
            people=tuple(names.get(each, each) for each in who.technician_ids),
            place=names.get(place, place),
            held_until=following.start if keeps and following is not None else None,
            pinned=assignment is not None and assignment.pinned,
            overtime=assignment is not None and assignment.overtime,
        )
        yield Placed(bar=bar, technician_ids=who.technician_ids, bay_id=who.bay_id, unit_id=who.unit_id)


def _span(step: BoardStep, assignment: Assignment | None) -> Span | None:
    start, end = step.started_at, step.finished_at
    if assignment is not None:
        start, end = assignment.start, assignment.end
    # A plan that was not made by us may have an empty step; it is no bar.
    return Span(start, end) if start is not None and end is not None and start < end else None


def _car(visit: BoardVisit, spans: Sequence[Span | None]) -> Car:
    before = [span for step, span in zip(visit.steps, spans, strict=True) if step.kind is not StepKind.HAND_OVER]
    ready = before[-1].end if before and before[-1] is not None else None
    late = timedelta()
    if ready is not None and visit.promised is not None:
        late = max(late, ready - visit.promised)
    return Car(
        visit_id=visit.visit_id,
        label=visit.plate or visit.visit_id,
        priority_class=visit.priority_class,
        waits=visit.waits,
        arrival=visit.arrival,
        promised=visit.promised,
        ready=ready,
        late_minutes=int(late.total_seconds() // 60),
    )


def _dates(bars: Iterable[Bar]) -> Iterator[date]:
    for bar in bars:
        on, last = bar.start.date(), (bar.end - timedelta.resolution).date()
        while on <= last:
            yield on
            on += timedelta(days=1)


def _day(on: date, document: PlanDocument, placed: Sequence[Placed], names: Mapping[str, str]) -> BoardDay:
    zone = ZoneInfo(document.workshop.time_zone)
    # The axis keeps one offset; on the date of a clock change that of the working hours.
    offset = datetime(on.year, on.month, on.day, 12, tzinfo=zone).utcoffset() or timedelta()
    midnight = datetime(on.year, on.month, on.day, tzinfo=timezone(offset))
    whole = Span(midnight, midnight + timedelta(days=1))
    today = [one for one in placed if one.span.overlaps(whole)]
    shop = document.workshop
    axis = _axis(shop, [one.bar for one in today if one.bar.kind is not StepKind.SUBLET], whole)
    return BoardDay(
        date=on,
        start=axis.start,
        end=axis.end,
        rows={
            RowsBy.TECHNICIANS: people_rows(shop, today, names, axis),
            RowsBy.BAYS: bay_rows(shop, today, names, axis),
            RowsBy.CARS: car_rows(document.visits, today, axis),
        },
    )


def _axis(shop: BoardWorkshop, bars: Iterable[Bar], whole: Span) -> Span:
    """Whole hours around opening times, shifts and what starts or ends on the date; 8 to 17 without any."""
    shifts = [each.shifts for each in shop.technicians] + [each.shifts for each in shop.advisors]
    spans = [span for each in (shop.open_spans, *shifts) for span in spans_of(each)]
    shown = [span for span in spans if span.overlaps(whole)]
    # What goes on over night is shown at the edge; it must not stretch the picture to midnight.
    starts = [max(span.start, whole.start) for span in shown] + [bar.start for bar in bars if bar.start >= whole.start]
    ends = [min(span.end, whole.end) for span in shown] + [bar.end for bar in bars if bar.end <= whole.end]
    first = min([*starts, *ends], default=whole.start + 8 * _HOUR)
    last = max([*starts, *ends], default=whole.start + 17 * _HOUR)
    first = whole.start + (first - whole.start) // _HOUR * _HOUR
    last = whole.start - (whole.start - last) // _HOUR * _HOUR
    return Span(first, max(last, first + _HOUR))
