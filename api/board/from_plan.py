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
from api.contract.board import BoardStep, BoardVisit
from api.contract.plan import Assignment
from api.contract.times import Span as WireSpan
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
    if assignment is not None:
        return Span(assignment.start, assignment.end)
    if step.started_at is not None and step.finished_at is not None and step.started_at < step.finished_at:
        return Span(step.started_at, step.finished_at)
    return None


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
    axis = _axis(document.workshop.open_spans, [one.bar for one in today], whole)
    shop = document.workshop
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


def _axis(open_spans: Iterable[WireSpan], bars: Iterable[Bar], whole: Span) -> Span:
    """Whole hours around opening times and bars of the date; 8 to 17 when there is neither."""
    shown = [span for span in spans_of(open_spans) if span.overlaps(whole)]
    edges = [*shown, *(Span(bar.start, bar.end) for bar in bars)]
    first = min((edge.start for edge in edges), default=whole.start + 8 * _HOUR)
    last = max((edge.end for edge in edges), default=whole.start + 17 * _HOUR)
    first = whole.start + (max(first, whole.start) - whole.start) // _HOUR * _HOUR
    last = whole.start - (whole.start - min(last, whole.end)) // _HOUR * _HOUR
    return Span(first, last)
