"""A visit's world with some causes taken away: the evaluator of the bounds on arrays changed for one visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from optimizer.engine.bounds.alone import NEVER, earliest_ends
from optimizer.engine.bounds.occupancy import outages
from optimizer.engine.bounds.releases import taken_until
from optimizer.engine.reference import refer_tables
from optimizer.engine.solution import Solution
from optimizer.engine.tables import Records, Tables
from optimizer.explain.cause import Cause
from optimizer.explain.causes import (
    ARRIVAL,
    HAND_OVER,
    HOURS,
    LOAN,
    MOVE,
    NOW,
    PARK,
    WORK,
    outage_cause,
)
from optimizer.explain.decided import turn_of
from optimizer.explain.lent import full_park, no_loan_car
from optimizer.explain.plain import has_plain_room
from optimizer.explain.room import has_room
from optimizer.explain.spans import World, cut
from optimizer.explain.stage import Stage
from optimizer.explain.taken import Occupied, TakenByCause
from optimizer.explain.turns import ways
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NO_TIME, NONE, Bool, Int32, Needs, StretchCode
from optimizer.problem.decided import Decided
from optimizer.visit import StepKind, StepStatus

_SOON_MINUTES = 240


class Scene:
    """One visit beside what other visits occupy (``occupied``; outages are added).

    ``solution``: the plan of the others, whose parts and loan cars count too; None: the visit has them to itself.
    """

    def __init__(
        self, problem: Problem, visit: int, occupied: Occupied, solution: Solution | None, stage: Stage
    ) -> None:
        self._problem, self._visit, self._solution, self.stage = problem, visit, solution, stage
        a = problem.free_arrays
        begin = int(a.visit_release[visit])
        closed = [(one, (outage_cause(problem, one.resource - a.num_technicians),)) for one in outages(a)]
        num_resources = a.num_technicians + a.num_bays + a.num_units + a.num_advisors
        self._taken = TakenByCause(num_resources, [*closed, *occupied], begin)
        self._parts_from: dict[tuple[int, int], int] = {}
        self._rows = range(int(a.visit_first[visit]), int(a.visit_first[visit + 1]))
        self._hours, self._tables = stage.hours(begin)
        self._steps = self._tables.steps.copy()
        self._mine = self._tables.steps[self._rows[0] : self._rows[-1] + 1].view(np.ndarray)
        self._park: Bool | None = None
        self._no_loan = no_loan_car(a, solution, visit)
        self._not_before = tuple(self._waits())
        names = (one.step_id for one in problem.index.visits[visit].unfinished)
        self._is_decided = any(problem.index.decided.touches(name) for name in names)

    def earliest_ready(self, active: frozenset[Cause]) -> int:
        """Earliest tick at which the car can be ready when only these causes count; NEVER when it cannot be planned.

        A visit of which only the hand-over is left gives the tick of that hand-over's end.
        """
        ends, last = self._ends(active), self._rows[-1]
        if ends is None:
            return NEVER
        return int(ends[last] if self._problem.free_arrays.visit_ready[self._visit] != NO_READY else ends[last - 1])

    def _ends(self, active: frozenset[Cause]) -> Int32 | None:
        ends = np.full(self._problem.free_arrays.num_steps, NEVER, dtype=np.int32)
        tables = refer_tables(self._changed(active))
        known = earliest_ends(tables, self._taken.busy(active), self._releases(active), self._visit, ends)
        return ends if known else None

    def has_room(self, active: frozenset[Cause], limit: int) -> bool:
        """Whether the visit can be planned, and the car be ready by a tick, when only these causes count.

        Unlike ``earliest_ready`` this overlooks nothing: the car park, bays in which others stand while the car waits
        there, and loan cars that are promised for later.
        """
        never = np.zeros(self._problem.free_arrays.num_ticks, dtype=np.bool_)
        world = World(
            tables=self._changed(active),
            busy=self._taken.busy(active),
            releases=self._releases(active),
            park_full=self._park_full() if PARK in active else never,
            no_loan=self._no_loan if LOAN in active else never,
        )
        if not self._is_decided and has_plain_room(world, self._visit, limit):
            return True
        turns = ways(self._problem, self._visit, self._solution, active)
        worlds = [world._replace(turns=way) for way in turns]
        ends = self._ends(active)
        if ends is None:
            return False
        soon = int(ends[self._rows[-1]]) + _SOON_MINUTES // self._problem.arrays.tick_minutes
        # nearly always there is room soon after, and a short time is looked through sooner
        tries = [cut(one, soon) for one in worlds if soon < world.tables.num_ticks] + worlds
        return any(has_room(one, self._visit, limit) for one in tries)

    def _park_full(self) -> Bool:
        if self._park is None:
            self._park = full_park(self._problem.free_arrays, self._solution, self._visit)
        return self._park

    def _changed(self, active: frozenset[Cause]) -> Tables:
        a = self._problem.free_arrays
        technicians, units, open_row = self._hours.rows(active)
        able, since = self._tables.able, self._tables.bay_since
        steps, mine = self._steps, slice(self._rows[0], self._rows[-1] + 1)  # no other visit's steps are looked at
        plain = steps[mine].view(np.ndarray)
        plain[:] = self._mine
        if HOURS not in active:
            plain["stretch"] = int(StretchCode.OVERNIGHT)
        if WORK not in active:
            plain["labour"] = 0.0
            able = self.stage.effortless
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
        releases = np.zeros(a.num_steps, dtype=np.int32)
        for step in self._rows:
            releases[step] = a.now if NOW in active else 0
        for cause, step, at in self._not_before:
            if cause in active and at > releases[step]:
                releases[step] = at
        if self._is_decided:
            for step in self._rows:
                releases[step] = max(int(releases[step]), 0 if a.step_fixed[step] else self._turn(step, active)[0])
        return np.minimum(releases, a.num_ticks)

    def _waits(self) -> Iterator[tuple[Cause, int, int]]:
        """Causes for which a step may not begin before a tick."""
        a, grid, mine = self._problem.free_arrays, self._problem.index.grid, self._problem.index.visits[self._visit]
        there = mine.visit.customer_there
        for step, record in zip(self._rows, mine.unfinished, strict=True):
            if not mine.progress:  # a car that has been worked on is there
                yield ARRIVAL, step, grid.up(mine.visit.arrival)
            progress = mine.progress.get(record.step_id)
            if progress is not None and progress.resume_at is not None:
                yield Cause("interruption", record.step_id), step, grid.up(progress.resume_at)
            if record.kind is StepKind.HAND_OVER and there is not None:
                yield HAND_OVER, step, grid.up(there)
            if mine.status(record) is not StepStatus.RUNNING:
                yield from ((self._part_cause(part), step, self.part_from(step, part)) for part in self._wanted(step))
        if not a.step_fixed[self._rows[0]]:
            yield LOAN, self._rows[0], self.loan_from()

    def is_short(self, cause: Cause) -> bool:
        """Whether a part is not there from the first on."""
        return any(one == cause and at > 0 for one, _, at in self._not_before)

    def _wanted(self, step: int) -> list[int]:
        a = self._problem.free_arrays
        return [int(part) for part in a.part_list[a.part_ptr[step] : a.part_ptr[step + 1]]]

    def _part_cause(self, part: int) -> Cause:
        return Cause("parts", self.stage.part_numbers[part])

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
        """First tick at which one of the loan cars is in, beside those that the others have; H when none is."""
        since = int(self._problem.free_arrays.visit_release[self._visit])
        free = np.flatnonzero(~self._no_loan[since:])
        return since + int(free[0]) if len(free) else self._problem.free_arrays.num_ticks
