"""Every cost term of docs/model.md, one function each, in the order of their tiers."""

from __future__ import annotations

from optimizer.referee.terms.disturbance import (
    customers_to_call,
    promises_moved,
    starts_changed,
    technicians_changed,
)
from optimizer.referee.terms.efficiency import bay_moves, idle_bay, overtime
from optimizer.referee.terms.level import (
    bay_load,
    day_load,
    desk_wait,
    half_hour_load,
    reception_load,
    reserve,
    technician_load,
)
from optimizer.referee.terms.promise import tardiness, unfinished_today, unplanned
from optimizer.referee.terms.term import Term

TERMS: tuple[Term, ...] = (
    Term(tier="promise", unit="class-weighted minutes", amount=tardiness),
    Term(tier="promise", unit="class weight", amount=unfinished_today),
    Term(tier="promise", unit="class weight", amount=unplanned),
    Term(tier="disturbance", unit="customers", amount=customers_to_call),
    Term(tier="disturbance", unit="minutes", amount=promises_moved),
    Term(tier="disturbance", unit="steps", amount=technicians_changed),
    Term(tier="disturbance", unit="steps", amount=starts_changed),
    Term(tier="level", unit="load minutes", amount=technician_load),
    Term(tier="level", unit="load minutes", amount=half_hour_load),
    Term(tier="level", unit="load minutes", amount=reception_load),
    Term(tier="level", unit="minutes", amount=desk_wait),
    Term(tier="level", unit="load minutes", amount=bay_load),
    Term(tier="level", unit="load minutes", amount=day_load),
    Term(tier="level", unit="minutes", amount=reserve),
    Term(tier="efficiency", unit="minutes", amount=overtime),
    Term(tier="efficiency", unit="moves", amount=bay_moves),
    Term(tier="efficiency", unit="minutes", amount=idle_bay),
)
