"""One visit to be let in at an arrival, others that may move inside their promises: the problem and its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.engine.begin import put_fixed
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.solution import Solution
from optimizer.engine.state import State, placements
from optimizer.engine.tables import Records, Tables, repack
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_TIME, NONE, Arrays, Int32, Term
from optimizer.slots.cut import cut_arrays, cut_spans, cut_tables
from optimizer.slots.entered import entered
from optimizer.slots.fitting import ready_of
from optimizer.slots.frame import Frame
from optimizer.slots.occupancy import Occupancy
from optimizer.slots.records import Commitment
from optimizer.slots.rows import rows_of
from optimizer.visit import Visit

PROMISE = 1_000_000  # weight of a late minute: a solution that costs less has none
_WEIGHTS = {
    Term.TARDINESS: PROMISE,
    Term.UNPLANNED: 1000 * PROMISE,
    Term.TECHNICIANS_CHANGED: 3,
    Term.STARTS_CHANGED: 2,
    Term.DESK_WAIT: 1,
    Term.BAY_MOVES: 15,
    Term.IDLE_BAY: 1,
}
_PLACED = ("start", "end", "first", "second", "place", "keep", "extended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An arrival to be made possible, in ticks from the horizon start.

    ``visit`` arrives then; ``advisor``: resource number of who receives it, until ``reception_end``. ``ready_by``: the
    latest minute at which the car may be ready. ``end``: the local midnight up to which plans are made.
    """

    visit: Visit
    arrival: int
    advisor: int
    reception_end: int
    ready_by: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffle:
    """``problem`` with receptions, and every step of the visits that stay, fixed. ``newcomer``: index of the target's
    visit; ``start``: a solution with all others where they are and the newcomer left out.
    """

    problem: Problem
    tables: Tables
    start: Solution
    newcomer: int

    @classmethod
    def of(cls, frame: Frame, target: Target, movable: Sequence[Commitment], staying: Sequence[Commitment]) -> Shuffle:
        """Make the problem. ``movable`` visits are over by the target's end and have not begun."""
        mine = Commitment(visit=target.visit, assignments=())
        everyone = sorted((*movable, *staying, mine), key=lambda one: one.visit.visit_id)
        new = everyone.index(mine)
        entry = entered(frame, [one.visit for one in everyone])
        rows = _rows(frame, everyone, new, target, entry.arrays)
        a = _with_places(entry.arrays, rows, [one in staying for one in everyone])
        a = a._replace(
            visit_due=_due(frame, everyone, target),
            visit_weight=np.ones(a.num_visits, dtype=np.int64),
            weight=np.array([_WEIGHTS.get(term, 0) for term in Term], dtype=np.int64),
            num_parts=len(frame.tables.supply_ptr) - 1,
            supply_ptr=frame.tables.supply_ptr,
            supply_at=frame.tables.supply["at"].astype(np.int32),
            supply_quantity=frame.tables.supply["quantity"].astype(np.int32),
        )
        tables = repack(frame.tables, a)._replace(weight=a.weight)
        a = cut_arrays(a, target.end)
        return cls(
            problem=Problem(day=entry.index.day, index=entry.index, arrays=a, fixed={}, notes=()),
            tables=cut_tables(tables, target.end),
            start=_solution(a, rows, new),
            newcomer=new,
        )

    def state(self, occupancy: Occupancy, seed: int) -> State:
        """A search state beside an occupancy from which all visits of the problem were taken; nothing is shared.

        For a problem without staying visits: these are best left in the occupancy, which knows what they hold.
        """
        a = self.problem.arrays
        empty = Solution.empty(a)
        steps = placements(a.num_steps)
        for name in _PLACED:
            steps[name] = getattr(empty, name)
        state = occupancy.copied(steps, a.num_visits, seed)
        cut_spans(state, a.num_ticks)
        put_fixed(refer_tables(self.tables), refer_state(state))
        return state


def _rows(frame: Frame, everyone: Sequence[Commitment], new: int, target: Target, a: Arrays) -> Records:
    """Where all steps are, cut at the end; of the newcomer only the reception is placed."""
    others = rows_of(frame, [one for n, one in enumerate(everyone) if n != new]).steps
    rows = placements(a.num_steps)
    rows[a.step_visit != new] = others
    first = int(a.visit_first[new])
    rows["start"][first], rows["end"][first] = target.arrival, target.reception_end
    rows["place"][first], rows["held_from"][first] = target.advisor, target.arrival
    for name in ("start", "end", "held_from"):
        np.minimum(rows[name], target.end, out=rows[name])
    nowhere = (rows["start"] >= target.end) & (rows["start"] != NONE)
    for name in ("first", "second", "place"):
        rows[name][nowhere] = NONE
    return rows


def _with_places(a: Arrays, rows: Records, staying: Sequence[bool]) -> Arrays:
    """Receptions, and all steps of the visits that stay, are fixed; the other steps remember where they were."""
    fixed = np.array(staying, dtype=np.bool_)[a.step_visit]
    fixed[a.visit_first[:-1]] = True
    was = {name: rows[name].astype(np.int32) for name in ("start", "end", "first", "second", "place")}
    return a._replace(
        step_fixed=fixed,
        fixed_start=was["start"],
        fixed_end=was["end"],
        fixed_first=was["first"],
        fixed_second=was["second"],
        fixed_place=was["place"],
        fixed_extended=rows["extended"].copy(),
        published_start=was["start"],
        published_first=was["first"],
        published_second=was["second"],
        step_near=was["start"] != NONE,
    )


def _due(frame: Frame, everyone: Sequence[Commitment], target: Target) -> Int32:
    """Promised minutes; for a visit that is late already the minute at which it is ready, so that it grows no later."""
    minute = frame.index.grid.minute
    dues = []
    for one in everyone:
        if one.visit is target.visit:
            dues.append(target.ready_by)
        elif one.visit.promised is None:
            dues.append(NO_TIME)
        else:
            dues.append(minute(max(one.visit.promised, ready_of(one))))
    return np.array(dues, dtype=np.int32)


def _solution(a: Arrays, rows: Records, new: int) -> Solution:
    solution = Solution.empty(a)
    known = (a.step_visit != new) | a.step_fixed
    for name in _PLACED:
        getattr(solution, name)[known] = rows[name][known]
    solution.planned[:] = np.arange(a.num_visits) != new
    return solution
