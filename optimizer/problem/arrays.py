"""The problem as arrays: what the engine reads, and nothing else."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]

NO_TIME = 1 << 30  # a due date or minute that never comes
NO_READY = -NO_TIME
NONE = -1  # an index that points nowhere


class Needs(IntEnum):
    """What a step occupies."""

    LAG = 0  # nobody (sublet)
    UNIT = 1  # one unit of a pool (advisor, inspection, wash)
    CREW = 2  # technicians, and a bay where ``step_in_bay``


class StretchCode(IntEnum):
    """``Stretch`` as a number."""

    NONE = 0
    BREAKS = 1
    OVERNIGHT = 2


class Term(IntEnum):
    """Rows of ``weight``: a cost term's weight times its tier's factor."""

    TARDINESS = 0
    UNFINISHED_TODAY = 1
    UNPLANNED = 2
    CUSTOMERS_TO_CALL = 3
    PROMISES_MOVED = 4
    TECHNICIANS_CHANGED = 5
    STARTS_CHANGED = 6
    TECHNICIAN_LOAD = 7
    HALF_HOUR_LOAD = 8
    RECEPTION_LOAD = 9
    DESK_WAIT = 10
    BAY_LOAD = 11
    DAY_LOAD = 12
    RESERVE = 13
    OVERTIME = 14
    BAY_MOVES = 15
    IDLE_BAY = 16


class Arrays(NamedTuple):
    """V visits, S unfinished steps, T technicians, B bays, U units (the first A are advisors), P parts, H ticks,
    D open dates, N half-hours, K calendars, C categories. Ticks are ``tick_minutes`` long.

    Unary resources are numbered: technicians 0..T-1, bays T..T+B-1, units T+B..T+B+U-1, then one a advisor for the
    spacing of arrivals. Steps of a visit are consecutive: ``visit_first[v]`` to ``visit_first[v+1]``.
    """

    num_visits: int
    num_steps: int
    num_technicians: int
    num_bays: int
    num_units: int
    num_advisors: int
    num_parts: int
    num_ticks: int
    num_dates: int
    num_half_hours: int
    tick_minutes: int
    now: int  # tick, rounded up
    move_ticks: int
    spacing_ticks: int
    spacing_minutes: int
    car_park_places: int
    loan_cars: int
    call_tolerance: int  # minutes
    use_overtime: int  # 0 or 1

    # visits, shape (V,) unless stated
    visit_first: Int32  # (V+1,)
    visit_weight: Int64
    visit_due: Int32  # promised, in minutes; NO_TIME: no promise
    visit_release: Int32  # tick: arrival, and not before now
    visit_arrival: Int32  # minutes
    visit_there: Int32  # tick: customer there; 0: any time
    visit_there_minute: Int32
    visit_due_today: Bool
    visit_loan: Bool
    visit_loan_since: Int32  # tick from which a started visit holds its loan car, NONE: reception open
    visit_reserve: Bool  # counts against the bookable hours
    visit_bay: Int32  # bay in which the car stands at now
    visit_ready: Int32  # minutes, when all before the hand-over is finished; NO_READY otherwise
    visit_started: Bool  # a step is finished or running
    visit_turn: Int32  # below 0: goes in before others, since a time or an order is decided; the lower the earlier

    # steps, shape (S,) unless stated
    step_visit: Int32
    step_kind: Int32  # index into StepKind
    step_needs: Int32
    step_in_bay: Bool
    step_bay_or_sublet: Bool  # takes part in moved pairs
    step_crew: Int32
    step_stretch: Int32
    step_release: Int32
    step_latest: Int32  # last tick at which it may start, for a pin of its own or of a later step; NO_TIME: any
    step_owner: Int32  # technician who must be in its crew of two, NONE: nobody in particular
    step_labour: Float64  # minutes at pace 1
    step_fixed_ticks: Int32  # duration of unit steps and lags
    step_category: Int32
    step_tail: Int32  # least ticks from this step's end to ready
    step_fixed: Bool
    fixed_start: Int32
    fixed_end: Int32
    fixed_first: Int32  # technician
    fixed_second: Int32
    fixed_place: Int32  # resource: bay or unit
    fixed_extended: Bool
    step_running: Bool
    tech_ptr: Int32  # (S+1,)
    tech_list: Int32
    tech_ticks: Int32  # duration when alone
    tech_from: Int32  # tick from which the technician may begin the step
    bay_ptr: Int32  # (S+1,)
    bay_list: Int32
    bay_from: Int32  # tick from which the step may begin in the bay
    unit_ptr: Int32  # (S+1,)
    unit_list: Int32
    part_ptr: Int32  # (S+1,)
    part_list: Int32
    part_quantity: Int32

    # resources
    pace: Float64  # (T, C)
    tech_calendar: Int32  # (T, 2): regular, extended
    unit_calendar: Int32  # (U,)
    open_calendar: int
    worked: Int32  # (K, H+1)
    next_at: Int32
    tick_of: Int32
    run_end: Int32
    date_end: Int32  # (H+1,): tick of the midnight after t
    open_date: Int32  # (H+1,): index of t's date among the open dates or NONE
    bay_versatility: Int32  # (B,): number of capabilities
    outage_ptr: Int32  # (B+1,)
    outage_start: Int32
    outage_end: Int32
    supply_ptr: Int32  # (P+1,)
    supply_at: Int32  # first row of a part is the stock at tick 0
    supply_quantity: Int32

    # load: available minutes (never below the floor of the formula) and minutes booked by history
    tech_available: Int64  # (T, D)
    half_hour_available: Int64  # (N,)
    advisor_available: Int64  # (A, D)
    bay_available: Int64  # (B, D)
    date_available: Int64  # (D,)
    bookable: Int64  # (D,)
    tech_base: Int64  # (T, D)
    half_hour_base: Int64  # (N,)
    date_base: Int64  # (D,)
    reserve_base: Int64  # (D,)

    # orders of technicians: open steps that are not frozen, those of technician k from ``order_ptr[k]`` on
    order_ptr: Int32  # (T+1,)
    order_list: Int32
    step_soon: Int32  # (S,): tick before which a step in an order leaves room for those before it; no rule

    # published plan
    published_start: Int32  # (S,) NONE: not in it
    published_first: Int32
    published_second: Int32
    step_near: Bool  # published start in the near window
    published_late: Int32  # (V,) minutes, NONE: no promise or not in it

    weight: Int64  # (17,)
