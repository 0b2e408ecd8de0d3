"""Commitments as rows for the kernels: what they occupy, and nothing about who else could do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from optimizer.engine.state import placements
from optimizer.engine.tables import STEP, VISIT, WANT, Records, Tables
from optimizer.plan import Assignment
from optimizer.problem.arrays import NONE
from optimizer.problem.step_arrays import KINDS
from optimizer.slots.frame import Frame
from optimizer.slots.records import Commitment
from optimizer.visit import StepKind, StepStatus, Visit

_CODE = {kind: n for n, kind in enumerate(KINDS)}
_NOBODY = (NONE, NONE)
_by_start = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """``tables`` with a row for each visit and step, ``steps`` with the placements, cut to the horizon."""

    tables: Tables
    steps: Records


def rows_of(frame: Frame, commitments: Sequence[Commitment]) -> Rows:
    """The rows of some commitments, steps in the order of their starts.

    Steps outside of the horizon keep their row and occupy nothing; people and places that the workshop no longer has
    are left out. Finished steps have no row.
    """
    ordered = [_open_steps(one) for one in commitments]
    flat = [one for steps in ordered for one in steps]
    visits = _visits(frame, commitments, [len(steps) for steps in ordered])
    steps = _placed(frame, flat)
    plain = np.zeros(len(flat) + 1, dtype=STEP)
    kinds = np.array([_CODE[one.kind] for one in flat], dtype=np.int64)
    plain["kind"][:-1] = kinds
    plain["in_bay"][:-1] = [one.bay_id is not None for one in flat]
    plain["bay_or_sublet"][:-1] = plain["in_bay"][:-1] | (kinds == _CODE[StepKind.SUBLET])
    running = {p.step_id for c in commitments for p in c.visit.progress if p.status is StepStatus.RUNNING}
    plain["running"][:-1] = [one.step_id in running for one in flat] if running else False
    steps["extended"] |= plain["running"][:-1]
    wants, plain["part_ptr"] = _wants(frame, commitments, flat)
    _hold(frame, visits, plain, steps)
    tables = frame.tables._replace(
        num_visits=len(commitments), visits=visits, steps=plain.view(np.recarray), wants=wants
    )
    return Rows(tables=tables, steps=steps)


def _open_steps(commitment: Commitment) -> list[Assignment]:
    finished = {one.step_id for one in commitment.visit.progress if one.status is StepStatus.FINISHED}
    steps = sorted(commitment.assignments, key=_by_start)
    return [one for one in steps if one.step_id not in finished] if finished else steps


def _visits(frame: Frame, commitments: Sequence[Commitment], sizes: list[int]) -> Records:
    rows = np.zeros(len(commitments) + 1, dtype=VISIT)
    opens = {rule.priority_class: rule.opens_reserve for rule in reversed(frame.workshop.policy.classes)}
    own = [one.visit for one in commitments]
    rows["first"][1:] = np.cumsum(sizes)
    rows["reserve"][:-1] = [one.booked and not opens[one.priority_class] for one in own]
    rows["loan"][:-1] = [one.loan_car for one in own]
    rows["loan_since"][:-1] = [0 if one.progress else NONE for one in own]
    rows["bay"][:-1] = [NONE if one.in_bay is None else frame.index.bay_of.get(one.in_bay, NONE) for one in own]
    return rows.view(np.recarray)


def _placed(frame: Frame, flat: Sequence[Assignment]) -> Records:
    index, tables = frame.index, frame.tables
    rows = placements(len(flat))
    seconds, origin = 60.0 * tables.tick_minutes, index.grid.start.timestamp()
    starts = (np.array([one.start.timestamp() for one in flat], dtype=np.float64) - origin) / seconds
    ends = (np.array([one.end.timestamp() for one in flat], dtype=np.float64) - origin) / seconds
    rows["start"] = np.clip(np.floor(starts), 0, tables.num_ticks)
    rows["end"] = np.clip(np.ceil(ends), 0, tables.num_ticks)
    outside = rows["start"] >= rows["end"]
    rows["end"][outside] = rows["start"][outside]
    crews = [_crew(frame, step.technician_ids) if step.technician_ids else _NOBODY for step in flat]
    rows["first"] = [crew[0] for crew in crews]
    rows["second"] = [crew[1] for crew in crews]
    bays = {one: tables.num_technicians + n for one, n in index.bay_of.items()}
    units = {one: tables.num_technicians + tables.num_bays + n for one, n in index.unit_of.items()}
    rows["place"] = [
        bays.get(one.bay_id, NONE) if one.bay_id is not None else units.get(one.unit_id or "", NONE) for one in flat
    ]
    for name in ("first", "second", "place"):
        rows[name][outside] = NONE
    rows["keep"] = [one.keeps_bay for one in flat]
    rows["extended"] = [one.overtime for one in flat]
    return rows


def _crew(frame: Frame, ids: tuple[str, ...]) -> tuple[int, int]:
    """The technicians who are still there, in the order of their numbers."""
    known = frame.index.technician_of
    if len(ids) == 1:
        return known.get(ids[0], NONE), NONE
    crew = sorted(known[one] for one in ids if one in known)
    return (*crew, NONE, NONE)[0], (*crew, NONE, NONE)[1]


def _hold(frame: Frame, visits: Records, plain: npt.NDArray[np.void], steps: Records) -> None:
    """A car that stays in its bay holds it from the end of the step before; one that stands there now, from now."""
    steps["held_from"] = steps["start"]
    if not len(steps):
        return
    same = np.ones(len(steps), dtype=np.bool_)
    firsts = visits["first"][:-1][visits["first"][:-1] < len(steps)]
    same[firsts] = False
    stays = same[1:] & steps["keep"][:-1] & (steps["place"][1:] == steps["place"][:-1]) & (steps["place"][1:] >= 0)
    steps["held_from"][1:][stays] = steps["end"][:-1][stays]
    steps["keep"][:-1] &= stays
    steps["keep"][-1] = False
    for visit in np.flatnonzero(visits["bay"][:-1] >= 0):
        first = int(visits["first"][visit])
        waits_here = steps["place"][first] == frame.tables.num_technicians + visits["bay"][visit]
        if waits_here and not plain["running"][first] and frame.tables.now < steps["start"][first]:
            steps["held_from"][first] = frame.tables.now


def _wants(
    frame: Frame, commitments: Sequence[Commitment], flat: Sequence[Assignment]
) -> tuple[Records, npt.NDArray[np.int64]]:
    """Pieces taken by each step that has not begun, and where each step's begin: (S+1,)."""
    needs: dict[str, dict[int, int]] = {}
    for one in commitments:
        needs.update(_needs(frame, one.visit))
    rows = [needs.get(one.step_id) or {} for one in flat] if needs else [{}] * len(flat)
    wants = np.zeros(sum(len(row) for row in rows), dtype=WANT)
    wants["part"] = [part for row in rows for part in row]
    wants["quantity"] = [quantity for row in rows for quantity in row.values()]
    pointers = np.zeros(len(flat) + 1, dtype=np.int64)
    pointers[1:] = np.cumsum([len(row) for row in rows], dtype=np.int64)
    return wants.view(np.recarray), pointers


def _needs(frame: Frame, visit: Visit) -> dict[str, dict[int, int]]:
    """Pieces by part row, of each step with parts that has not begun."""
    begun = {one.step_id for one in visit.progress} if visit.progress else ()
    found: dict[str, dict[int, int]] = {}
    for job in visit.jobs:
        if job.parts is None and not frame.needs_parts[job.operation_code]:
            continue
        for step_id, parts in frame.lines(visit.visit_id, job):
            if step_id not in begun:
                row = found.setdefault(step_id, {})
                for need in parts:
                    part = frame.part(need.part_number)
                    row[part] = row.get(part, 0) + need.quantity
    return found
