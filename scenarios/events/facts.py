"""What is known of people and places today beyond the set-up, and the workshop with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from optimizer.calendar import Span, merge
from optimizer.decisions import Forbidden
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import StepStatus, Visit
from optimizer.workshop import Bay, Technician, Workshop
from scenarios.events.records import Away


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A technician who is not there, by an event."""

    technician_id: str
    span: Span
    why: Away
    event_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A bay that cannot be used, or with ``capability`` only that tool of it, by an event."""

    bay_id: str
    span: Span
    capability: str | None = None
    event_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Who is away and what is down, in the order in which it was told."""

    absent: tuple[Absent, ...] = ()
    closed: tuple[Closed, ...] = ()


NO_FACTS = Facts()


def with_facts(workshop: Workshop, facts: Facts, *, tools_close_bays: bool = False) -> Workshop:
    """The workshop in which who is away is absent and what is down is out of use.

    A tool that is down closes no bay: ``tools_down`` says what may not be done there. With ``tools_close_bays`` it
    does, for those who know bays only.
    """
    closed = [one for one in facts.closed if one.capability is None or tools_close_bays]
    return replace(
        workshop,
        technicians=tuple(_absent(one, facts.absent) for one in workshop.technicians),
        bays=tuple(_closed(one, closed) for one in workshop.bays),
    )


def tools_down(workshop: Workshop, visits: Iterable[Visit], facts: Facts, now: datetime) -> tuple[Forbidden, ...]:
    """Open steps that need a tool are not done in the bay where it is down, until it is up again."""
    down = [one for one in facts.closed if one.capability is not None and one.span.end > now]
    if not down:
        return ()
    return tuple(
        Forbidden(step_id=step_id, bay_id=one.bay_id, until=one.span.end)
        for step_id, capability in _open_bay_steps(workshop, visits)
        for one in down
        if one.capability == capability
    )


def _open_bay_steps(workshop: Workshop, visits: Iterable[Visit]) -> Iterator[tuple[str, str | None]]:
    catalogue = Catalogue.of(workshop)
    for visit in visits:
        over = {one.step_id for one in visit.progress if one.status is not StepStatus.INTERRUPTED}
        for step in steps_of(visit, catalogue):
            if step.operation_code is not None and step.step_id not in over:
                yield step.step_id, catalogue.operations[step.operation_code].bay_capability


def _absent(technician: Technician, absent: Sequence[Absent]) -> Technician:
    more = [one.span for one in absent if one.technician_id == technician.technician_id]
    return replace(technician, absences=merge((*technician.absences, *more))) if more else technician


def _closed(bay: Bay, closed: Sequence[Closed]) -> Bay:
    more = [one.span for one in closed if one.bay_id == bay.bay_id]
    return replace(bay, outages=merge((*bay.outages, *more))) if more else bay
