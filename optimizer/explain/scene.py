"""A visit's world with some causes taken away: the evaluator of the bounds on arrays changed for one visit."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from optimizer.engine.bounds.alone import NEVER, earliest_ends
from optimizer.engine.bounds.occupancy import Taken, outages
from optimizer.engine.bounds.releases import taken_until
from optimizer.engine.reference import refer_tables
from optimizer.engine.solution import Solution
from optimizer.engine.tables import Records, Tables, pack
from optimizer.explain.cause import Cause
from optimizer.explain.causes import (
    ARRIVAL,
    HAND_OVER,
    HOURS,
    LOAN,
    MOVE,
    NOW,
    WORK,
    Occupied,
    able_technicians,
    outage_cause,
)
from optimizer.explain.decided import turn_of
from optimizer.explain.hours import Hours
from optimizer.explain.taken import TakenByCause
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NO_TIME, NONE, Int32, Needs, StretchCode
from optimizer.problem.decided import Decided
from optimizer.visit import StepKind, StepStatus


class Scene:
    """One visit beside what other visits occupy (``occupied``; outages are added).

    ``solution``: the plan of the others, whose parts and loan cars count too; None: the visit has them to itself.
    """

    def __init__(self, problem: Problem, visit: int, occupied: Occupied, solution: Solution | None) -> None:
        self._problem, self._visit, self._solution = problem, visit, solution
        a = problem.free_arrays
        begin = int(a.visit_release[visit])
        taken = [
            *(
                (_from_ever(one, begin), (outage_cause(problem, one.resource - a.num_technicians),))
                for one in outages(a)
            ),
            *((_from_ever(one, begin), causes) for one, causes in occupied),
        ]
        self._taken = TakenByCause(a.num_technicians + a.num_bays + a.num_units + a.num_advisors, taken)
        self._numbers = sorted({need.part_number for step in problem.index.steps for need in step.parts})
        self._parts_from: dict[tuple[int, int], int] = {}
        self._rows = range(int(a.visit_first[visit]), int(a.visit_first[visit + 1]))
        self._hours = Hours(problem, able_technicians(problem, visit), begin)
        self._tables = pack(a._replace(**self._hours.calendars()))
        self._steps = self._tables.steps.copy()
        names = (one.step_id for one in problem.index.visits[visit].unfinished)
        self._is_decided = any(problem.index.decided.touches(name) for name in names)

    def earliest_ready(self, active: frozenset[Cause]) -> int:
        """Earliest tick at which the car can be ready when only these causes count; NEVER when it cannot be planned.

        A visit of which only the hand-over is left gives the tick of that hand-over's end.
        """
        a = self._problem.free_arrays
        ends = np.full(a.num_steps, NEVER, dtype=np.int32)
        tables = refer_tables(self._changed(active))
        if not earliest_ends(tables, self._taken.busy(active), self._releases(active), self._visit, ends):
            return NEVER
        last = self._rows[-1]
        return int(ends[last] if a.visit_ready[self._visit] != NO_READY else ends[last - 1])

    def _changed(self, active: frozenset[Cause]) -> Tables:
        a = self._problem.free_arrays
        technicians, units, open_row = self._hours.rows(active)
        able, since = self._tables.able, self._tables.bay_since
        steps, mine = self._steps, slice(self._rows[0], self._rows[-1] + 1)  # no other visit's steps are looked at
        steps[mine] = self._tables.steps[mine]
        if HOURS not in active:
            steps["stretch"][mine] = int(StretchCode.OVERNIGHT)
        if WORK not in active:
            steps["labour"][mine] = 0.0
            able = self._tables.able.copy()
            able["ticks"] = 1
        for step in self._rows:
            name = self._step_id(step)
            kept = Cause("started" if a.step_running[step] else "frozen", name)
            if a.step_fixed[step] and kept not in active:
                steps["fixed_end"][step] = min(int(a.fixed_end[step]), a.now) if NOW in active else 0
            short = Cause("sublet", name) not in active if a.step_needs[step] == Needs.LAG else WORK not in active
            if short:
                steps["fixed_ticks"][step] = 1
        if self._is_decided:
            able, since = self._decide(active, steps, able.copy())
        return self._tables._replace(
            steps=steps,
            able=able,
            bay_since=since,
            tech_calendar=technicians,
            unit_calendar=units,
            open_calendar=open_row,
            move_ticks=a.move_ticks if MOVE in active else 0,
            now=a.now if NOW in active else 0,
        )

    def _decide(self, active: frozenset[Cause], steps: Records, able: Records) -> tuple[Records, Int32]:
        """Who and where from when, by the decisions that count; ``steps`` and ``able`` are written to."""
        a, decided = self._problem.free_arrays, self._decided(active)
        since = self._tables.bay_since.copy()
        for step in self._rows:
            name = self._step_id(step)
            if a.step_fixed[step] or not decided.touches(name):
                continue
            for i in range(a.tech_ptr[step], a.tech_ptr[step + 1]):
                able["since"][i] = decided.technician_from(name, int(a.tech_list[i]), int(a.step_crew[step]))
            for i in range(a.bay_ptr[step], a.bay_ptr[step + 1]):
                since[i] = decided.bay_from(name, int(a.bay_list[i]))
            owners = decided.owners(name)
            steps["owner"][step] = owners[0] if len(owners) == 1 else NONE
            steps["latest"][step] = self._turn(step, active)[1]
        return able, since

    def _decided(self, active: frozenset[Cause]) -> Decided:
        return self._problem.index.decided.where(lambda rule, subject: Cause(rule, subject) in active)

    def _turn(self, step: int, active: frozenset[Cause]) -> tuple[int, int]:
        """First and last tick at which a step may begin for its pin and its place in the orders that count."""
        name, low, high = self._step_id(step), 0, NO_TIME
        at = self._decided(active).start(name)
        if at is not None:
            low, high = at, at
        for owner in self._problem.index.decided.ordered.get(name, ()):
            if Cause("ordered", owner) in active:
                after, before = turn_of(self._problem, self._visit, step, owner, self._solution)
                low, high = max(low, after), min(high, before)
        return low, high

    def _step_id(self, step: int) -> str:
        return self._problem.index.steps[step].step_id

    def _releases(self, active: frozenset[Cause]) -> Int32:
        a = self._problem.free_arrays
        grid, mine = self._problem.index.grid, self._problem.index.visits[self._visit]
        releases = np.zeros(a.num_steps, dtype=np.int32)
        base = a.now if NOW in active else 0
        if ARRIVAL in active:
            base = max(base, grid.up(mine.visit.arrival))
        for step, record in zip(self._rows, mine.unfinished, strict=True):
            at = [base]
            progress = mine.progress.get(record.step_id)
            resumes = Cause("interruption", record.step_id) in active
            if resumes and progress is not None and progress.resume_at is not None:
                at.append(grid.up(progress.resume_at))
            there = mine.visit.customer_there
            if record.kind is StepKind.HAND_OVER and HAND_OVER in active and there is not None:
                at.append(grid.up(there))
            if self._is_decided and not a.step_fixed[step]:
                at.append(self._turn(step, active)[0])
            if mine.status(record) is not StepStatus.RUNNING:
                at += [self.part_from(step, part) for part in self._wanted(step) if self._part_cause(part) in active]
            releases[step] = min(max(at), a.num_ticks)
        first = self._rows[0]
        if LOAN in active and not a.step_fixed[first]:
            releases[first] = max(int(releases[first]), self.loan_from())
        return releases

    def _wanted(self, step: int) -> list[int]:
        a = self._problem.free_arrays
        return [int(part) for part in a.part_list[a.part_ptr[step] : a.part_ptr[step + 1]]]

    def _part_cause(self, part: int) -> Cause:
        return Cause("parts", self._numbers[part])

    def part_from(self, step: int, part: int) -> int:
        """Tick from which the pieces are there for good, after what this visit's earlier steps and the others take."""
        if (step, part) not in self._parts_from:
            self._parts_from[step, part] = self._part_there_from(step, part)
        return self._parts_from[step, part]

    def _part_there_from(self, step: int, part: int) -> int:
        a = self._problem.free_arrays
        wanted = taken_until(a, self._rows[0], step, part)
        level: dict[int, int] = defaultdict(int)
        for i in range(a.supply_ptr[part], a.supply_ptr[part + 1]):
            level[int(a.supply_at[i])] += int(a.supply_quantity[i])
        for at, quantity in self._taken_by_others(part):
            level[at] -= quantity
        ticks = sorted(level)
        have = sum(level.values())
        if have < wanted:
            return a.num_ticks
        for at in reversed(ticks):
            have -= level[at]
            if have < wanted:
                return at
        return 0

    def _taken_by_others(self, part: int) -> list[tuple[int, int]]:
        a, solution = self._problem.free_arrays, self._solution
        if solution is None:
            return []
        wants = np.flatnonzero(a.part_list == part)
        steps = np.searchsorted(a.part_ptr, wants, side="right") - 1
        starts, quantities = solution.start[steps].tolist(), a.part_quantity[wants].tolist()
        return [
            (start, quantity)
            for step, start, quantity in zip(steps.tolist(), starts, quantities, strict=True)
            if step not in self._rows and start != NONE
        ]

    def loan_from(self) -> int:
        """First tick at which one of the loan cars is in, beside those that the others have."""
        a, solution = self._problem.free_arrays, self._solution
        out = np.zeros(a.num_ticks + 1, dtype=np.int32)
        for visit in a.visit_loan.nonzero()[0] if solution is not None else ():
            first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
            since = int(a.visit_loan_since[visit])
            since = int(solution.start[first]) if since == NONE and solution is not None else since
            if visit != self._visit and since != NONE and solution is not None:
                until = int(solution.end[last]) if solution.planned[visit] else a.num_ticks
                out[since:until] += 1
        free = np.flatnonzero(out[int(a.visit_release[self._visit]) :] < a.loan_cars)
        return int(a.visit_release[self._visit]) + int(free[0]) if len(free) else a.num_ticks


def _from_ever(taken: Taken, begin: int) -> Taken:
    """A span that has begun when the visit may begin reaches back for ever: an earlier arrival would not help."""
    return taken._replace(start=0) if taken.start <= begin < taken.end else taken
