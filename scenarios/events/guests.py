"""People at work whom the roster of the days planned does not have, and names that it has lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from optimizer.calendar import Span
from optimizer.visit import StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import Advisor, Technician, Workshop
from scenarios.setup.records import Setup

_OF_ADVISORS = (StepKind.RECEPTION.value, StepKind.HAND_OVER.value)


def beyond_roster(workshop: Workshop, visits: Sequence[Visit], setup: Setup, now: datetime) -> Workshop:
    """The workshop with whoever is at a running step, on whatever roster: nobody plans them for anything else.

    Loan cars that are out are there, too, however few the set-up says there are.
    """
    running = [one for visit in visits for one in visit.progress if one.status is StepStatus.RUNNING]
    away = (Span(now, now + timedelta(days=365)),)
    moment = (Span(now - timedelta(minutes=1), now),)
    names = {name for one in running for name in one.technician_ids}
    names -= {one.technician_id for one in workshop.technicians}
    technicians = tuple(
        Technician(
            technician_id=one.technician_id,
            name=one.name,
            skills=one.skills,
            efficiency=one.efficiency,
            default_efficiency=one.default_efficiency,
            availability=one.availability,
            shifts=moment,
            absences=away,
        )
        for one in setup.technicians
        if one.technician_id in names
    )
    desks = {one.unit_id for one in running if one.unit_id is not None and _is_at_desk(one)}
    desks -= {one.advisor_id for one in workshop.advisors}
    advisors = tuple(
        Advisor(advisor_id=one.advisor_id, name=one.name, shifts=moment, absences=away)
        for one in setup.advisors
        if one.advisor_id in desks
    )
    return replace(
        workshop,
        technicians=workshop.technicians + technicians,
        advisors=workshop.advisors + advisors,
        loan_cars=max(workshop.loan_cars, sum(_has_loan_car(visit) for visit in visits)),
    )


def fitted(visit: Visit, workshop: Workshop) -> Visit:
    """The visit without names of people and bays that the workshop does not have on the days planned."""
    technicians = {one.technician_id for one in workshop.technicians}
    bays = {one.bay_id for one in workshop.bays}
    progress = tuple(
        replace(
            one,
            technician_ids=tuple(name for name in one.technician_ids if name in technicians),
            bay_id=one.bay_id if one.bay_id in bays else None,
        )
        for one in visit.progress
    )
    known = {one.advisor_id for one in workshop.advisors}
    return replace(
        visit,
        progress=progress,
        in_bay=visit.in_bay if visit.in_bay in bays else None,
        advisor_id=visit.advisor_id if visit.advisor_id in known else None,
    )


def _is_at_desk(one: StepProgress) -> bool:
    return one.step_id.rpartition("/")[2] in _OF_ADVISORS


def _has_loan_car(visit: Visit) -> bool:
    states = {one.step_id.partition("/")[2]: one.status for one in visit.progress}
    is_out = states.get(StepKind.RECEPTION.value) in (StepStatus.RUNNING, StepStatus.FINISHED)
    return visit.loan_car and is_out and states.get(StepKind.HAND_OVER.value) is not StepStatus.FINISHED
