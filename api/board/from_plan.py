"""From a plan document to the picture: bars from steps, days from dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from api.board.names import in_language
from api.board.rows import Frame, Placed, bay_rows, car_rows, people_rows, spans_of
from api.board.view import Bar, Board, BoardDay, Car, RowsBy
from api.board.words import Language, say
from api.contract import PlanDocument
from api.contract.board import BoardStep, BoardVisit, BoardWorkshop
from api.contract.plan import Assignment
from api.contract.times import local
from optimizer.calendar import Span
from optimizer.visit import StepKind

_HOUR = timedelta(hours=1)


def board_of(document: PlanDocument, language: Language) -> Board:
    """The board of a plan: a day for each date on which something happens, the date of ``now`` in any case."""
    assignments = {each.step_id: each for each in document.plan.assignments}
    names = names_of(document, language)
    zone = ZoneInfo(document.workshop.time_zone)
    placed = [one for visit in document.visits for one in _Steps(visit, assignments, zone).placed(names, language)]
    now = local(document.plan.now, zone)
    dates = sorted({now.date(), *_dates(one.bar for one in placed)})
    return Board(
        workshop=in_language(document.workshop.name or document.workshop.workshop_id, language),
        now=now,
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


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps of a visit with their spans, on the clock of the workshop."""

    visit: BoardVisit
    assignments: Mapping[str, Assignment]
    zone: ZoneInfo

    def placed(self, names: Mapping[str, str], language: Language) -> Iterator[Placed]:
        """A bar for each step that has a time."""
        spans = [self._span(step) for step in self.visit.steps]
        car = self._car(spans)
        for step, span, following in zip(self.visit.steps, spans, [*spans[1:], None], strict=True):
            if span is None:
                continue
            assignment = self.assignments.get(step.step_id)
            who = step if assignment is None else assignment
            keeps = assignment is not None and assignment.keeps_bay and following is not None
            place = who.bay_id or who.unit_id or ""
            bar = Bar(
                start=span[0],
                end=span[1],
                kind=step.kind,
                car=car,
                operation=in_language(step.operation_name or step.operation_code or "", language),
                people=tuple(names.get(each, each) for each in who.technician_ids),
                place=names.get(place, place),
                held_until=following[0] if keeps and following is not None else None,
                pinned=assignment is not None and assignment.pinned,
                overtime=assignment is not None and assignment.overtime,
            )
            yield Placed(bar=bar, technician_ids=who.technician_ids, bay_id=who.bay_id, unit_id=who.unit_id)

    def _span(self, step: BoardStep) -> tuple[datetime, datetime] | None:
        assignment = self.assignments.get(step.step_id)
        start, end = step.started_at, step.finished_at
        if assignment is not None:
            start, end = assignment.start, assignment.end
        # A plan that was not made by us may have an empty step; it is no bar.
        if start is None or end is None or start >= end:
            return None
        return local(start, self.zone), local(end, self.zone)

    def _car(self, spans: Sequence[tuple[datetime, datetime] | None]) -> Car:
        visit = self.visit
        kinds = (step.kind for step in visit.steps)
        before = [span for kind, span in zip(kinds, spans, strict=True) if kind is not StepKind.HAND_OVER]
        ready = before[-1][1] if before and before[-1] is not None else None
        late = timedelta()
        if ready is not None and visit.promised is not None:
            late = max(late, ready - visit.promised)
        return Car(
            visit_id=visit.visit_id,
            label=visit.plate or visit.visit_id,
            priority_class=visit.priority_class,
            waits=visit.waits,
            arrival=local(visit.arrival, self.zone),
            promised=None if visit.promised is None else local(visit.promised, self.zone),
            ready=ready,
            late_minutes=late // timedelta(minutes=1),
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
    clock = timezone(datetime(on.year, on.month, on.day, 12, tzinfo=zone).utcoffset() or timedelta())
    midnight = datetime(on.year, on.month, on.day, tzinfo=clock)
    whole = Span(midnight, midnight + timedelta(days=1))
    today = [one for one in placed if one.span.overlaps(whole)]
    shop = document.workshop
    axis = _axis(shop, [one.bar for one in today if one.bar.kind is not StepKind.SUBLET], whole)
    frame = Frame(axis=axis, clock=clock, names=names)
    return BoardDay(
        date=on,
        start=axis.start.astimezone(clock),
        end=axis.end.astimezone(clock),
        rows={
            RowsBy.TECHNICIANS: people_rows(shop, today, frame),
            RowsBy.BAYS: bay_rows(shop, today, frame),
            RowsBy.CARS: car_rows(document.visits, today, frame),
        },
    )


def _axis(shop: BoardWorkshop, bars: Iterable[Bar], whole: Span) -> Span:
    """Whole hours around opening times, shifts and what starts or ends on the date; 8 to 17 without any."""
    shifts = [each.shifts for each in shop.technicians] + [each.shifts for each in shop.advisors]
    spans = [span for each in (shop.open_spans, *shifts) for span in spans_of(each)]
    shown = [span for span in spans if span.overlaps(whole)]
    # What goes on over night is shown at the edge; it must not stretch the picture to midnight.
    edges = [max(span.start, whole.start) for span in shown] + [min(span.end, whole.end) for span in shown]
    edges = edges or [whole.start + 8 * _HOUR, whole.start + 17 * _HOUR]
    edges += [at for bar in bars for at in (bar.start, bar.end) if whole.start <= at <= whole.end]
    first = whole.start + (min(edges) - whole.start) // _HOUR * _HOUR
    last = whole.start - (whole.start - max(edges)) // _HOUR * _HOUR
    return Span(first, max(last, first + _HOUR))
