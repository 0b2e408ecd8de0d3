"""Routes of the appointments: take an offer, let a walk-in in, look, change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from api.desk import rows
from api.desk.anew import change, walk_in
from api.desk.asks import AppointmentChange, NewAppointment, WalkIn
from api.desk.life import State
from api.desk.pages import decode, encode
from api.desk.places import SlotGoneError
from api.desk.reading import wish_from
from api.desk.records import Appointment
from api.desk.refusals import foremen_only, told
from api.desk.resources import (
    AppointmentPage,
    AppointmentResource,
    LifeResource,
    appointment_resource,
    life_resource,
)
from api.desk.routes import (
    LOCATION,
    PREFIX,
    AppointmentId,
    ReadingFront,
    Writer,
    WritingFront,
    kept,
    shown,
    tagged,
)
from api.security.principal import Role
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions, etag_of
from api.service.idempotency import OnceDep, response_of
from api.service.responses import refusals
from api.service.services import ServicesDep
from api.store.answers import KeptAnswer
from scenarios.setup.hours import instant_at

router = APIRouter(prefix=PREFIX, tags=["desk"])

_GONE = "The place is gone (`slot_gone`) or the offer has expired (`offer_expired`): `offers` has fresh ones."


@router.post(
    "/appointments",
    operation_id="createAppointment",
    summary="Hold or book an offer",
    status_code=201,
    response_model=AppointmentResource,
    responses=tagged(AppointmentResource, "The appointment.", 201, Location=LOCATION)
    | refusals({409: f"{_GONE} Or the offer has been taken (`offer_taken`)."}),
    openapi_extra=body_of(NewAppointment, "The offer that is taken, and by whom."),
)
def create_appointment(front: WritingFront, services: ServicesDep, once: OnceDep, body: JsonBody) -> Response:
    """Take an offer exactly as it was made: held for a while, tentative, or booked at once.

    Whether the place is still free is checked in the transaction that takes it.
    """
    with told():
        ask = read_body(body, NewAppointment, front.zone)
        now = services.clock()
        services.desk.sweep(front.workshop_id, now)
        ticket, refused = front.ticket(ask.offer, now)

        def take(connection: Connection) -> KeptAnswer:
            if refused is not None:  # only here: a request that is sent again gets its first answer, however late
                raise refused
            return kept(front, front.create(connection, ask, ticket, now), 201)

        try:
            return response_of(once.perform(services.database, now, body, take))
        except SlotGoneError as error:
            raise front.gone("slot_gone", "This place is gone", wish_from(ticket.wish), None, error) from None


@router.post(
    "/walk-ins",
    operation_id="createWalkIn",
    summary="Let a customer in who stands at the desk",
    status_code=201,
    response_model=AppointmentResource,
    responses=tagged(AppointmentResource, "The appointment, arrived.", 201, Location=LOCATION)
    | refusals({409: "There is no place today: `reasons` says why, `offers` are appointments."}),
    openapi_extra=body_of(WalkIn, "What the customer wants."),
)
def create_walk_in(
    front: WritingFront, principal: Writer, services: ServicesDep, once: OnceDep, body: JsonBody
) -> Response:
    """The next place of today, found and taken in one; it may use what is not bookable.

    Without a place today it is refused with the reasons, unless a foreman forces it with a reason: then the car is
    let in without a place in the plan.
    """
    with told():
        ask = read_body(body, WalkIn, front.zone)
        if ask.forced and principal.role not in (Role.FOREMAN, Role.ADMIN):
            raise foremen_only()

        def perform(take: Callable[[Connection], Appointment]) -> Response:
            now = services.clock()
            made = once.perform(services.database, now, body, lambda connection: kept(front, take(connection), 201))
            return response_of(made)

        return walk_in(front, ask, perform)


@router.get(
    "/appointments",
    operation_id="listAppointments",
    summary="List appointments by arrival",
    response_model=AppointmentPage,
)
def list_appointments(
    front: ReadingFront,
    services: ServicesDep,
    on: Annotated[date | None, Query(alias="date", description="Arriving on this local date.")] = None,
    state: Annotated[list[State] | None, Query(description="In one of these states.")] = None,
    plate: Annotated[str | None, Query(max_length=40, description="With this number plate.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")] = None,
) -> Response:
    """A page of appointments. While `next_cursor` is not null there are more."""
    with told():
        zone = front.zone
        services.desk.sweep(front.workshop_id, services.clock())
        with services.database.read() as connection:
            found = rows.page(
                connection,
                front.workshop_id,
                states=state or (),
                plate=plate,
                start=None if on is None else instant_at(zone, on, 0),
                end=None if on is None else instant_at(zone, on + timedelta(days=1), 0),
                after=None if cursor is None else decode(cursor),
                limit=limit + 1,
            )
        items = [appointment_resource(one, zone) for one in found[:limit]]
        return shown(AppointmentPage(items=items, next_cursor=encode(found[limit - 1]) if len(found) > limit else None))


@router.get(
    "/appointments/{appointment_id}",
    operation_id="getAppointment",
    summary="One appointment",
    response_model=AppointmentResource,
    responses=tagged(AppointmentResource, "The appointment."),
)
def get_appointment(front: ReadingFront, services: ServicesDep, appointment_id: AppointmentId) -> Response:
    """An appointment as it is now, with its place in the plan. A hold that has run out is expired."""
    with told():
        services.desk.sweep(front.workshop_id, services.clock())
        with services.database.read() as connection:
            found = rows.appointment(connection, front.workshop_id, appointment_id)
        return shown(appointment_resource(found, front.zone), {"ETag": etag_of(found.version)})


@router.get(
    "/appointments/{appointment_id}/life",
    operation_id="getAppointmentLife",
    summary="What happened to an appointment",
    response_model=LifeResource,
)
def get_life(front: ReadingFront, services: ServicesDep, appointment_id: AppointmentId) -> Response:
    """Every step of its life: what, when and by whom."""
    with told():
        with services.database.read() as connection:
            rows.appointment(connection, front.workshop_id, appointment_id)
            life = rows.life_of(connection, front.workshop_id, appointment_id)
        return shown(life_resource(life, front.zone))


@router.patch(
    "/appointments/{appointment_id}",
    operation_id="changeAppointment",
    summary="Change an appointment",
    response_model=AppointmentResource,
    responses=tagged(AppointmentResource, "The appointment.")
    | refusals({409: "The changed work does not fit at that time (`does_not_fit`), or the state does not allow it."}),
    openapi_extra=body_of(AppointmentChange, "What is to be changed."),
)
def change_appointment(
    front: WritingFront, services: ServicesDep, appointment_id: AppointmentId, seen: SeenVersions, body: JsonBody
) -> Response:
    """Change what is known of it. Jobs, priority, wash, waiting and loan car are what it is planned by.

    When one of those changes it is placed anew at the same arrival, ready no later than promised, or refused with the
    reasons.
    """
    with told():
        ask = read_body(body, AppointmentChange, front.zone)
        services.desk.sweep(front.workshop_id, services.clock())

        def perform(take: Callable[[Connection], Appointment]) -> Response:
            return response_of(services.database.transact(lambda connection: kept(front, take(connection))))

        return change(front, appointment_id, ask, seen, perform)
