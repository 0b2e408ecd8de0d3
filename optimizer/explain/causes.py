"""What may stand between a visit and its promise: each cause can be taken away on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.engine.bounds.occupancy import Taken
from optimizer.engine.solution import Solution
from optimizer.explain.cause import Cause
from optimizer.explain.decided import blocks_of, held_by_decision, own_decisions
from optimizer.explain.taken import Occupied, kinds
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE
from optimizer.problem.index import VisitSteps
from optimizer.visit import Step, StepKind, StepStatus

NOW = Cause("not_before_now")
ARRIVAL = Cause("arrival")
HAND_OVER = Cause("hand_over")
MOVE = Cause("bay_move")
WORK = Cause("duration")
HOURS = Cause("working_time")
LOAN = Cause("loan_cars")
SPACING = Cause("arrival_spacing")
PARK = Cause("car_park")


def causes_of(problem: Problem, visit: int, occupied: Occupied) -> tuple[Cause, ...]:
    """All causes that are there for a visit, the general ones first.

    In this order they are taken away one by one to see whether the trouble stays without them; what is near the end
    is therefore named rather than what is at the front. ``occupied``: see ``occupied_by``.
    """
    index = problem.index
    mine = index.visits[visit]
    general = (PARK, MOVE, HAND_OVER, HOURS, WORK, NOW, ARRIVAL)
    kept = (
        Cause("started" if _is_running(mine, step) else "frozen", step.step_id)
        for step in mine.unfinished
        if step.step_id in problem.fixed
    )
    sublets = (Cause("sublet", step.step_id) for step in mine.unfinished if step.kind is StepKind.SUBLET)
    resumed = (
        Cause("interruption", step.step_id)
        for step in mine.unfinished
        if mine.status(step) is StepStatus.INTERRUPTED and mine.progress[step.step_id].resume_at is not None
    )
    found = (
        *general,
        *kept,
        *_occupied(problem, visit, occupied),
        *sublets,
        *_absences(problem, visit),
        *resumed,
        *_outages(problem, visit),
        *_parts(problem, mine),
        *own_decisions(problem, visit),
    )
    return tuple(dict.fromkeys(found))


def _is_running(mine: VisitSteps, step: Step) -> bool:
    return mine.status(step) is StepStatus.RUNNING


def meanings(problem: Problem, visit: int) -> dict[int, tuple[Cause, ...]]:
    """What it means to this visit that another one takes a resource; resources that it never needs are not in it."""
    a = problem.free_arrays
    found: dict[int, list[Cause]] = defaultdict(list)
    for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1])):
        record = problem.index.steps[step]
        operation = problem.index.operation(record)
        for technician in a.tech_list[a.tech_ptr[step] : a.tech_ptr[step + 1]].tolist():
            found[technician].append(Cause("technician_overlap", (operation.skill or "") if operation else ""))
        for bay in a.bay_list[a.bay_ptr[step] : a.bay_ptr[step + 1]].tolist():
            capability = (operation.bay_capability or "") if operation else ""
            found[a.num_technicians + bay].append(Cause("bay_overlap", capability))
        for unit in a.unit_list[a.unit_ptr[step] : a.unit_ptr[step + 1]].tolist():
            place = a.num_technicians + a.num_bays + unit
            found[place].append(Cause("station_overlap", station_name(record.kind)))
            if record.kind is StepKind.RECEPTION:
                found[place + a.num_units].append(SPACING)
    return {resource: tuple(dict.fromkeys(causes)) for resource, causes in found.items()}


def station_name(kind: StepKind) -> str:
    """The pool of a unit step: advisor, inspection or wash."""
    return "advisor" if kind in (StepKind.RECEPTION, StepKind.HAND_OVER) else kind.value


def outage_cause(problem: Problem, bay: int) -> Cause:
    """An outage of a bay."""
    return Cause("bay_outage", problem.index.bays[bay].bay_id)


def occupied_by(problem: Problem, visit: int, others: tuple[Taken, ...], solution: Solution | None) -> Occupied:
    """What others take of what the visit needs, each span with what it means: that they are busy, or a decision.

    ``others``: the spans of other visits; the orders of technicians add theirs.
    """
    meaning, held = meanings(problem, visit), held_by_decision(problem, solution)
    spans = [(one, meaning[one.resource]) for one in others if one.resource in meaning]
    if held:
        spans = [(one, (held[one],) if one in held else causes) for one, causes in spans]
    blocks = [(one, (cause,)) for one, cause in blocks_of(problem, visit, solution) if one.resource in meaning]
    return (*spans, *blocks)


def _occupied(problem: Problem, visit: int, occupied: Occupied) -> Iterator[Cause]:
    decisions: list[Cause] = []
    for causes in kinds(occupied):
        if causes[0].rule in ("pinned", "ordered"):
            decisions += causes
        else:
            yield from causes
    if problem.arrays.visit_loan[visit] and problem.arrays.visit_loan_since[visit] == NONE:
        yield LOAN
    yield from decisions


def _absences(problem: Problem, visit: int) -> Iterator[Cause]:
    for technician in able_technicians(problem, visit):
        if problem.index.technicians[technician].absences:
            yield Cause("working_time", problem.index.technicians[technician].technician_id)


def able_technicians(problem: Problem, visit: int) -> list[int]:
    """Technicians who may do a step of the visit, decisions aside."""
    a = problem.free_arrays
    rows = slice(int(a.tech_ptr[a.visit_first[visit]]), int(a.tech_ptr[a.visit_first[visit + 1]]))
    return sorted(set(a.tech_list[rows].tolist()))


def _outages(problem: Problem, visit: int) -> Iterator[Cause]:
    a = problem.free_arrays
    rows = slice(int(a.bay_ptr[a.visit_first[visit]]), int(a.bay_ptr[a.visit_first[visit + 1]]))
    for bay in sorted(set(a.bay_list[rows].tolist())):
        if a.outage_ptr[bay] < a.outage_ptr[bay + 1]:
            yield outage_cause(problem, bay)


def _parts(problem: Problem, mine: VisitSteps) -> Iterator[Cause]:
    for step in mine.unfinished:
        if mine.status(step) is None and not problem.index.decided.waives("parts", step.step_id):
            yield from (Cause("parts", need.part_number) for need in step.parts)
