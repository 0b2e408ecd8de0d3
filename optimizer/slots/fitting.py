"""Whether a plan of a visit still fits beside what the book holds, exactly as it is."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from optimizer.engine.reference import refer_tables
from optimizer.engine.tables import Records, Tables
from optimizer.plan import Reason
from optimizer.slots.entered import Entered, entered
from optimizer.slots.frame import Frame
from optimizer.slots.kernels.obstacles import OBSTACLE, Broken, obstacles
from optimizer.slots.occupancy import Occupancy
from optimizer.slots.records import Commitment
from optimizer.slots.rows import Rows, rows_of
from optimizer.slots.words import say
from optimizer.visit import StepKind

_PER_STEP = 16


def conflicts(frame: Frame, occupancy: Occupancy, commitment: Commitment, now: int) -> tuple[Reason, ...]:
    """What stands in the way of a commitment that is not in the occupancy; empty when it fits.

    ``now``: the tick before which no open step may start. Raises ``KeyError`` for an operation code, advisor or
    priority class that the workshop does not have.
    """
    mine, rows = entered(frame, [commitment.visit]), rows_of(frame, [commitment])
    planned = [one.step_id for one in sorted(commitment.assignments, key=lambda one: one.start)]
    if [step.step_id for step in mine.index.steps] != planned:
        return (_reason(commitment, "known", ""),)
    occupancy.spare(len(planned))
    out = np.zeros(_PER_STEP * len(planned) + frame.tables.num_dates, dtype=OBSTACLE).view(np.recarray)
    found = obstacles(refer_tables(_tables(mine, rows)), occupancy.state(rows.steps, 1), 0, now, out)
    reasons = [_reason(commitment, *_named(frame, row)) for row in out[:found]]
    if is_late(commitment):
        reasons.append(_reason(commitment, "promise", ""))
    return tuple(dict.fromkeys(reasons))


def not_there(commitment: Commitment) -> Reason:
    """A visit that was to be moved is gone, or is another by now."""
    return _reason(commitment, "known", commitment.visit.visit_id)


def is_late(commitment: Commitment) -> bool:
    """Whether the car is planned to be ready after its promised time."""
    promised = commitment.visit.promised
    return promised is not None and ready_of(commitment) > promised


def ready_of(commitment: Commitment) -> datetime:
    """When the last step before the hand-over ends; when only that is left, when the car arrived or was finished."""
    ends = [one.end for one in commitment.assignments if one.kind is not StepKind.HAND_OVER]
    over = [one.finished_at for one in commitment.visit.progress if one.finished_at is not None]
    return max(ends or over or [commitment.visit.arrival])


def _tables(mine: Entered, rows: Rows) -> Tables:
    """The visit's tables, with the steps that are running."""
    steps = mine.tables.steps.copy()
    steps["running"] = rows.tables.steps["running"]
    return mine.tables._replace(steps=steps)


def _named(frame: Frame, row: Records) -> tuple[str, str]:
    """Rule and subject of an obstacle."""
    rule, subject = Broken(int(row.rule)), int(row.subject)
    if rule is Broken.PARTS:
        return rule.name.lower(), next(part for part, n in frame.part_of.items() if n == subject)
    if rule is Broken.RESERVE:
        return rule.name.lower(), frame.date(subject).isoformat()
    if subject < 0:
        return rule.name.lower(), ""
    people = frame.index.technicians
    name = people[subject].technician_id if subject < len(people) else frame.place_id(subject)
    return rule.name.lower(), name


def _reason(commitment: Commitment, rule: str, subject: str) -> Reason:
    english, chinese = say(rule, subject, commitment.visit.visit_id)
    return Reason(rule=rule, subject=subject, text_en=english, text_zh=chinese)
