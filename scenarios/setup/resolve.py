"""From the set-up to the workshop of given dates: pattern → exceptions → shifts, breaks, absences → instants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from optimizer.calendar import Span, merge
from optimizer.workshop import Advisor, Delivery, Operation, PartStock, Station, Technician, Workshop
from scenarios.errors import ScenarioError
from scenarios.setup.calendar import OpenDay, ShopCalendar, hours_of
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Roster, Setup, SetupAdvisor, SetupOperation, SetupStation, SetupTechnician
from scenarios.setup.roster import Dates, WorkSpans, within, work_spans

SpansOf = Callable[[Roster], WorkSpans]

_OPERATION_FIELDS = tuple(field.name for field in fields(Operation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A workshop on its open ``dates``. ``left_out``: ids of technicians and advisors without a shift on them."""

    workshop: Workshop
    dates: tuple[date, ...]
    left_out: tuple[str, ...]


def resolved_workshop(setup: Setup, first: date, open_days: int) -> Workshop:
    """The workshop on its first ``open_days`` open dates from ``first`` on, which are the horizon of its policy.

    Fewer when fewer are within 120 days. Raises ``ScenarioError`` when it is not open on any of them.
    """
    return resolve(setup, first, open_days).workshop


def resolve(setup: Setup, first: date, open_days: int) -> Resolved:
    """As ``resolved_workshop``, with what a reader should know."""
    zone = ZoneInfo(setup.time_zone)
    calendar = ShopCalendar.of(setup)
    days = calendar.open_days(first, open_days)
    if not days:
        raise ScenarioError(f"workshop {setup.workshop_id} is not open in the 120 days from {first.isoformat()} on")
    # A shift may run over the midnight at which the first date begins.
    eve = calendar.on(first - timedelta(days=1))
    dates = Dates(zone, (eve, *days) if eve is not None else days, instant_at(zone, first, 0))
    # People with one roster have one calendar.
    spans_of = lru_cache(maxsize=None)(partial(work_spans, dates=dates))
    technicians = tuple(_technicians(setup.technicians, spans_of))
    advisors = tuple(_advisors(setup.advisors, spans_of))
    present = {one.technician_id for one in technicians} | {one.advisor_id for one in advisors}
    everyone = (*(t.technician_id for t in setup.technicians), *(a.advisor_id for a in setup.advisors))
    open_spans = _open_spans(zone, days)
    workshop = Workshop(
        workshop_id=setup.workshop_id,
        name=setup.name,
        time_zone=setup.time_zone,
        open_spans=open_spans,
        technicians=technicians,
        advisors=advisors,
        bays=setup.bays,
        stations=tuple(_station(one, zone, days, open_spans) for one in setup.stations),
        operations=tuple(plain_operation(one) for one in setup.operations),
        group_jobs=setup.group_jobs,
        stock=tuple(PartStock(part_number=one.part_number, on_hand=one.on_hand) for one in setup.parts),
        deliveries=deliveries_of(setup, instant_at(zone, first, 0)),
        loan_cars=setup.loan_cars,
        policy=replace(setup.policy, horizon_days=len(days)),
    )
    return Resolved(
        workshop=workshop,
        dates=tuple(day.date for day in days),
        left_out=tuple(name for name in everyone if name not in present),
    )


def plain_operation(operation: SetupOperation) -> Operation:
    """The operation as the optimizer knows it, with the hours that hold for most models."""
    return Operation(**{name: getattr(operation, name) for name in _OPERATION_FIELDS})


def deliveries_of(setup: Setup, since: datetime | None = None) -> tuple[Delivery, ...]:
    """The deliveries as the optimizer knows them.

    One with an ETA before ``since`` is left out: had it come it would be on the shelf, and an ETA that brought nothing
    is none.
    """
    return tuple(
        Delivery(part_number=one.part_number, quantity=one.quantity, eta=one.eta)
        for one in setup.deliveries
        if since is None or one.eta >= since
    )


def _technicians(technicians: Sequence[SetupTechnician], spans_of: SpansOf) -> Iterator[Technician]:
    for one in technicians:
        spans = spans_of(one.roster)
        if spans.shifts:
            yield Technician(
                technician_id=one.technician_id,
                name=one.name,
                skills=one.skills,
                efficiency=one.efficiency,
                default_efficiency=one.default_efficiency,
                availability=one.availability,
                shifts=spans.shifts,
                breaks=spans.breaks,
                absences=spans.absences,
                overtime=spans.overtime,
            )


def _advisors(advisors: Sequence[SetupAdvisor], spans_of: SpansOf) -> Iterator[Advisor]:
    for one in advisors:
        spans = spans_of(one.roster)
        if spans.shifts:
            yield Advisor(
                advisor_id=one.advisor_id,
                name=one.name,
                shifts=spans.shifts,
                breaks=spans.breaks,
                absences=spans.absences,
            )


def _open_spans(zone: ZoneInfo, days: Sequence[OpenDay]) -> tuple[Span, ...]:
    dates = Dates(zone, tuple(days), instant_at(zone, days[0].date, 0))
    return merge(span for day in days for span in dates.spans(day.date, day.hours))


def _station(station: SetupStation, zone: ZoneInfo, days: Sequence[OpenDay], open_spans: tuple[Span, ...]) -> Station:
    if not station.opening:
        return Station(kind=station.kind, count=station.count, open_spans=open_spans)
    dates = Dates(zone, tuple(days), instant_at(zone, days[0].date, 0))
    hours = ((day, within(hours_of(station.opening, day.weekday), day)) for day in days)
    spans = merge(span for day, each in hours for span in dates.spans(day.date, each))
    return Station(kind=station.kind, count=station.count, open_spans=spans)
