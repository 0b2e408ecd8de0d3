"""Re-plans as they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.contract.times import local
from api.desk.offers import StepResource, step_resource
from api.replans import answer_examples as examples
from api.replans.asks import GoalName
from api.replans.decision_resources import DecidedResource, decided_resource
from api.replans.records import Replan, ReplanState, Trigger
from api.replans.staleness import Changed
from api.replans.views import ProposalView, ReplanView, Valued
from api.runs.records import RunStatus
from api.service.resources import ProblemResource
from optimizer.changes import CarChange, Changes, NextJobs, PromiseChange, StepMove, Why
from optimizer.notices import Caller, Notice, NoticeKind
from optimizer.plan import Assignment, Reason, VisitNote
from optimizer.visit import StepKind

if TYPE_CHECKING:  # loads the compiled search
    from optimizer.outlook import Outlook


class Words(BaseModel):
    """The same in English and Chinese."""

    en: str
    zh: str


class TermResource(BaseModel):
    """One term of a cost: `amount` in `unit`; `cost` with weight and the factor of its tier."""

    name: str
    tier: str
    amount: int
    unit: str
    weight: int
    cost: int


class FiguresResource(BaseModel):
    """What a foreman compares. Disturbance is counted against the plan in force."""

    customers_called: Annotated[int, Field(description="Customers who must be told of a later time.")]
    promises_moved_minutes: int
    technicians_changed: Annotated[int, Field(description="Steps that change technicians.")]
    starts_changed: Annotated[int, Field(description="Steps in the near window that start at another time.")]
    late_cars: Annotated[int, Field(description="Ready later than promised, beyond the grace of the policy.")]
    late_minutes: int
    unplanned_cars: int
    overtime_minutes: int


class MoveResource(BaseModel):
    """A step that moves. Before null: it is new; after null: it is left out."""

    step_id: str
    kind: StepKind
    before: StepResource | None = None
    after: StepResource | None = None


class WhyResource(BaseModel):
    """What leads to a change: an event, and the cars between it and this one."""

    event_id: str
    kind: str
    behind: list[str]
    words: Words


class CarResource(BaseModel):
    """A car that moves, and why; why null: it only makes room or fills a gap."""

    appointment_id: str
    plate: str
    ready_before: datetime | None = None
    ready_after: datetime | None = None
    words: Words
    why: WhyResource | None = None
    moves: list[MoveResource]


class TechnicianResource(BaseModel):
    """The next jobs of a technician whose order changes."""

    technician_id: str
    before: list[str]
    after: list[str]


class PromiseResource(BaseModel):
    """What becomes of a promise. `moves`: it cannot be kept; `promised_after` is what can be promised instead."""

    appointment_id: str
    promised: datetime
    ready_before: datetime | None = None
    ready_after: datetime | None = None
    moves: bool
    promised_after: datetime | None = None


class ChangesResource(BaseModel):
    """What a plan changes of the plan in force."""

    cars: list[CarResource]
    technicians: list[TechnicianResource]
    promises: list[PromiseResource]


class NeededCallResource(BaseModel):
    """A call that publishing would make necessary, the first to make first."""

    appointment_id: str
    kind: NoticeKind
    caller: Caller
    promised_before: datetime | None = None
    promised_after: datetime | None = None
    call_by: datetime | None = None
    reason: Words | None = None


class RuleReasonResource(BaseModel):
    """A reason by the name of its rule."""

    rule: str
    subject: str
    until: datetime | None = None
    words: Words


class NoteResource(BaseModel):
    """A car that is not planned or whose promise cannot be kept, with the minimal set of reasons."""

    appointment_id: str
    code: str
    late_minutes: int
    reasons: list[RuleReasonResource]


class SpreadResource(BaseModel):
    """Of many draws: the mean, the median, and what nine of ten do not exceed."""

    mean: float
    p50: float
    p90: float


class CarOutlookResource(BaseModel):
    """A car with a promise: ready as planned, by then in half, by then in nine of ten draws; share of draws late."""

    appointment_id: str
    promised: datetime
    planned: datetime | None = None
    p50: datetime | None = None
    p90: datetime | None = None
    late: float


class OutlookResource(BaseModel):
    """How late cars may become when work takes longer or shorter than planned and nobody re-plans."""

    draws: int
    late_cars: SpreadResource
    late_minutes: SpreadResource
    cars: list[CarOutlookResource]


class ValuedResource(BaseModel):
    """A plan with its cost, its figures and what it changes."""

    cost: int
    terms: list[TermResource]
    figures: FiguresResource
    unplanned: list[str]
    notes: list[NoteResource]
    changes: ChangesResource
    calls: list[NeededCallResource]
    outlook: Annotated[OutlookResource | None, Field(description="Only of what is supposed.")] = None


class ProposalLinks(BaseModel):
    """Where the rest of a proposal is. `publish` only when it can be published, `plan` when there is one."""

    run: str
    events: str
    board: str
    plan: str | None = None
    publish: str | None = None


class ProposalResource(BaseModel):
    """A plan that could be published. `plan` is null while it is searched for, or when the run has failed."""

    run_id: str
    goal: GoalName
    until: datetime | None = None
    status: RunStatus
    problem: ProblemResource | None = None
    plan: ValuedResource | None = None
    links: ProposalLinks


class ReplanLinks(BaseModel):
    """Where it is."""

    self: str


class ReplanResource(BaseModel):
    """A re-plan: proposals side by side, and what becomes of the day when nobody decides (`do_nothing`)."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPLAN})

    id: str
    object: Literal["replan"] = "replan"
    workshop_id: str
    state: ReplanState
    stale_because: Annotated[Changed | None, Field(description="What has changed since it was asked.")] = None
    ended: Annotated[bool, Field(description="Whether all proposals are there, or have failed.")]
    trigger: Trigger
    at: Annotated[datetime, Field(description="The moment planned at.")]
    setup_version: int
    plan_version: Annotated[int, Field(description="Version of the plan asked of; also the `ETag`.")]
    floor_version: int
    what_if: Annotated[list[JsonValue], Field(description="Suppositions; with any it cannot be published.")]
    decisions: Annotated[list[DecidedResource], Field(description="Decisions kept when it is published.")]
    do_nothing: ValuedResource | None = None
    proposals: list[ProposalResource]
    actor: str
    created_at: datetime
    closed_at: datetime | None = None
    published_run_id: str | None = None
    links: ReplanLinks


