"""Told once more: what the events say beside what the rows of the appointments say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import Connection

from api.floor.standing import Standing, facts_of, standing_of
from api.setup.standing import setup_of
from optimizer.visit import Visit
from scenarios.events.records import appointment_of


def differences(connection: Connection, workshop_id: str, now: datetime) -> tuple[str, ...]:
    """Where the cars in the house or to come are not what all events, folded anew, make of them; empty: nowhere.

    Raises ``KeyError`` for an unknown workshop.
    """
    setup = setup_of(connection, workshop_id)
    standing = standing_of(connection, workshop_id, setup, now)
    found = list(_of_cars(standing))
    if facts_of(connection, setup, now) != standing.floor.facts:
        found.append("who is away and what is down depend on the cars")
    return tuple(found)


def _of_cars(standing: Standing) -> Iterator[str]:
    told = {appointment_of(one.told.event) for one in standing.events}
    for key, row in standing.cars.items():
        if key not in standing.floor.cars or not row.state.in_plan:
            continue
        wanted = standing.floor.visit(key)
        if key not in told:
            # The desk's own arrival is written with the first event of the car.
            wanted = replace(wanted, arrival=row.visit.arrival)
        yield from (f"{key}: {name}" for name in _differing(row.visit, wanted))


def _differing(visit: Visit, wanted: Visit) -> Iterator[str]:
    for one in fields(Visit):
        is_now, should_be = getattr(visit, one.name), getattr(wanted, one.name)
        if is_now != should_be:
            yield f"{one.name} is {is_now}, by its events {should_be}"
