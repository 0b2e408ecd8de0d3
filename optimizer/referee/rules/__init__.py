"""Every rule of docs/model.md, one function each, in the order of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimizer.referee.index import Index
from optimizer.referee.rules.bays import bay_capability, bay_move, bay_outage, bay_overlap, car_park
from optimizer.referee.rules.decided import forbidden, ordered, pinned
from optimizer.referee.rules.desk import arrival_spacing, loan_cars, station_overlap
from optimizer.referee.rules.fixed import frozen, started
from optimizer.referee.rules.order import arrival, hand_over, interruption, not_before_now, step_order
from optimizer.referee.rules.people import crew, duration, skill, technician_overlap, working_time
from optimizer.referee.rules.plan import cost, known
from optimizer.referee.rules.supply import parts, sublet
from optimizer.referee.violation import Violation

Rule = Callable[[Index], Iterator[Violation]]

RULES: tuple[Rule, ...] = (
    known,
    step_order,
    not_before_now,
    arrival,
    started,
    interruption,
    frozen,
    technician_overlap,
    skill,
    crew,
    duration,
    working_time,
    bay_capability,
    bay_overlap,
    bay_outage,
    bay_move,
    car_park,
    station_overlap,
    arrival_spacing,
    parts,
    sublet,
    hand_over,
    loan_cars,
    pinned,
    forbidden,
    ordered,
    cost,
)
