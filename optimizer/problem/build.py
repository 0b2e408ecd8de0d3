"""The translation of a day into a problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS
from optimizer.plan import VisitNote
from optimizer.policy import Weights
from optimizer.problem.arrays import Arrays, Int32, Int64, Term
from optimizer.problem.fixed import find_fixed
from optimizer.problem.history import booked_history
from optimizer.problem.index import Index
from optimizer.problem.keepable import FixedStep
from optimizer.problem.people import available_minutes, enter_people, num_half_hours
from optimizer.problem.published import published_arrays
from optimizer.problem.step_arrays import ints, pointers, step_arrays
from optimizer.problem.supply import part_numbers, supply
from optimizer.problem.turns import step_soon
from optimizer.problem.visit_arrays import visit_arrays

TIER_OF = (
    [("promise", term) for term in list(Term)[:3]]
    + [("disturbance", term) for term in list(Term)[3:7]]
    + [("level", term) for term in list(Term)[7:14]]
    + [("efficiency", term) for term in list(Term)[14:]]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A day as integers. ``index`` leads back to the trade words; ``notes`` tell of frozen steps released.

    ``undecided``: the arrays as if nothing had been decided but rules set aside; None when nothing is.
    """

    day: Day
    index: Index
    arrays: Arrays
    fixed: dict[str, FixedStep]
    notes: tuple[VisitNote, ...]
    undecided: Arrays | None = None

    @property
    def free_arrays(self) -> Arrays:
        """The arrays without decisions."""
        return self.arrays if self.undecided is None else self.undecided


def build_problem(day: Day) -> Problem:
    """Translate a valid day. Raises ``ValueError`` or ``KeyError`` for what ``faults_of`` would have named."""
    index = Index(day)
    people = enter_people(index)
    fixed, notes = find_fixed(index, people)
    available = available_minutes(index, people)
    history = booked_history(index, people)
    parts = part_numbers(index)
    part_of = {part: n for n, part in enumerate(parts)}
    supplies = [supply(index, part) for part in parts]
    outages = [index.grid.outer(bay.outages) for bay in index.bays]
    calendars = index.book.arrays()
    policy, grid = day.workshop.policy, index.grid
    arrays = Arrays(
        num_visits=len(index.visits),
        num_steps=len(index.steps),
        num_technicians=len(index.technicians),
        num_bays=len(index.bays),
        num_units=len(index.units),
        num_advisors=len(index.advisors),
        num_parts=len(parts),
        num_ticks=grid.num_ticks,
        num_dates=max(grid.open_dates) + 1,
        num_half_hours=num_half_hours(index),
        tick_minutes=grid.minutes,
        now=grid.up(day.now),
        move_ticks=-(-policy.bay_move_minutes // grid.minutes),
        spacing_ticks=max(1, -(-policy.arrival_spacing_minutes // grid.minutes)),
        spacing_minutes=policy.arrival_spacing_minutes,
        car_park_places=policy.car_park_places,
        loan_cars=day.workshop.loan_cars,
        call_tolerance=policy.call_tolerance_minutes,
        use_overtime=int(policy.overtime_allowed),
        **visit_arrays(index),
        **step_arrays(index, fixed, part_of),
        pace=index.paces,
        tech_calendar=people.technicians,
        unit_calendar=people.units,
        open_calendar=people.open_row,
        worked=calendars.worked,
        next_at=calendars.next_at,
        tick_of=calendars.tick_of,
        run_end=calendars.run_end,
        **_dates(index),
        bay_versatility=ints([len(bay.capabilities) for bay in index.bays]),
        outage_ptr=pointers(outages),
        outage_start=ints([start for row in outages for start, _ in row]),
        outage_end=ints([end for row in outages for _, end in row]),
        supply_ptr=pointers(supplies),
        supply_at=ints([at for row in supplies for at, _ in row]),
        supply_quantity=ints([quantity for row in supplies for _, quantity in row]),
        tech_available=available.technicians,
        half_hour_available=available.half_hours,
        advisor_available=available.advisors,
        bay_available=available.bays,
        date_available=available.dates,
        bookable=available.bookable,
        tech_base=history.technicians,
        half_hour_base=history.half_hours,
        date_base=history.dates,
        reserve_base=history.reserve,
        **_orders(index, fixed),
        step_soon=ints([0] * len(index.steps)),
        **published_arrays(index),
        weight=weight_row(policy.weights),
    )
    arrays = arrays._replace(step_soon=step_soon(arrays))
    undecided = None
    if day.decisions != NO_DECISIONS:
        undecided = arrays._replace(**step_arrays(index, fixed, part_of, index.decided.where(_none_counts)))
    return Problem(day=day, index=index, arrays=arrays, undecided=undecided, fixed=fixed, notes=notes)


def _none_counts(_rule: str, _subject: str) -> bool:
    return False


class _Orders(TypedDict):
    order_ptr: Int32
    order_list: Int32


def _orders(index: Index, fixed: dict[str, FixedStep]) -> _Orders:
    """Steps of each technician's order that can still be moved."""
    rows: list[list[int]] = [[] for _ in index.technicians]
    for order in index.decided.orders:
        movable = [one for one in order.step_ids if one in index.step_of and one not in fixed]
        rows[index.technician_of[order.technician_id]] = [index.step_of[one] for one in movable]
    return _Orders(order_ptr=pointers(rows), order_list=ints([step for row in rows for step in row]))


class _Dates(TypedDict):
    date_end: Int32
    open_date: Int32


def _dates(index: Index) -> _Dates:
    grid = index.grid
    ticks = np.arange(grid.num_ticks + 1)
    date = np.minimum(np.searchsorted(grid.date_starts, ticks, side="right") - 1, len(grid.open_dates) - 1)
    return _Dates(
        date_end=np.array(grid.date_starts, dtype=np.int32)[date + 1],
        open_date=np.array(grid.open_dates, dtype=np.int32)[date],
    )


def weight_row(weights: Weights) -> Int64:
    """Weight × tier factor of each term, shape (17,)."""
    return np.array(
        [getattr(weights, term.name.lower()) * getattr(weights, f"{tier}_tier") for tier, term in TIER_OF],
        dtype=np.int64,
    )
