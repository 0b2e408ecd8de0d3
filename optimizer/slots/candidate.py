"""A request as rows for the kernels: the visit it would become, once for each choice of people that is wished for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypedDict

from optimizer.engine.tables import Tables, repack
from optimizer.problem import Problem
from optimizer.problem.arrays import Arrays, Int32, Needs
from optimizer.problem.index import Index
from optimizer.problem.step_arrays import ints, pointers
from optimizer.slots.entered import entered
from optimizer.slots.frame import Frame
from optimizer.slots.records import SlotRequest
from optimizer.steps import steps_of
from optimizer.visit import Step, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The visit of a request with its steps, and tables in which it stands several times.

    Once as it is, with everybody who may; when people are preferred, also received by each preferred advisor, and each
    of these again with its work done by preferred technicians where they are able. ``own_technicians``: for each of
    the tables' visits, whether it is so.
    """

    request: SlotRequest
    visit: Visit
    steps: tuple[Step, ...]
    index: Index
    arrays: Arrays
    tables: Tables
    own_technicians: tuple[bool, ...]

    @property
    def problem(self) -> Problem:
        """The same as a problem, for what reads problems; no step is fixed."""
        return Problem(day=self.index.day, index=self.index, arrays=self.arrays, fixed={}, notes=())

    @property
    def labour_minutes(self) -> int:
        """Minutes of work at pace 1."""
        return round(float(self.arrays.step_labour[: len(self.steps)].sum()))

    @classmethod
    def of(cls, frame: Frame, request: SlotRequest) -> Candidate:
        """The candidate of a request.

        Raises ``KeyError`` for an operation code, advisor or priority class that the workshop does not have.
        """
        visit = _visit(frame, request)
        ways = list(_ways(request))
        copies = tuple(replace(visit, visit_id=f"{n:04d}", advisor_id=one) for n, (one, _) in enumerate(ways))
        mine = entered(frame, copies)
        arrays, tables = mine.arrays, mine.tables
        wished = {frame.index.technician_of[one] for one in request.preferred_technician_ids}
        own = tuple(only for _, only in ways)
        if any(own):
            arrays = arrays._replace(**_able(arrays, own, wished))
            tables = repack(frame.tables, arrays)
        return cls(
            request=request,
            visit=visit,
            steps=steps_of(visit, frame.index.catalogue),
            index=mine.index,
            arrays=arrays,
            tables=tables,
            own_technicians=own,
        )


def _visit(frame: Frame, request: SlotRequest) -> Visit:
    return Visit(
        visit_id=request.visit_id,
        priority_class=request.priority_class,
        arrival=frame.now,
        waits=request.waits,
        booked=request.booked,
        loan_car=request.loan_car,
        wash=request.wash,
        advisor_id=request.advisor_id,
        jobs=request.jobs,
    )


def _ways(request: SlotRequest) -> Iterator[tuple[str | None, bool]]:
    """Advisor who must receive the car, and whether only preferred technicians work on it."""
    advisors: list[str | None] = [request.advisor_id]
    if request.advisor_id is None:
        advisors += request.preferred_advisor_ids
    for only in (False, True) if request.preferred_technician_ids else (False,):
        for advisor in advisors:
            yield advisor, only


class _Able(TypedDict):
    tech_ptr: Int32
    tech_list: Int32
    tech_ticks: Int32
    tech_from: Int32


def _able(a: Arrays, own: tuple[bool, ...], wished: set[int]) -> _Able:
    """Who may do each step, where it is ``own`` only those wished for, if they are enough for its crew."""
    rows = []
    for step in range(a.num_steps):
        here = range(int(a.tech_ptr[step]), int(a.tech_ptr[step + 1]))
        liked = [i for i in here if int(a.tech_list[i]) in wished]
        enough = own[int(a.step_visit[step])] and a.step_needs[step] == Needs.CREW and len(liked) >= a.step_crew[step]
        rows.append(liked if enough else list(here))
    return _Able(
        tech_ptr=pointers(rows),
        tech_list=ints([int(a.tech_list[i]) for row in rows for i in row]),
        tech_ticks=ints([int(a.tech_ticks[i]) for row in rows for i in row]),
        tech_from=ints([int(a.tech_from[i]) for row in rows for i in row]),
    )
