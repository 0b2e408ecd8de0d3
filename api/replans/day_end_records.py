"""The end of a day: what is not finished gets a decision, car by car."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from api.desk.life import State
from api.desk.records import Appointment
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, StepStatus


class Left(StrEnum):
    """Why a car is on the list."""

    UNFINISHED = "unfinished"  # work is left
    NOT_COLLECTED = "not_collected"  # it is ready, and still here
    NOT_COME = "not_come"  # expected, and neither here nor moved, cancelled or a no-show


class Stands(StrEnum):
    """Where a car stays overnight."""

    BAY = "bay"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarDecision:
    """What becomes of a car. ``carry_over``: the date on which its work goes on, ``at``: when then (None: first)."""

    appointment_id: str
    carry_over: date | None = None
    at: datetime | None = None
    customer_told: bool = False
    stands: Stands | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCar:
    """A car that is left at the end of a day. ``steps``: those not finished, in order."""

    appointment: Appointment
    left: Left
    steps: tuple[Step, ...]
    decision: CarDecision | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What its decision lacks."""
        if self.left is Left.NOT_COME:
            return ("no_show_or_another_time",)
        found = self.decision or CarDecision(appointment_id=self.appointment.appointment_id)
        lacks = {
            "carry_over": self.left is Left.UNFINISHED and found.carry_over is None,
            "customer_told": not found.customer_told,
            "stands": found.stands is None,
        }
        return tuple(name for name, is_missing in lacks.items() if is_missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEnd:
    """The end of a date. ``version`` 0: nothing was decided yet."""

    date: date
    version: int
    decisions: tuple[CarDecision, ...] = ()
    closed_at: datetime | None = None
    actor: str = ""


def left_cars(cars: Sequence[Appointment], catalogue: Catalogue, end: DayEnd, zone: ZoneInfo) -> tuple[LeftCar, ...]:
    """The cars that are left on a date, by arrival."""
    decided = {one.appointment_id: one for one in end.decisions}
    found = (_left(one, catalogue, end.date, zone, decided) for one in cars)
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (one.appointment.visit.arrival, one.appointment.appointment_id),
        )
    )


def _left(
    one: Appointment, catalogue: Catalogue, day: date, zone: ZoneInfo, decided: Mapping[str, CarDecision]
) -> LeftCar | None:
    if not one.state.in_plan or one.visit.arrival.astimezone(zone).date() > day:
        return None
    over = {each.step_id for each in one.visit.progress if each.status is StepStatus.FINISHED}
    steps = tuple(step for step in _steps(one, catalogue) if step.step_id not in over)
    if one.state is not State.ARRIVED:
        left = Left.NOT_COME
    elif not steps or any(step.kind is not StepKind.HAND_OVER for step in steps):
        left = Left.UNFINISHED
    else:
        left = Left.NOT_COLLECTED
    return LeftCar(appointment=one, left=left, steps=steps, decision=decided.get(one.appointment_id))


def _steps(one: Appointment, catalogue: Catalogue) -> tuple[Step, ...]:
    """None for a car whose work the catalogue has lost: it is left all the same."""
    known = catalogue.operations.keys() | catalogue.groups.keys()
    return steps_of(one.visit, catalogue) if all(job.operation_code in known for job in one.visit.jobs) else ()