class ReplanLine(BaseModel):
    """A re-plan in a list."""

    id: str
    object: Literal["replan"] = "replan"
    state: ReplanState
    trigger: Trigger
    supposes: bool
    plan_version: int
    floor_version: int
    actor: str
    created_at: datetime
    closed_at: datetime | None = None
    published_run_id: str | None = None
    links: ReplanLinks


class ReplanPage(BaseModel):
    """Re-plans, newest first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPLANS})

    items: list[ReplanLine]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def path_of(one: Replan) -> str:
    """Where a re-plan is."""
    return f"/v1/workshops/{one.workshop_id}/replans/{one.replan_id}"


def replan_line(one: Replan, zone: ZoneInfo) -> ReplanLine:
    """A re-plan in a list."""
    return ReplanLine(
        id=one.replan_id,
        state=one.state,
        trigger=one.trigger,
        supposes=bool(one.what_if),
        plan_version=one.asked_of.plan_version,
        floor_version=one.asked_of.floor_version,
        actor=one.actor,
        created_at=local(one.created_at, zone),
        closed_at=_local(one.closed_at, zone),
        published_run_id=one.published_run_id,
        links=ReplanLinks(self=path_of(one)),
    )


def replan_resource(view: ReplanView, zone: ZoneInfo) -> ReplanResource:
    """A re-plan with all that is known of it."""
    one = view.replan
    state = ReplanState.STALE if view.stale_because is not None else one.state
    return ReplanResource(
        id=one.replan_id,
        workshop_id=one.workshop_id,
        state=state,
        stale_because=view.stale_because,
        ended=view.ended,
        trigger=one.trigger,
        at=local(view.day.now, zone),
        setup_version=one.asked_of.setup_version,
        plan_version=one.asked_of.plan_version,
        floor_version=one.asked_of.floor_version,
        what_if=list(one.what_if),
        decisions=[decided_resource(each.decided, zone) for each in one.decisions],
        do_nothing=None if view.present is None else _valued(view.present, zone),
        proposals=[_proposal(one, state, each, zone) for each in view.proposals],
        actor=one.actor,
        created_at=local(one.created_at, zone),
        closed_at=_local(one.closed_at, zone),
        published_run_id=one.published_run_id,
        links=ReplanLinks(self=path_of(one)),
    )


def _proposal(replan: Replan, state: ReplanState, view: ProposalView, zone: ZoneInfo) -> ProposalResource:
    run, path = view.run, f"/v1/plans/{view.run.run_id}"
    publishable = state is ReplanState.OPEN and not replan.what_if and view.valued is not None
    return ProposalResource(
        run_id=run.run_id,
        goal=view.proposal.goal,
        until=_local(view.proposal.until, zone),
        status=run.status,
        problem=None if run.problem is None else ProblemResource.model_validate(run.problem),
        plan=None if view.valued is None else _valued(view.valued, zone),
        links=ProposalLinks(
            run=path,
            events=f"{path}/events",
            board=f"/plans/{run.run_id}",
            plan=f"{path}/plan" if run.has_plan else None,
            publish=f"{path_of(replan)}/proposals/{run.run_id}:publish" if publishable else None,
        ),
    )


def _valued(one: Valued, zone: ZoneInfo) -> ValuedResource:
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
