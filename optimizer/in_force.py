"""Which of the foreman's decisions still say something: the others would only stand in the way of the next plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from optimizer.day import Day
from optimizer.decisions import Decisions, Pin, TechnicianOrder
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import StepStatus

_STARTED = (StepStatus.RUNNING, StepStatus.FINISHED)


def in_force(day: Day) -> Day:
    """The day without decisions on steps that have started or are gone, and without pins to times that have passed.

    A pin whose time has passed keeps its technicians and its bay. What names a technician or a bay that is gone stays:
    that is for a person to see. Raises ``KeyError`` for an unknown operation code.
    """
    open_ids = frozenset(_open_ids(day))
    made = day.decisions
    pins = (_now_or_later(pin, day.now) for pin in made.pins if pin.step_id in open_ids)
    return replace(
        day,
        decisions=Decisions(
            pins=tuple(pin for pin in pins if pin is not None),
            forbidden=tuple(one for one in made.forbidden if one.step_id in open_ids),
            orders=tuple(order for one in made.orders for order in _left(one, open_ids)),
            overrides=tuple(one for one in made.overrides if one.step_id in open_ids),
        ),
    )


def _open_ids(day: Day) -> Iterator[str]:
    catalogue = Catalogue.of(day.workshop)
    for visit in day.visits:
        started = {one.step_id for one in visit.progress if one.status in _STARTED}
        yield from (step.step_id for step in steps_of(visit, catalogue) if step.step_id not in started)


def _now_or_later(pin: Pin, now: datetime) -> Pin | None:
    if pin.start is None or pin.start >= now:
        return pin
    left = replace(pin, start=None)
    return left if left.technician_ids is not None or left.bay_id is not None else None


def _left(order: TechnicianOrder, open_ids: frozenset[str]) -> Iterator[TechnicianOrder]:
    step_ids = tuple(step_id for step_id in order.step_ids if step_id in open_ids)
    if step_ids:
        yield replace(order, step_ids=step_ids)
