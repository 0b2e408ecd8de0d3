"""A day as PyJobShop 0.0.9 can express it: a flexible job shop with modes, breaks and weighted tardiness.

Built from the same ``Problem`` as our own plans, so that durations and calendars are equal tick for tick. Expressed:
steps in order; release by arrival, parts and resumption; modes over technicians (pairs for a crew of two) with their
own durations; breaks that work may or may not stretch over; advisors (a named one too); stations as counted resources;
bays as counted resources, one for each set of bays that some operation can use; running and frozen steps; promises.

What it cannot express is left out, always in its favour: which bay exactly, holding and outages of bays, the time of a
bay move, the car park, spacing of arrivals, competition for parts (each step waits only for what it alone needs), loan
cars, opening hours of a sublet firm, ``breaks`` work ending on the day it began, the horizon's end, hand-overs, work
not finished today, load and every other term but tardiness. Its plans may be ones that no workshop could carry out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from pyjobshop import Job, Machine, Model, ProblemData, Renewable, Task

from optimizer.problem import Arrays, Problem
from optimizer.problem.arrays import NO_TIME, NONE, Bool, Needs, StretchCode
from optimizer.problem.step_arrays import KINDS
from optimizer.visit import StepKind

Breaks = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """PyJobShop's data and the way back. ``steps``: step of each task; ``crews``: technicians or units of each mode."""

    data: ProblemData
    steps: tuple[int, ...]
    crews: tuple[tuple[int, ...], ...]


