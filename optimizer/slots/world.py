"""A wished arrival in a book from which some causes are taken away: would it go then?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.state import State
from optimizer.engine.tables import CALENDAR, Records, Tables
from optimizer.explain.cause import Cause
from optimizer.explain.causes import HOURS, LOAN, SPACING, able_technicians, meanings, outage_cause
from optimizer.explain.hours import Hours
from optimizer.problem.arrays import Int64
from optimizer.slots.search import Search
from optimizer.slots.tries import Tries

CAR_PARK = Cause("car_park")
RESERVE = Cause("reserve")
_PLENTY = 1 << 40


class World:
    """The first visit of a search's candidate (everybody may work on it) beside the book, less some causes.

    ``begin``: the tick of the wished arrival.
    """

    def __init__(self, search: Search, begin: int) -> None:
        self._search, self._frame = search, search.frame
        self.problem = search.candidate.problem
        self._meaning = meanings(self.problem, 0)
        self._hours = Hours(self.problem, able_technicians(self.problem, 0), begin)
        found = self._hours.calendars()
        self._calendar = np.zeros(found["worked"].shape, dtype=CALENDAR).view(np.recarray)
        self._calendar["worked"], self._calendar["next_at"] = found["worked"], found["next_at"]
        self._calendar["tick_of"], self._calendar["run_end"] = found["tick_of"], found["run_end"]

    def causes(self) -> tuple[Cause, ...]:
        """All that may stand in the way, the general ones first; see ``optimizer.explain.causes``."""
        index, own = self.problem.index, self._meaning
        kinds = {cause for causes in own.values() for cause in causes}
        absent = [index.technicians[one] for one in able_technicians(self.problem, 0)]
        a = self.problem.arrays
        closed = sorted({int(a.bay_list[i]) for i in range(len(a.bay_list))} & set(self._frame.tables.outages["bay"]))
        parts = dict.fromkeys(need.part_number for step in self._search.candidate.steps for need in step.parts)
        return (
            HOURS,
            SPACING,
            CAR_PARK,
            *sorted(kinds - {SPACING}, key=lambda one: (one.rule == "bay_overlap", one.rule, one.subject)),
            RESERVE,
            *((LOAN,) if self._search.request.loan_car else ()),
            *(Cause("working_time", one.technician_id) for one in absent if one.absences),
            *(outage_cause(self.problem, bay) for bay in closed),
            *(Cause("parts", part) for part in parts),
        )

    def tried(self, arrivals: Int64, active: frozenset[Cause]) -> Tries:
        """What could be placed at the arrivals (minutes) when only these causes count."""
        return self._search.tried_in(arrivals, refer_tables(self._tables(active)), refer_state(self._state(active)))

    def _tables(self, active: frozenset[Cause]) -> Tables:
        plain = self._search.plain_tables
        technicians, units, open_row = self._hours.rows(active)
        dates = plain.dates.copy()
        if RESERVE not in active:
            dates["bookable"] = _PLENTY
        return plain._replace(
            num_visits=1,
            calendar=self._calendar,
            tech_calendar=technicians,
            unit_calendar=units,
            open_calendar=open_row,
            dates=dates,
            loan_cars=plain.loan_cars if LOAN in active else _PLENTY,
            car_park_places=plain.car_park_places if CAR_PARK in active else _PLENTY,
            supply=self._supply(active),
        )

    def _supply(self, active: frozenset[Cause]) -> Records:
        supply = self._frame.tables.supply.copy()
        for part, row in self._frame.part_of.items():
            if Cause("parts", part) not in active:
                supply["quantity"][self._frame.tables.supply_ptr[row]] = _PLENTY
        return supply

    def _state(self, active: frozenset[Cause]) -> State:
        """The occupancy with the busy spans of what counts; the rest is shared with the book."""
        plain = self._search.plain_state
        busy, count = plain.busy.copy(), plain.busy_count.copy()
        first_bay, num_bays = self._frame.tables.num_technicians, self._frame.tables.num_bays
        for resource, causes in self._meaning.items():
            taken = active.issuperset(causes)
            bay = resource - first_bay
            if not 0 <= bay < num_bays:
                count[resource] *= taken
                continue
            closed = outage_cause(self.problem, bay) in active
            spans = busy[resource, : count[resource]]
            outages = self._is_outage(bay, spans)
            kept = spans[(outages & closed) | (~outages & taken)]
            busy[resource, : len(kept)] = kept
            count[resource] = len(kept)
        return plain._replace(busy=busy, busy_count=count)

    def _is_outage(self, bay: int, spans: npt.NDArray[np.void]) -> npt.NDArray[np.bool_]:
        """Which busy spans of a bay lie in one of its outages."""
        inside = np.zeros(len(spans), dtype=np.bool_)
        for one in self._frame.tables.outages:
            if one.bay == bay:
                inside |= (spans["start"] >= one.start) & (spans["end"] <= one.end)
        return inside
