"""Whether a decision can be taken as the floor stands, and what it says to the optimizer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.floor.records import FloorDay
from api.problems import Problem
from api.replans.decision_asks import DecisionAsk, faults_of_form
from api.replans.decision_records import Decided, Decision, DecisionKind, joined
from api.replans.records import Wanted
from api.service.errors import ApiError
from optimizer.day import Day
from optimizer.decisions import Decisions, Forbidden, Override, Pin, TechnicianOrder
from optimizer.errors import Fault, InvalidInputError
from optimizer.faults import faults_of, pointer
from optimizer.plan import Assignment, Published
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepProgress, StepStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The floor as decisions look at it: steps, their progress and their published places, by step id."""

    day: Day
    steps: Mapping[str, Step]
    progress: Mapping[str, StepProgress]
    places: Mapping[str, Assignment]

    @classmethod
    def of(cls, day: Day) -> Stand:
        """Of a day."""
        catalogue = Catalogue.of(day.workshop)
        published = () if day.published is None else day.published.assignments
        return cls(
            day=day,
            steps={step.step_id: step for visit in day.visits for step in steps_of(visit, catalogue)},
            progress={one.step_id: one for visit in day.visits for one in visit.progress},
            places={one.step_id: one for one in published},
        )


def wanted(
    floor: FloorDay, asks: Sequence[DecisionAsk], held: Sequence[Decision], *where: str | int
) -> tuple[Wanted, ...]:
    """The decisions that are asked for. ``held``: those that stand and go on to stand.

    Raises ``InvalidInputError`` with every fault, ``ApiError`` 409 when the floor or a decision that stands is against
    it.
    """
    stand = Stand.of(floor.day)
    places = [where if len(asks) == 1 and not where else (*where, n) for n in range(len(asks))]
    faults = [one for place, ask in zip(places, asks, strict=True) for one in faults_of_form(ask, *place)]
    if not faults:
        faults = [one for place, ask in zip(places, asks, strict=True) for one in _unknown(stand, ask, place)]
    if faults:
        raise InvalidInputError(faults)
    against = [one for place, ask in zip(places, asks, strict=True) for one in _against_floor(stand, ask, place)]
    if against:
        raise ApiError(_refused("decision_too_late", "The floor has gone on", against))
    found = tuple(Wanted(decided=_decided(stand, ask), reason=ask.reason, replaces=ask.replaces) for ask in asks)
    _check_contradictions(found, held)
    _check_sense(floor, found, where)
    return found


def with_decisions(floor: FloorDay, more: Sequence[Wanted]) -> FloorDay:
    """The floor as if these had been decided too."""
    decisions, released = joined(one.decided for one in more)
    day, own = floor.day, floor.day.decisions
    published = day.published or Published(assignments=())
    together = Decisions(
        pins=own.pins + decisions.pins,
        forbidden=own.forbidden + decisions.forbidden,
        orders=own.orders + decisions.orders,
        overrides=own.overrides + decisions.overrides,
    )
    published = replace(published, released=published.released | released)
    return replace(floor, day=replace(day, decisions=together, published=published))


def without_decisions(floor: FloorDay, ended: Sequence[Decision]) -> FloorDay:
    """The floor as if these had ended."""
    gone, released = joined(one.decided for one in ended)
    own, published = floor.day.decisions, floor.day.published or Published(assignments=())
    left = Decisions(
        pins=tuple(one for one in own.pins if one not in gone.pins),
        forbidden=tuple(one for one in own.forbidden if one not in gone.forbidden),
        orders=tuple(one for one in own.orders if one not in gone.orders),
        overrides=tuple(one for one in own.overrides if one not in gone.overrides),
    )
    published = replace(published, released=published.released - released)
    return replace(floor, day=replace(floor.day, decisions=left, published=published))


def _decided(stand: Stand, ask: DecisionAsk) -> Decided:
    kind, step_id = ask.kind, ask.step_id or ""
    if kind is DecisionKind.PIN:
        pin = Pin(step_id=step_id, technician_ids=ask.technician_ids, bay_id=ask.bay_id, start=ask.start)
        return Decided(kind=kind, pins=(pin,))
    if kind is DecisionKind.FORBID:
        forbidden = Forbidden(step_id=step_id, technician_id=ask.technician_id, bay_id=ask.bay_id, until=ask.until)
        return Decided(kind=kind, forbidden=(forbidden,))
    if kind is DecisionKind.ORDER:
        order = TechnicianOrder(technician_id=ask.technician_id or "", step_ids=ask.step_ids)
        return Decided(kind=kind, orders=(order,))
    if kind is DecisionKind.SWAP:
        return Decided(kind=kind, pins=_swapped(stand, *ask.step_ids))
    if kind is DecisionKind.RELEASE:
        return Decided(kind=kind, released=(step_id,))
    override = Override(rule=ask.rule or "", step_id=step_id, reason=ask.reason)
    return Decided(kind=kind, overrides=(override,))


