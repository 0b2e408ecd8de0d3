"""What is taken over the book's horizon: busy spans, loads, parts, cars parked and lent."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.state import BUSY, CANDIDATE, CARS, DATE_LOAD, STANDING, TAKEN, State, placements
from optimizer.engine.tables import Records
from optimizer.slots.frame import Frame
from optimizer.slots.kernels.put import close, put_all
from optimizer.slots.rows import Rows

_ROOM = 64  # free slots a resource when arrays are made or grown


class Occupancy:
    """The occupied part of an engine state; ``state`` joins it to the rows of some visits.

    ``clashes``: two visits were put where only one has room, as facts may have it; then nothing can be freed.
    """

    def __init__(self, frame: Frame) -> None:
        tables = frame.tables
        resources, dates = frame.num_resources, tables.num_dates
        parts = len(tables.supply_ptr) - 1
        self._tables = tables
        self.clashes = False
        self._state = State(
            steps=placements(0),
            visits=_zeros(STANDING, 0),
            busy=_zeros(BUSY, resources, _ROOM + len(tables.outages)),
            busy_count=np.zeros(resources, dtype=np.int32),
            taken=_zeros(TAKEN, parts, _ROOM),
            taken_count=np.zeros(parts, dtype=np.int32),
            cars=_zeros(CARS, tables.num_ticks + 1),
            load=np.zeros((resources - len(frame.index.advisors), dates), dtype=np.int64),
            half_hour_load=np.zeros(tables.num_half_hours, dtype=np.int64),
            dates=_zeros(DATE_LOAD, dates),
            level_cost=np.zeros(1, dtype=np.int64),
            rng=np.zeros(1, dtype=np.uint64),
            candidates=_zeros(CANDIDATE, 2 * tables.num_technicians + 128),
            kept=placements(0),
            trial=placements(0),
        )
        close(refer_tables(tables), refer_state(self._state))

    def beside(self, steps: Records, num_visits: int) -> State:
        """The occupancy beside the placements of some visits; the arrays are shared."""
        return self._state._replace(steps=steps, visits=_zeros(STANDING, num_visits))

    def state(self, steps: Records, num_visits: int) -> State:
        """The same as kernels take it."""
        return refer_state(self.beside(steps, num_visits))

    @property
    def arrays(self) -> State:
        """The occupancy itself, to read."""
        return self._state

    def copied(self, steps: Records, num_visits: int, seed: int) -> State:
        """A state of its own for a search: a copy of the occupancy, with room for the steps of all its visits."""
        self.spare(len(steps))
        mine = self._state
        busy = mine.busy.copy()
        busy["step"] = -1  # what the book holds is not the search's to move, and no row of its tables
        return State(
            steps=steps,
            visits=_zeros(STANDING, num_visits),
            busy=busy,
            busy_count=mine.busy_count.copy(),
            taken=mine.taken.copy(),
            taken_count=mine.taken_count.copy(),
            cars=mine.cars.copy(),
            load=mine.load.copy(),
            half_hour_load=mine.half_hour_load.copy(),
            dates=mine.dates.copy(),
            level_cost=np.zeros(1, dtype=np.int64),
            rng=np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64], dtype=np.uint64),
            candidates=mine.candidates.copy(),
            kept=placements(len(steps)),
            trial=placements(len(steps)),
        )

    def spare(self, count: int) -> None:
        """See that every list has room for so many spans more."""
        self._state = self._state._replace(
            busy=_with_room(self._state.busy, int(self._state.busy_count.max(initial=0)) + count),
            taken=_with_room(self._state.taken, int(self._state.taken_count.max(initial=0)) + count),
        )

    def put(self, rows: Rows, sign: int) -> None:
        """Occupy (sign 1) what the visits need, or free it (-1)."""
        if sign > 0:
            self._make_room(rows)
        put_all(refer_tables(rows.tables), self.state(rows.steps, rows.tables.num_visits), sign)
        if sign > 0:
            self._join_clashes()

    def _join_clashes(self) -> None:
        """Make one span of those that overlap: searches rely on it. What was joined cannot be freed span by span."""
        busy, count = self._state.busy, self._state.busy_count
        inside = np.arange(1, busy.shape[1]) < count[:, None]
        clashes = ((busy["start"][:, 1:] < busy["end"][:, :-1]) & inside).any(axis=1)
        for resource in np.flatnonzero(clashes):
            self.clashes = True
            spans = busy[resource, : count[resource]]
            ends = np.maximum.accumulate(spans["end"])
            begins = np.append(True, spans["start"][1:] >= ends[:-1])
            last = np.append(np.flatnonzero(begins)[1:], len(spans)) - 1
            count[resource] = len(last)
            busy["end"][resource, : len(last)] = ends[last]
            busy["start"][resource, : len(last)] = spans["start"][begins]

    def _make_room(self, rows: Rows) -> None:
        """Grow the lists of busy spans and of parts taken, should they overflow."""
        busy = self._state.busy_count + _uses(rows, len(self._state.busy_count))
        parts = rows.tables.wants["part"]
        taken = self._state.taken_count + np.bincount(parts, minlength=len(self._state.taken_count))
        self._state = self._state._replace(
            busy=_with_room(self._state.busy, int(busy.max(initial=0))),
            taken=_with_room(self._state.taken, int(taken.max(initial=0))),
        )


def _uses(rows: Rows, resources: int) -> npt.NDArray[np.intp]:
    """Spans that each resource gets; an advisor's receptions count for their spacing too."""
    people = np.concatenate([rows.steps[name] for name in ("first", "second", "place")])
    uses = np.bincount(people[people >= 0], minlength=resources)
    units = rows.tables.num_units
    own = resources - rows.tables.num_technicians - rows.tables.num_bays - units
    first_unit = rows.tables.num_technicians + rows.tables.num_bays
    uses[first_unit + units :] = uses[first_unit : first_unit + own]
    return uses


def _with_room(array: Records, needed: int) -> Records:
    if needed <= array.shape[1]:
        return array
    grown = _zeros(array.dtype, array.shape[0], needed + needed // 2 + _ROOM)
    grown[:, : array.shape[1]] = array
    return grown


def _zeros(dtype: np.dtype[np.void], *shape: int) -> Records:
    return np.zeros(shape, dtype=dtype).view(np.recarray)
