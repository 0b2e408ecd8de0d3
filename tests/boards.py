"""Plans of tiny shops, written as they are read on a board: a line a step.

The words are visit, step, time, and who and where; ``keeps`` (the bay) and ``overtime`` where they apply::

    v1 reception   8:00-8:10  eve
    v1 work/1      8:10-9:10  ann b1
    v1 inspection  9:10-9:20  inspection-1
    v1 hand_over   9:20-9:30  eve
"""

from __future__ import annotations

from datetime import timedelta

from optimizer.day import Day
from optimizer.plan import Assignment, Plan, VisitNote
from optimizer.referee import cost, violations
from optimizer.visit import StepKind
from optimizer.workshop import Workshop
from tests.shops import id_of, spans


def assignments(workshop: Workshop, board: str) -> tuple[Assignment, ...]:
    """The lines of a board as assignments. Raises ``ValueError`` for a word that names nothing."""
    return tuple(_assignment(workshop, line) for line in board.splitlines() if line.strip())


def plan(
    of: Day, board: str, *, unplanned: tuple[str, ...] = (), notes: tuple[VisitNote, ...] = (), days: int = 2
) -> Plan:
    """A plan of the board's lines with the right cost; ``days`` until the horizon end."""
    placed = assignments(of.workshop, board)
    start = of.now.replace(hour=0, minute=0)
    return Plan(
        workshop_id=of.workshop.workshop_id,
        now=of.now,
        horizon_start=start,
        horizon_end=start + timedelta(days=days),
        assignments=placed,
        unplanned=unplanned,
        notes=notes,
        cost=cost(of, placed, unplanned),
    )


def broken(
    of: Day, board: str, *, unplanned: tuple[str, ...] = (), notes: tuple[VisitNote, ...] = (), days: int = 2
) -> list[str]:
    """Names of the broken rules, each violation one; an empty list for a valid plan."""
    return [one.rule for one in violations(of, plan(of, board, unplanned=unplanned, notes=notes, days=days))]


def amount(of: Day, board: str, term: str, *, unplanned: tuple[str, ...] = ()) -> int:
    """Amount of one cost term."""
    return cost(of, assignments(of.workshop, board), unplanned).amount(term)


def _assignment(workshop: Workshop, line: str) -> Assignment:
    visit_id, step, times, *words = line.split()
    (span,) = spans(times)
    technicians = {one.technician_id for one in workshop.technicians}
    bays = {one.bay_id for one in workshop.bays}
    units = {one.advisor_id for one in workshop.advisors} | {
        f"{one.kind.value}-{n}" for one in workshop.stations for n in range(1, one.count + 1)
    }
    strange = set(words) - technicians - bays - units - {"keeps", "overtime"}
    if strange:
        raise ValueError(f"{line!r}: the shop has no {', '.join(sorted(strange))}")
    return Assignment(
        step_id=id_of(visit_id, step),
        visit_id=visit_id,
        kind=StepKind(step.partition("/")[0]),
        start=span.start,
        end=span.end,
        technician_ids=tuple(word for word in words if word in technicians),
        bay_id=next((word for word in words if word in bays), None),
        unit_id=next((word for word in words if word in units), None),
        keeps_bay="keeps" in words,
        overtime="overtime" in words,
    )
