"""A foreman on the floor of the tiny shop: tells events, looks at the day."""

from __future__ import annotations

import httpx

from api.floor.day import floor_day
from api.floor.records import FloorDay
from api.store.database import Database
from tests.api.desk.desks import DeskClient, Json


def workshop_of(desk: DeskClient) -> str:
    """The id of a desk's workshop."""
    return desk.path.rsplit("/", 1)[-1]


def tell(desk: DeskClient, *events: Json, **headers: str) -> httpx.Response:
    """Tell events."""
    return desk.post("/events", {"events": list(events)}, **headers)


def told(desk: DeskClient, *events: Json) -> list[Json]:
    """Tell events that are accepted; as answered."""
    answer = tell(desk, *events)
    assert answer.status_code == 201, answer.text
    found: list[Json] = answer.json()["events"]
    return found


def refusals(answer: httpx.Response) -> list[tuple[str, str]]:
    """Place and code of each refusal."""
    assert answer.status_code == 409, answer.text
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


def codes(event: Json) -> list[str]:
    """Codes of the warnings of an event."""
    return [one["code"] for one in event["warnings"]]


def withdraw(desk: DeskClient, event: Json) -> httpx.Response:
    """Withdraw an event."""
    return desk.post(f"/events/{event['event_id']}:withdraw")


def day_of(desk: DeskClient) -> FloorDay:
    """The day as it stands by the service's clock."""
    return day_in(desk.services.database, desk)


def day_in(database: Database, desk: DeskClient) -> FloorDay:
    """The day as a store has it."""
    with database.read() as connection:
        return floor_day(connection, workshop_of(desk), desk.clock.now)


def states(desk: DeskClient, appointment_id: str) -> dict[str, str]:
    """Status of the steps of a car that have started, by their names without the car's."""
    visit = next(one for one in day_of(desk).day.visits if one.visit_id == appointment_id)
    return {one.step_id.partition("/")[2]: one.status.value for one in visit.progress}
