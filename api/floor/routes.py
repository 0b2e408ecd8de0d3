"""Routes of `/v1/workshops/{workshop_id}/events`: tell what happened, look back, withdraw."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.refusals import told
from api.floor import asks
from api.floor.refusals import may_not, not_withdrawn, refused, unknown_event
from api.floor.resources import AcceptedEvents, EventPage, EventResource, event_resource
from api.floor.rows import versions_of
from api.floor.stored import StoredEvent, event_of, page_of_events
from api.floor.telling import Teller
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service import cursor as cursors
from api.service.bodies import JsonBody, body_of, read_body
from api.service.idempotency import OnceDep, response_of
from api.service.responses import refusals
from api.service.services import ServicesDep
from api.store.answers import KeptAnswer
from scenarios.events.refusals import EventRefused
from scenarios.setup.hours import instant_at

router = APIRouter(prefix="/v1/workshops/{workshop_id}", tags=["floor"])

EventId = Annotated[str, Path(max_length=64, examples=["evt_0b9d2a7c4e1f"])]
Reader = Annotated[Principal, Depends(Needs(Scope.FLOOR_READ))]
Writer = Annotated[Principal, Depends(Needs(Scope.FLOOR_WRITE))]


@router.post(
    "/events",
    operation_id="tellEvents",
    summary="Tell what happened",
    status_code=201,
    response_model=AcceptedEvents,
    responses=refusals({409: "Events that cannot have happened: each at its place, with what it contradicts."}),
    openapi_extra=body_of(asks.EventsTold, "What happened."),
)
def tell_events(
    workshop_id: WorkshopId, services: ServicesDep, principal: Reader, once: OnceDep, body: JsonBody
) -> Response:
    """One event or many, in the order in which they happened, also late and out of order.

    All are accepted or none. What is odd but possible is accepted with a warning in both languages. Needs
    `floor:write`; for events of parts alone `parts:write` does.
    """
    with told():
        with services.database.read() as connection:
            zone = desk_rows.zone_of(connection, workshop_id)
        ask = read_body(body, asks.EventsTold, zone)
        _check_scope(principal, ask)
        now = services.clock()
        services.desk.sweep(workshop_id, now)

        def change(connection: Connection) -> KeptAnswer:
            accepted = tell_all(Teller.begin(connection, workshop_id, now, principal.actor), ask.events)
            answer = AcceptedEvents(
                events=[event_resource(one, zone) for one in accepted],
                floor_version=versions_of(connection, workshop_id).floor,
            )
            return KeptAnswer(status=201, headers={}, body=answer.model_dump_json())

        return response_of(once.perform(services.database, now, body, change))


def tell_all(teller: Teller, events: tuple[asks.EventAsk, ...]) -> list[StoredEvent]:
    """Accept all of them. Raises ``ApiError`` 409 with every one that is refused."""
    accepted, errors = list[StoredEvent](), dict[int, EventRefused]()
    for n, one in enumerate(events):
        try:
            accepted.append(teller.tell(one))
        except EventRefused as error:
            errors[n] = error
    if errors:
        raise refused(errors)
    return accepted


@router.get("/events", operation_id="listEvents", summary="What was told, the latest first", response_model=EventPage)
def list_events(
    workshop_id: WorkshopId,
    services: ServicesDep,
    principal: Reader,
    appointment_id: Annotated[str | None, Query(max_length=64, description="Only of this car.")] = None,
    event_type: Annotated[str | None, Query(alias="type", max_length=40, description="Only of this type.")] = None,
    on: Annotated[date | None, Query(alias="date", description="Only what happened on this local date.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")] = None,
) -> EventPage:
    """Those accepted last first; withdrawn ones say so. While `next_cursor` is not null there are more."""
    del principal
    before = None if cursor is None else cursors.decode(cursor)
    with told(), services.database.read() as connection:
        zone = desk_rows.zone_of(connection, workshop_id)
        found = page_of_events(
            connection,
            workshop_id,
            appointment_id=appointment_id,
            type_=event_type,
            start=None if on is None else instant_at(zone, on, 0),
            end=None if on is None else instant_at(zone, on + timedelta(days=1), 0),
            before=before,
            limit=limit + 1,
        )
    more = cursors.encode(found[limit - 1].told.seq) if len(found) > limit else None
    return EventPage(items=[event_resource(one, zone) for one in found[:limit]], next_cursor=more)


@router.post(
    "/events/{event_id}:withdraw",
    operation_id="withdrawEvent",
    summary="Withdraw an event that was told by mistake",
    response_model=EventResource,
    responses=refusals({409: "Others depend on it (`others_depend`), or what it changed has gone on."}),
)
def withdraw_told_event(
    workshop_id: WorkshopId, event_id: EventId, services: ServicesDep, principal: Writer
) -> EventResource:
    """The floor is then as if it had not been told. An event that is withdrawn already stays so."""
    now = services.clock()

    def change(connection: Connection) -> StoredEvent:
        teller = Teller.begin(connection, workshop_id, now, principal.actor)
        try:
            found = event_of(connection, workshop_id, event_id)
        except KeyError:
            raise unknown_event(event_id) from None
        if found.withdrawn_at is None:
            try:
                teller.withdraw(found)
            except EventRefused as error:
                raise not_withdrawn(error) from None
        return event_of(connection, workshop_id, event_id)

    with told():
        with services.database.read() as connection:
            zone = desk_rows.zone_of(connection, workshop_id)
        return event_resource(services.database.transact(change), zone)


def _check_scope(principal: Principal, ask: asks.EventsTold) -> None:
    if Scope.FLOOR_WRITE in principal.scopes:
        return
    of_parts = all(isinstance(one, asks.PART_EVENTS) for one in ask.events)
    if not (of_parts and Scope.PARTS_WRITE in principal.scopes):
        raise may_not((Scope.FLOOR_WRITE, Scope.PARTS_WRITE) if of_parts else (Scope.FLOOR_WRITE,))