def _swapped(stand: Stand, first: str, second: str) -> tuple[Pin, Pin]:
    """Each step by the technicians of the other, and in its bay."""
    one, other = stand.places[first], stand.places[second]
    return (
        Pin(step_id=first, technician_ids=other.technician_ids, bay_id=other.bay_id),
        Pin(step_id=second, technician_ids=one.technician_ids, bay_id=one.bay_id),
    )


def _named_steps(ask: DecisionAsk) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if ask.step_id is not None:
        yield ("step_id",), ask.step_id
    yield from ((("step_ids", n), step_id) for n, step_id in enumerate(ask.step_ids))


def _unknown(stand: Stand, ask: DecisionAsk, where: tuple[str | int, ...]) -> Iterator[Fault]:
    workshop = stand.day.workshop
    technicians = {one.technician_id for one in workshop.technicians}
    bays = {one.bay_id for one in workshop.bays}
    for place, step_id in _named_steps(ask):
        if step_id not in stand.steps:
            remedy = "take a step of a car that is planned now, as the floor shows it"
            yield _fault((*where, *place), "unknown_step", f"{step_id} is no step of the days planned", remedy)
    named = [("technician_id", ask.technician_id), *((("technician_ids"), one) for one in ask.technician_ids or ())]
    for name, technician_id in named:
        if technician_id is not None and technician_id not in technicians:
            known = ", ".join(sorted(technicians)[:20])
            message = f"{technician_id} is no technician of this workshop"
            yield _fault((*where, name), "unknown_technician", message, f"give one of: {known}")
    if ask.bay_id is not None and ask.bay_id not in bays:
        message = f"{ask.bay_id} is no bay of this workshop"
        yield _fault((*where, "bay_id"), "unknown_bay", message, f"give one of: {', '.join(sorted(bays)[:20])}")


def _against_floor(stand: Stand, ask: DecisionAsk, where: tuple[str | int, ...]) -> Iterator[Fault]:
    for place, step_id in _named_steps(ask):
        progress = stand.progress.get(step_id)
        if progress is not None and progress.status is StepStatus.FINISHED:
            yield _fault((*where, *place), "step_finished", f"{step_id} is finished", "decide about steps to come")
        elif progress is not None and progress.status is StepStatus.RUNNING:
            remedy = "report it paused or interrupted first, or decide about steps to come"
            yield _fault((*where, *place), "step_running", f"{step_id} is being worked on", remedy)
        elif ask.kind is DecisionKind.SWAP and not _has_technician(stand, step_id):
            message = f"{step_id} has no technician in the plan"
            yield _fault((*where, *place), "nothing_to_swap", message, "pin it instead")
    for name in ("start", "until"):
        at = getattr(ask, name)
        if at is not None and at < stand.day.now:
            message = f"{at.isoformat()} has passed: it is {stand.day.now.isoformat()}"
            yield _fault((*where, name), "time_passed", message, "give a time to come")


def _has_technician(stand: Stand, step_id: str) -> bool:
    place = stand.places.get(step_id)
    return place is not None and bool(place.technician_ids)


def _check_contradictions(found: Sequence[Wanted], held: Sequence[Decision]) -> None:
    """Raises ``ApiError`` 409 when a decision that stands says otherwise of the same step or technician."""
    clashing = [old for old in held if any(_clash(old.decided, new.decided) for new in found)]
    if not clashing:
        return
    ids = [one.decision_id for one in clashing]
    problem = Problem(
        status=409,
        code="decision_contradicts",
        title="A decision that stands says otherwise",
        detail=f"End {', '.join(ids)} first, or name it in replaces.",
        members={"contradicts": list(ids)},
    )
    raise ApiError(problem)


def _clash(old: Decided, new: Decided) -> bool:
    pinned = {one.step_id for one in old.pins} & {one.step_id for one in new.pins}
    ordered = {one.technician_id for one in old.orders} & {one.technician_id for one in new.orders}
    return bool(pinned or ordered or _forbids(old, new) or _forbids(new, old))


def _forbids(one: Decided, other: Decided) -> bool:
    """Whether what one forbids for good is what the other pins."""
    return any(
        pin.step_id == no.step_id
        and no.until is None
        and (no.technician_id in (pin.technician_ids or ()) or (no.bay_id is not None and no.bay_id == pin.bay_id))
        for no in one.forbidden
        for pin in other.pins
    )


def _check_sense(floor: FloorDay, found: Sequence[Wanted], where: tuple[str | int, ...]) -> None:
    """Raises ``InvalidInputError`` with what the optimizer finds wrong with the decisions themselves."""
    known = set(faults_of(floor.day))
    fresh = [one for one in faults_of(with_decisions(floor, found).day) if one not in known]
    if fresh:
        place = pointer(*where)
        raise InvalidInputError([replace(one, pointer=place) for one in fresh])


def _fault(where: tuple[str | int, ...], code: str, message: str, remedy: str) -> Fault:
    return Fault(pointer=pointer(*where), code=code, message=message, remedy=remedy)


def _refused(code: str, title: str, faults: Sequence[Fault]) -> Problem:
    return Problem(status=409, code=code, title=title, detail=faults[0].message, errors=tuple(faults))
