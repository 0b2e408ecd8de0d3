"""The problem packed into records for compiled code: few arguments compile fast, neighbouring fields read fast."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from optimizer.engine.wanted import wanted
from optimizer.problem.arrays import Arrays, Float64, Int32, Int64

Records: TypeAlias = np.recarray

VISIT = np.dtype(
    [
        *((name, np.int64) for name in ("first", "weight", "due", "release", "arrival", "there_minute", "loan_since")),
        *((name, np.int64) for name in ("bay", "ready", "published_late", "turn")),
        *((name, np.bool_) for name in ("due_today", "loan", "reserve", "started")),
    ]
)
STEP = np.dtype(
    [
        *((name, np.int64) for name in ("visit", "kind", "needs", "crew", "stretch", "release", "fixed_ticks")),
        *((name, np.int64) for name in ("category", "tail", "fixed_start", "fixed_end", "published_first")),
        *((name, np.int64) for name in ("fixed_place", "published_start", "latest", "owner", "soon")),
        *((name, np.int64) for name in ("published_second", "tech_ptr", "bay_ptr", "unit_ptr", "part_ptr")),
        ("labour", np.float64),
        *((name, np.bool_) for name in ("in_bay", "bay_or_sublet", "fixed", "running", "near")),
    ]
)
ABLE = np.dtype([("technician", np.int64), ("ticks", np.int64), ("since", np.int64)])
WANT = np.dtype([("part", np.int64), ("quantity", np.int64)])
SUPPLY = np.dtype([("at", np.int64), ("quantity", np.int64)])
CALENDAR = np.dtype([(name, np.int32) for name in ("worked", "next_at", "tick_of", "run_end")])
TICK = np.dtype([("date_end", np.int32), ("open_date", np.int32)])
OUTAGE = np.dtype([("bay", np.int64), ("start", np.int64), ("end", np.int64)])
DATE = np.dtype([("available", np.int64), ("bookable", np.int64)])

_POINTERS = ("tech_ptr", "bay_ptr", "unit_ptr", "part_ptr")


class Tables(NamedTuple):
    """``Arrays`` for kernels. Letters and meanings as there; field names lose their prefix.

    ``decided``: 1 when a step is pinned to a time or in an order. ``since`` of ``able``: see ``tech_from``.
    ``visits`` (V+1,), ``steps`` (S+1,): the last row holds the ends of the pointers. ``calendar`` (K, H+1), ``ticks``
    (H+1,). ``available`` (R, D): technicians, bays and advisors by resource number. ``wanted`` (T,): see ``wanted``.
    """

    num_visits: int
    num_technicians: int
    num_bays: int
    num_units: int
    num_ticks: int
    num_dates: int
    num_half_hours: int
    tick_minutes: int
    now: int
    move_ticks: int
    spacing_ticks: int
    spacing_minutes: int
    car_park_places: int
    loan_cars: int
    call_tolerance: int
    use_overtime: int
    decided: int
    open_calendar: int
    visits: Records
    steps: Records
    able: Records
    bay_list: Int32
    bay_since: Int32
    unit_list: Int32
    wants: Records
    tech_calendar: Int32
    unit_calendar: Int32
    order_ptr: Int32
    order_list: Int32
    bay_versatility: Int32
    pace: Float64
    calendar: Records
    ticks: Records
    supply: Records
    supply_ptr: Int32
    outages: Records
    available: Int64
    half_hour_available: Int64
    dates: Records
    weight: Int64
    wanted: Float64


def pack(a: Arrays) -> Tables:
    """Pack the problem for the kernels."""
    return Tables(
        num_visits=a.num_visits,
        num_technicians=a.num_technicians,
        num_bays=a.num_bays,
        num_units=a.num_units,
        num_ticks=a.num_ticks,
        num_dates=a.num_dates,
        num_half_hours=a.num_half_hours,
        tick_minutes=a.tick_minutes,
        now=a.now,
        move_ticks=a.move_ticks,
        spacing_ticks=a.spacing_ticks,
        spacing_minutes=a.spacing_minutes,
        car_park_places=a.car_park_places,
        loan_cars=a.loan_cars,
        call_tolerance=a.call_tolerance,
        use_overtime=a.use_overtime,
        decided=int((a.visit_turn < 0).any()),
        open_calendar=int(a.open_calendar),
        visits=_rows(VISIT, {name: _visit_column(a, name) for name in VISIT.names or ()}, a.num_visits + 1),
        steps=_rows(STEP, {name: _step_column(a, name) for name in STEP.names or ()}, a.num_steps + 1),
        able=_able(a),
        bay_list=a.bay_list,
        bay_since=a.bay_from,
        unit_list=a.unit_list,
        wants=_rows(WANT, {"part": a.part_list, "quantity": a.part_quantity}, len(a.part_list)),
        tech_calendar=a.tech_calendar,
        unit_calendar=a.unit_calendar,
        order_ptr=a.order_ptr,
        order_list=a.order_list,
        bay_versatility=a.bay_versatility,
        pace=a.pace,
        calendar=_rows(CALENDAR, {name: getattr(a, name) for name in CALENDAR.names or ()}, *a.worked.shape),
        ticks=_rows(TICK, {"date_end": a.date_end, "open_date": a.open_date}, a.num_ticks + 1),
        supply=_rows(SUPPLY, {"at": a.supply_at, "quantity": a.supply_quantity}, len(a.supply_at)),
        supply_ptr=a.supply_ptr,
        outages=_outages(a),
        available=_available(a),
        half_hour_available=a.half_hour_available,
        dates=_rows(DATE, {"available": a.date_available, "bookable": a.bookable}, a.num_dates),
        weight=a.weight,
        wanted=wanted(a),
    )


def repack(tables: Tables, a: Arrays) -> Tables:
    """The same workshop with the visits and steps of other arrays; everything else is shared."""
    return tables._replace(
        num_visits=a.num_visits,
        visits=_rows(VISIT, {name: _visit_column(a, name) for name in VISIT.names or ()}, a.num_visits + 1),
        steps=_rows(STEP, {name: _step_column(a, name) for name in STEP.names or ()}, a.num_steps + 1),
        able=_able(a),
        bay_list=a.bay_list,
        bay_since=a.bay_from,
        unit_list=a.unit_list,
        wants=_rows(WANT, {"part": a.part_list, "quantity": a.part_quantity}, len(a.part_list)),
    )


def _rows(dtype: np.dtype[np.void], columns: dict[str, npt.NDArray[np.generic]], *shape: int) -> Records:
    rows = np.zeros(shape, dtype=dtype)
    for name, column in columns.items():
        rows[name][tuple(slice(n) for n in column.shape)] = column
    return rows.view(np.recarray)


def _able(a: Arrays) -> Records:
    columns: dict[str, npt.NDArray[np.generic]] = {
        "technician": a.tech_list,
        "ticks": a.tech_ticks,
        "since": a.tech_from,
    }
    return _rows(ABLE, columns, len(a.tech_list))


def _visit_column(a: Arrays, name: str) -> npt.NDArray[np.generic]:
    return a.published_late if name == "published_late" else _column(a, f"visit_{name}")


def _step_column(a: Arrays, name: str) -> npt.NDArray[np.generic]:
    plain = name in _POINTERS or name.startswith(("published", "fixed_start", "fixed_end", "fixed_place"))
    return _column(a, name if plain else f"step_{name}")


def _column(a: Arrays, name: str) -> npt.NDArray[np.generic]:
    column: npt.NDArray[np.generic] = getattr(a, name)
    return column


def _outages(a: Arrays) -> Records:
    bays = np.repeat(np.arange(a.num_bays), np.diff(a.outage_ptr))
    return _rows(OUTAGE, {"bay": bays, "start": a.outage_start, "end": a.outage_end}, len(a.outage_start))


def _available(a: Arrays) -> Int64:
    rows = np.full((a.num_technicians + a.num_bays + a.num_units, a.num_dates), 60, dtype=np.int64)
    bays = a.num_technicians + a.num_bays
    rows[: a.num_technicians] = a.tech_available
    rows[a.num_technicians : bays] = a.bay_available
    rows[bays : bays + a.num_advisors] = a.advisor_available
    return rows