class Translation:
    """Builds the model of one problem, part by part."""

    def __init__(self, problem: Problem) -> None:
        self._a: Arrays = problem.arrays
        self._model = Model()
        self._technicians = [self._machine(self._technician_breaks(n)) for n in range(self._a.num_technicians)]
        self._advisors = [self._machine(self._breaks(self._a.unit_calendar[n])) for n in range(self._a.num_advisors)]
        self._stations: dict[tuple[int, ...], Renewable] = {}
        self._bays = {able: self._model.add_renewable(len(able)) for able in self._bay_sets()}
        self._steps: list[int] = []
        self._crews: list[tuple[int, ...]] = []

    def result(self) -> Translated:
        """The finished model."""
        for visit in range(self._a.num_visits):
            self._add_visit(visit)
        self._model.set_objective(weight_total_tardiness=1)
        return Translated(data=self._model.data(), steps=tuple(self._steps), crews=tuple(self._crews))

    def _add_visit(self, visit: int) -> None:
        steps = steps_before_hand_over(self._a, visit)
        if not steps:
            return
        due = int(self._a.visit_due[visit])
        promised = -(-due // self._a.tick_minutes) if due != NO_TIME else NO_TIME
        # Far beyond what any plan needs, and near enough to keep the solver's domains small.
        deadline = 2 * self._a.num_ticks
        job = self._model.add_job(int(self._a.visit_weight[visit]), deadline=deadline, due_date=promised)
        previous: Task | None = None
        for step in steps:
            task = self._add_fixed(job, step) if self._a.step_fixed[step] else self._add_step(job, visit, step)
            self._steps.append(step)
            if previous is not None:
                self._model.add_end_before_start(previous, task)
            previous = task

    def _add_fixed(self, job: Job, step: int) -> Task:
        start, end = max(0, int(self._a.fixed_start[step])), int(self._a.fixed_end[step])
        task = self._model.add_task(job, start, start, end, end, name=str(step))
        places = self._bay_demands(step)
        self._add_mode(task, places, end - start, (NONE,))
        return task

    def _add_step(self, job: Job, visit: int, step: int) -> Task:
        a = self._a
        release = max(int(a.visit_release[visit]), int(a.step_release[step]), self._parts_from(step))
        stretches = a.step_needs[step] == Needs.CREW and a.step_stretch[step] != StretchCode.NONE
        task = self._model.add_task(job, earliest_start=release, allow_breaks=bool(stretches), name=str(step))
        if a.step_needs[step] == Needs.LAG:
            self._add_mode(task, [], int(a.step_fixed_ticks[step]), (NONE,))
        elif a.step_needs[step] == Needs.UNIT:
            self._add_unit_modes(task, step)
        else:
            for crew, ticks in crews(a, step):
                resources = [*(self._technicians[one] for one in crew), *self._bay_demands(step)]
                self._add_mode(task, resources, ticks, crew)
        return task

    def _add_unit_modes(self, task: Task, step: int) -> None:
        a, units = self._a, tuple(self._a.unit_list[self._a.unit_ptr[step] : self._a.unit_ptr[step + 1]].tolist())
        ticks = int(a.step_fixed_ticks[step])
        if units[0] < a.num_advisors:
            for unit in units:
                self._add_mode(task, [self._advisors[unit]], ticks, (unit,))
            return
        if units not in self._stations:
            breaks = self._breaks(a.unit_calendar[units[0]])
            self._stations[units] = self._model.add_renewable(len(units), breaks)
        self._add_mode(task, [self._stations[units]], ticks, units)

    def _add_mode(
        self, task: Task, resources: Sequence[Machine | Renewable], ticks: int, crew: tuple[int, ...]
    ) -> None:
        demands = [int(isinstance(one, Renewable)) for one in resources]
        self._model.add_mode(task, list(resources), ticks, demands)
        self._crews.append(crew)

    def _machine(self, breaks: Breaks) -> Machine:
        return self._model.add_machine(breaks)

    def _technician_breaks(self, technician: int) -> Breaks:
        """Time not worked, and the steps the technician is bound to."""
        a = self._a
        off = ~worked(a, a.tech_calendar[technician, 0])
        for step in np.flatnonzero(a.step_fixed):
            if technician in (a.fixed_first[step], a.fixed_second[step]):
                off[max(0, a.fixed_start[step]) : a.fixed_end[step]] = True
        return runs(off)

    def _breaks(self, calendar: int) -> Breaks:
        return runs(~worked(self._a, calendar))

    def _bay_sets(self) -> list[tuple[int, ...]]:
        return sorted({able_bays(self._a, step) for step in np.flatnonzero(self._a.step_in_bay).tolist()})

    def _bay_demands(self, step: int) -> list[Renewable]:
        """One place in each counted set of bays that holds all bays this step can use."""
        if not self._a.step_in_bay[step]:
            return []
        able = set(able_bays(self._a, step))
        return [places for bays, places in self._bays.items() if able <= set(bays)]

    def _parts_from(self, step: int) -> int:
        """Tick from which stock and deliveries cover this step's need, were it the only one."""
        a, earliest = self._a, 0
        for i in range(a.part_ptr[step], a.part_ptr[step + 1]):
            part, rows = a.part_list[i], slice(a.supply_ptr[a.part_list[i]], a.supply_ptr[a.part_list[i] + 1])
            enough = np.flatnonzero(np.cumsum(a.supply_quantity[rows]) >= a.part_quantity[i])
            if enough.size == 0:
                raise ValueError(f"part {part} never comes in the quantity one step needs: PyJobShop must plan all")
            earliest = max(earliest, int(a.supply_at[rows][enough[0]]))
        return earliest


def translate(problem: Problem) -> Translated:
    """PyJobShop's model of a problem. Raises ``ValueError`` when a step can never be done."""
    return Translation(problem).result()


def steps_before_hand_over(a: Arrays, visit: int) -> list[int]:
    """The unfinished steps of a visit that its promise waits for."""
    steps = range(a.visit_first[visit], a.visit_first[visit + 1])
    return [step for step in steps if KINDS[a.step_kind[step]] is not StepKind.HAND_OVER]


def crews(a: Arrays, step: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every crew that may do a step, with its working time in ticks."""
    able = a.tech_list[a.tech_ptr[step] : a.tech_ptr[step + 1]].tolist()
    for crew in combinations(able, int(a.step_crew[step])):
        pace = sum(a.pace[one, a.step_category[step]] for one in crew)
        yield crew, max(1, int(a.step_labour[step] / pace / a.tick_minutes + 0.5))


def able_bays(a: Arrays, step: int) -> tuple[int, ...]:
    """The bays a step can use."""
    return tuple(sorted(a.bay_list[a.bay_ptr[step] : a.bay_ptr[step + 1]].tolist()))


def worked(a: Arrays, calendar: int) -> Bool:
    """Whether each tick of the horizon is working time of a calendar, shape (H,)."""
    return np.asarray(np.diff(a.worked[calendar]) > 0, dtype=np.bool_)


def runs(flags: Bool) -> Breaks:
    """Half-open spans of ticks that are set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
