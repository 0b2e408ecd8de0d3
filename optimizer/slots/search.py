"""Insertion: a request is tried at arrivals all over the horizon, beside everything that is booked.

The promising dates come first, there every second arrival; the others follow when that is not enough. At last the
arrivals beside the chosen ones are tried too. When the earliest ready time is wanted, dates go by in their order and
nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import numpy as np

from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.state import State, placements
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import Int32, Int64
from optimizer.slots.candidate import Candidate
from optimizer.slots.choice import choose
from optimizer.slots.dates import arrivals_of, date_bounds
from optimizer.slots.frame import Frame
from optimizer.slots.kernels.put import part_there, put_one, receivers, wait_for_parts
from optimizer.slots.kernels.scan import TASTE, Limits, Table, scan, settle
from optimizer.slots.occupancy import Occupancy
from optimizer.slots.ranking import WISHES, level_weights, wish_cost, wishes
from optimizer.slots.records import Goal, SlotRequest
from optimizer.slots.tries import Tries, room_for

_NEVER = 1 << 40
_FEW = 40  # so many arrivals are all tried at once
_FIRST_DATES = 6
_EARLIEST_DATES = 2
_HASTE = 0.25  # of what a minute costs in the rank


class Search:
    """One request against one book, which is as before after each call."""

    def __init__(self, frame: Frame, occupancy: Occupancy, request: SlotRequest, now: datetime) -> None:
        self.frame, self.occupancy, self.request = frame, occupancy, request
        self.candidate = Candidate.of(frame, request)
        self.now = frame.minute_up(now)
        self.plain_tables = tables = self.candidate.tables._replace(weight=level_weights())
        occupancy.spare(len(tables.wants) + len(tables.steps))
        self._steps = placements(len(tables.steps) - 1)
        self.plain_state = occupancy.beside(self._steps, tables.num_visits)
        # parts are the same question at every arrival, so that it is asked once
        self._tables = refer_tables(tables._replace(steps=tables.steps.copy()))
        self._state = refer_state(self.plain_state)
        wait_for_parts(self._tables, self._state)
        self.limits = _limits(frame, request)
        self._tastes = _tastes(request)

    def best(self) -> Tries:
        """The tries that the request asks for, best first."""
        arrivals = arrivals_of(self.frame, self.request, self.now)
        pool = chosen = self.tried(arrivals[:0])
        for batch in self._batches(arrivals):
            pool = pool.joined(self.tried(batch))
            chosen = choose(self.frame, self.request, pool)
            if len(chosen) == self.request.count:
                break
        beside = self._beside(arrivals, chosen)
        return choose(self.frame, self.request, pool.joined(self.tried(beside))) if len(beside) else chosen

    def tried(self, arrivals: Int64) -> Tries:
        """What can be placed at the arrivals, minutes from the horizon start."""
        return self.tried_in(arrivals, self._tables, self._state)

    def tried_in(self, arrivals: Int64, tables: Tables, state: State) -> Tries:
        """The same with other tables or another state, as kernels take them."""
        ticks = (arrivals // self.frame.tables.tick_minutes).astype(np.int32)
        found, rows = room_for(len(ticks) * self.candidate.tables.num_visits, len(self.candidate.steps))
        count = scan(tables, state, self._tastes, self.limits, self.frame.date_starts, ticks, found, rows)
        found, rows = found[:count], rows[:count]
        amounts = wishes(self.frame, self.candidate, self.now, found, rows)
        return Tries(found=found, steps=rows, ranks=found["level"] + wish_cost(amounts, count), wishes=amounts)

    def settled(self, arrival: int, steps: Table) -> Tries | None:
        """The visit where something else has placed it, with a new hand-over, or None; ``arrival`` in ticks."""
        found, rows = room_for(1, len(self.candidate.steps))
        self._steps[: len(steps)] = steps
        if not settle(self._tables, self._state, self.limits, self.frame.date_starts, arrival, found):
            return None
        rows[0] = self._steps[: len(steps)]
        amounts = wishes(self.frame, self.candidate, self.now, found, rows)
        return Tries(found=found, steps=rows, ranks=found["level"] + wish_cost(amounts, 1), wishes=amounts)

    def receivers(self, arrivals: Int64) -> Int32:
        """For each arrival (minutes) the resource number of an advisor who is free to receive the car then, or -1."""
        ticks = (arrivals // self.frame.tables.tick_minutes).astype(np.int32)
        advisors = np.zeros(len(ticks), dtype=np.int32)
        receivers(self._tables, self._state, ticks, advisors)
        return advisors

    def may_arrive(self, minute: int) -> bool:
        """Whether a minute is on the grid, on a date that may be booked, and not too soon."""
        exact = replace(self.request, arrival_step_minutes=self.frame.tables.tick_minutes)
        return minute in arrivals_of(self.frame, exact, self.now)

    @contextmanager
    def placed(self, row: Table, steps: Table) -> Iterator[None]:
        """A try (a row of each table) is in the occupancy for a while."""
        visit = int(row["visit"])
        first = int(self.candidate.tables.visits["first"][visit])
        self._steps[first : first + len(steps)] = steps
        put_one(self._tables, self._state, visit, 1)
        yield
        put_one(self._tables, self._state, visit, -1)

    def part_there(self, part_number: str, quantity: int) -> int:
        """First tick from which so many pieces of a part are left for good; the horizon when never."""
        return part_there(self._tables, self._state, self.frame.part(part_number), quantity)

    def _batches(self, arrivals: Int64) -> Iterator[Int64]:
        """The arrivals in the order in which they are tried."""
        if len(arrivals) <= _FEW:
            yield arrivals
            return
        date_of = self.frame.tables.ticks["open_date"][arrivals // self.frame.tables.tick_minutes]
        bounds = date_bounds(self.frame, self.occupancy.arrays, self.candidate, arrivals, self.now)
        dates = np.unique(date_of)
        dates = dates[np.argsort(bounds[dates], kind="stable")]
        if self.request.goal is Goal.EARLIEST_READY:
            for n in range(0, len(dates), _EARLIEST_DATES):
                yield arrivals[np.isin(date_of, dates[n : n + _EARLIEST_DATES])]
            return
        second = arrivals // self.request.arrival_step_minutes % 2 == 0
        first = np.isin(date_of, dates[:_FIRST_DATES])
        yield arrivals[first & second]
        yield arrivals[~first & second]
        yield arrivals[~second]

    def _beside(self, arrivals: Int64, chosen: Tries) -> Int64:
        """Arrivals next to those chosen, unless all were tried."""
        if len(arrivals) <= _FEW or self.request.goal is Goal.EARLIEST_READY:
            return arrivals[:0]
        step, at = self.request.arrival_step_minutes, chosen.found["arrival"] * self.frame.tables.tick_minutes
        return arrivals[np.isin(arrivals, np.concatenate([at - step, at + step]))]


def _limits(frame: Frame, request: SlotRequest) -> Limits:
    policy = frame.workshop.policy
    return Limits(
        ready_by=_NEVER if request.ready_by is None else frame.index.grid.minute(request.ready_by),
        max_stay=_NEVER if request.max_stay is None else int(request.max_stay.total_seconds() // 60),
        waits=int(request.waits),
        slack=policy.promise_slack_minutes,
        grid=policy.promise_grid_minutes,
    )


def _tastes(request: SlotRequest) -> Table:
    """How steps are placed: with little haste beside the load, so that all technicians get their share; with much when
    the earliest is wanted.
    """
    haste = WISHES["waiting" if request.waits else "standing"].weight * _HASTE
    if request.goal is Goal.EARLIEST_READY:
        haste = 100.0
    return np.array([(haste, 1.0, 1.0)], dtype=TASTE)
