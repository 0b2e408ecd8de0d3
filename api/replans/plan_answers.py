"""From a plan of a re-plan to its resource."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.contract.times import local
from api.desk.offers import StepResource, step_resource
from api.replans.views import Valued
from optimizer.changes import CarChange, Changes, NextJobs, PromiseChange, StepMove, Why
from optimizer.notices import Notice
from optimizer.plan import Assignment, Reason, VisitNote

if TYPE_CHECKING:  # loads the compiled search
    from optimizer.outlook import Outlook
from api.replans.plan_resources import (
    CarOutlookResource,
    CarResource,
    ChangesResource,
    FiguresResource,
    MoveResource,
    NeededCallResource,
    NoteResource,
    OutlookResource,
    PromiseResource,
    RuleReasonResource,
    SpreadResource,
    TechnicianResource,
    TermResource,
    ValuedResource,
    WhyResource,
    Words,
)


def valued_resource(one: Valued, zone: ZoneInfo) -> ValuedResource:
    """A plan with what it costs and changes, as JSON."""
    figures = one.figures
    return ValuedResource(
        cost=one.plan.cost.total,
        terms=[
            TermResource(
                name=term.name, tier=term.tier, amount=term.amount, unit=term.unit, weight=term.weight, cost=term.cost
            )
            for term in one.plan.cost.terms
        ],
        figures=FiguresResource(
            customers_called=figures.customers_called,
            promises_moved_minutes=figures.promises_moved_minutes,
            technicians_changed=figures.technicians_changed,
            starts_changed=figures.starts_changed,
            late_cars=figures.late_cars,
            late_minutes=figures.late_minutes,
            unplanned_cars=figures.unplanned_cars,
            overtime_minutes=figures.overtime_minutes,
        ),
        unplanned=list(one.plan.unplanned),
        notes=[_note(each, zone) for each in one.plan.notes],
        changes=_changes(one.changes, zone),
        calls=[_call(each, zone) for each in one.calls],
        outlook=None if one.outlook is None else _outlook(one.outlook, zone),
    )


def _outlook(one: Outlook, zone: ZoneInfo) -> OutlookResource:
    return OutlookResource(
        draws=one.draws,
        late_cars=_spread(one.late_cars),
        late_minutes=_spread(one.late_minutes),
        cars=[
            CarOutlookResource(
                appointment_id=car.visit_id,
                promised=local(car.promised, zone),
                planned=_local(car.planned, zone),
                p50=_local(car.p50, zone),
                p90=_local(car.p90, zone),
                late=car.late,
            )
            for car in one.cars
        ],
    )


def _spread(one: tuple[float, float, float]) -> SpreadResource:
    mean, p50, p90 = one
    return SpreadResource(mean=mean, p50=p50, p90=p90)


def _changes(found: Changes, zone: ZoneInfo) -> ChangesResource:
    return ChangesResource(
        cars=[_car(one, zone) for one in found.cars],
        technicians=[_technician(one) for one in found.technicians],
        promises=[_promise(one, zone) for one in found.promises],
    )


def _car(one: CarChange, zone: ZoneInfo) -> CarResource:
    return CarResource(
        appointment_id=one.visit_id,
        plate=one.plate,
        ready_before=_local(one.ready_before, zone),
        ready_after=_local(one.ready_after, zone),
        words=Words(en=one.text_en, zh=one.text_zh),
        why=None if one.why is None else _why(one.why),
        moves=[_move(each, zone) for each in one.moves],
    )


def _why(one: Why) -> WhyResource:
    return WhyResource(
        event_id=one.cause.event_id,
        kind=one.cause.kind.value,
        behind=list(one.behind),
        words=Words(en=one.text_en, zh=one.text_zh),
    )


def _move(one: StepMove, zone: ZoneInfo) -> MoveResource:
    return MoveResource(
        step_id=one.step_id, kind=one.kind, before=_step(one.before, zone), after=_step(one.after, zone)
    )


def _step(one: Assignment | None, zone: ZoneInfo) -> StepResource | None:
    return None if one is None else step_resource(one, zone)


def _technician(one: NextJobs) -> TechnicianResource:
    return TechnicianResource(technician_id=one.technician_id, before=list(one.before), after=list(one.after))


def _promise(one: PromiseChange, zone: ZoneInfo) -> PromiseResource:
    return PromiseResource(
        appointment_id=one.visit_id,
        promised=local(one.promised, zone),
        ready_before=_local(one.ready_before, zone),
        ready_after=_local(one.ready_after, zone),
        moves=one.moves,
        promised_after=_local(one.promised_after, zone),
    )


def _call(one: Notice, zone: ZoneInfo) -> NeededCallResource:
    return NeededCallResource(
        appointment_id=one.visit_id,
        kind=one.kind,
        caller=one.caller,
        promised_before=_local(one.promised_before, zone),
        promised_after=_local(one.promised_after, zone),
        call_by=_local(one.call_by, zone),
        reason=None if one.reason is None else Words(en=one.reason.text_en, zh=one.reason.text_zh),
    )


def _note(one: VisitNote, zone: ZoneInfo) -> NoteResource:
    return NoteResource(
        appointment_id=one.visit_id,
        code=one.code,
        late_minutes=one.late_minutes,
        reasons=[reason_resource(each, zone) for each in one.reasons],
    )


def reason_resource(one: Reason, zone: ZoneInfo) -> RuleReasonResource:
    """A reason as JSON."""
    return RuleReasonResource(
        rule=one.rule,
        subject=one.subject,
        until=_local(one.until, zone),
        words=Words(en=one.text_en, zh=one.text_zh),
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else local(at, zone)
