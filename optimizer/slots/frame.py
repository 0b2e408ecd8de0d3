"""What of the book depends on the workshop alone, built once: calendars, hours available, stock."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.day import Day
from optimizer.engine.tables import SUPPLY, Records, Tables, pack
from optimizer.problem import Problem, build_problem
from optimizer.problem.arrays import Arrays, Bool, Int32
from optimizer.problem.index import Index
from optimizer.problem.step_arrays import ints, pointers
from optimizer.problem.supply import supply
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Job, Visit
from optimizer.workshop import PartNeed, Workshop

Stencil: TypeAlias = tuple[str, str, tuple[PartNeed, ...]]  # end of the line's id, kind of step, parts
_ANY = datetime(2000, 1, 1, tzinfo=UTC)
UNKNOWN_PART = ""  # a row of its own for parts of which the workshop knows nothing: none are there, none will come


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The workshop in integers over the horizon of the book, without any visit.

    ``index``: to and from trade words. ``arrays``, ``tables``: no visits, no steps. ``part_of``: rows of
    ``tables.supply``. ``date_starts``: ticks of all local midnights, both ends included. ``booked_days``: cars may
    arrive on so many open dates. ``stencils``: what each operation or group code becomes; ``needs_parts``: whether
    from the catalogue any part. ``receives`` (H,): whether any advisor is at work.
    """

    workshop: Workshop
    now: datetime
    index: Index
    arrays: Arrays
    tables: Tables
    part_of: Mapping[str, int]
    date_starts: Int32
    booked_days: int
    stencils: Mapping[str, tuple[Stencil, ...]]
    needs_parts: Mapping[str, bool]
    receives: Bool

    @classmethod
    def of(cls, workshop: Workshop, now: datetime, booked_days: int, more_days: int) -> Frame:
        """The frame of ``booked_days`` open dates from that of ``now`` and ``more_days`` for work carried over.

        Raises ``ValueError`` when the workshop is not open on or after it.
        """
        policy = replace(workshop.policy, horizon_days=booked_days + more_days, overtime_allowed=False)
        problem = build_problem(Day(workshop=replace(workshop, policy=policy), visits=(), now=now))
        parts = _part_numbers(workshop)
        rows = [supply(problem.index, part) for part in parts]
        tables, stencils = pack(problem.arrays), _stencils(problem.index.catalogue)
        return cls(
            workshop=workshop,
            now=now,
            index=problem.index,
            arrays=problem.arrays,
            tables=tables._replace(
                supply=_supply(rows), supply_ptr=pointers(rows), dates=_bookable(workshop, tables.dates)
            ),
            part_of={part: n for n, part in enumerate(parts)},
            date_starts=ints(problem.index.grid.date_starts),
            booked_days=booked_days,
            stencils=stencils,
            needs_parts={code: any(parts for _, _, parts in lines) for code, lines in stencils.items()},
            receives=_receives(problem.index, problem.arrays),
        )

    @property
    def problem(self) -> Problem:
        """The workshop as a problem without visits."""
        return Problem(day=self.index.day, index=self.index, arrays=self.arrays, fixed={}, notes=())

    @property
    def num_resources(self) -> int:
        """Technicians, bays, units, and a row a advisor for the spacing of arrivals."""
        tables = self.tables
        return tables.num_technicians + tables.num_bays + tables.num_units + len(self.index.advisors)

    @property
    def booking_end(self) -> int:
        """Minute from the horizon start at which the last date ends that may be booked."""
        dates = self.index.grid.open_dates
        last = max(n for n, which in enumerate(dates) if 0 <= which < self.booked_days)
        return int(self.date_starts[last + 1]) * self.tables.tick_minutes

    def part(self, part_number: str) -> int:
        """The row of a part."""
        return self.part_of.get(part_number, self.part_of[UNKNOWN_PART])

    def lines(self, visit_id: str, job: Job) -> Iterator[tuple[str, tuple[PartNeed, ...]]]:
        """The steps of a job that need parts, and those: what ``steps_of`` would say, at a hundredth of the time.

        Raises ``KeyError`` for an unknown operation code.
        """
        group = job.operation_code in self.index.catalogue.groups
        own = None if group else job.parts
        for suffix, kind, parts in self.stencils[job.operation_code]:
            wanted = parts if own is None else own
            if wanted:
                yield f"{visit_id}/{kind}/{job.job_id}{suffix}", wanted

    def minute_up(self, at: datetime) -> int:
        """First whole minute from the horizon start that is not before an instant."""
        return -((self.index.grid.start - at.astimezone(UTC)) // timedelta(minutes=1))

    def instant(self, minute: int) -> datetime:
        """The instant of a minute from the horizon start."""
        return self.index.grid.start + timedelta(minutes=minute)

    def date(self, open_date: int) -> date:
        """The local date with a number among the open ones."""
        at = self.index.grid.open_dates.index(open_date)
        midnight = self.index.grid.instant(self.index.grid.date_starts[at])
        return midnight.astimezone(ZoneInfo(self.workshop.time_zone)).date()

    def place_id(self, resource: int) -> str:
        """The id of a bay or unit by its resource number."""
        bay = resource - self.tables.num_technicians
        bays = self.index.bays
        return bays[bay].bay_id if bay < len(bays) else self.index.units[bay - len(bays)].unit_id


def _receives(index: Index, a: Arrays) -> Bool:
    working = np.zeros(a.num_ticks, dtype=np.bool_)
    for row in {int(one) for one in a.unit_calendar[: a.num_advisors]}:
        working |= index.book.mask(row)
    return working


def _stencils(catalogue: Catalogue) -> dict[str, tuple[Stencil, ...]]:
    codes = (*catalogue.operations, *catalogue.groups)
    return {code: tuple(_stencil(catalogue, code)) for code in codes}


def _stencil(catalogue: Catalogue, code: str) -> Iterator[Stencil]:
    line = Visit(visit_id="", arrival=_ANY, wash=False, jobs=(Job(job_id="", operation_code=code),))
    for step in steps_of(line, catalogue):
        if step.job_id is not None:
            yield step.job_id, step.kind.value, step.parts


def _part_numbers(workshop: Workshop) -> list[str]:
    known = {one.part_number for one in workshop.stock} | {one.part_number for one in workshop.deliveries}
    known |= {need.part_number for operation in workshop.operations for need in operation.parts}
    return sorted(known | {UNKNOWN_PART})


def _supply(rows: list[list[tuple[int, int]]]) -> Records:
    found = np.zeros(sum(len(row) for row in rows), dtype=SUPPLY)
    found["at"] = [at for row in rows for at, _ in row]
    found["quantity"] = [quantity for row in rows for _, quantity in row]
    return found.view(np.recarray)


def _bookable(workshop: Workshop, dates: Records) -> Records:
    """The dates with what may be booked on each: within the reserve, and within the bookable hours."""
    policy, limited = workshop.policy, dates.copy()
    hours = [math.floor(one * policy.productivity * policy.booking_rate + 1e-9) for one in dates["available"].tolist()]
    limited["bookable"] = np.minimum(dates["bookable"], hours)
    return limited
