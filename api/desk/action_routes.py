"""Routes of the steps of a life: `POST …/appointments/{id}:confirm` and its like."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from api.desk.asks import Move, Noted
from api.desk.life import LifeAction
from api.desk.places import SlotGoneError
from api.desk.reading import wish_from
from api.desk.refusals import told
from api.desk.resources import AppointmentResource
from api.desk.routes import PREFIX, AppointmentId, WritingFront, kept, tagged
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions
from api.service.idempotency import response_of
from api.service.responses import Responses, refusals
from api.service.services import ServicesDep
from api.store.answers import KeptAnswer

router = APIRouter(prefix=PREFIX, tags=["desk"])

_ANSWERS: Responses = tagged(AppointmentResource, "The appointment.") | refusals(
    {409: "The state does not allow it now; `allowed` says what it does."}
)


def _step(path: str, action: LifeAction, operation_id: str, summary: str, words: str, conflict: str = "") -> None:
    """Declare the route of one action."""

    def act(
        front: WritingFront,
        services: ServicesDep,
        appointment_id: AppointmentId,
        seen: SeenVersions,
        body: JsonBody,
    ) -> Response:
        with told():
            ask = read_body(body, Noted, front.zone)
            now = services.clock()
            services.desk.sweep(front.workshop_id, now)

            def change(connection: Connection) -> KeptAnswer:
                return kept(front, front.act(connection, appointment_id, action, ask.note, now, seen))

            try:
                return response_of(services.database.transact(change))
            except SlotGoneError as error:
                raise front.gone_late(appointment_id, error) from None

    act.__doc__ = words
    act.__name__ = operation_id
    answers = _ANSWERS if not conflict else _ANSWERS | refusals({409: conflict})
    router.post(
        f"/appointments/{{appointment_id}}:{path}",
        operation_id=operation_id,
        summary=summary,
        response_model=AppointmentResource,
        responses=answers,
        openapi_extra=body_of(Noted, "A note.", required=False),
    )(act)


_LATE = (
    "The state does not allow it now; or the hold has expired and its place is gone (`slot_gone`): `offers` has fresh "
    "ones."
)
_step(
    "book",
    LifeAction.BOOK,
    "bookAppointment",
    "Book what is held",
    "A hold that has expired is booked as well, when its place is still free.",
    _LATE,
)
_step(
    "tentative",
    LifeAction.MARK_TENTATIVE,
    "markAppointmentTentative",
    "The customer is not sure yet",
    "The place is kept; the desk follows up.",
    _LATE,
)
_step(
    "confirm",
    LifeAction.CONFIRM,
    "confirmAppointment",
    "Confirm, the first time or the second",
    "The first time makes it `confirmed_once`, the second `confirmed_twice`.",
)
_step(
    "cancel",
    LifeAction.CANCEL,
    "cancelAppointment",
    "Cancel",
    "Its place is free at once.",
)
_step(
    "arrive",
    LifeAction.ARRIVE,
    "arriveAppointment",
    "The car is here",
    "On the date of the appointment; on another one it is moved first.",
)
_step(
    "no-show",
    LifeAction.MARK_NO_SHOW,
    "markAppointmentNoShow",
    "The customer did not come",
    "Not before the time of arrival. Its place is free at once; it can be moved to another time later.",
)
_step(
    "deliver",
    LifeAction.DELIVER,
    "deliverAppointment",
    "The customer has the car back",
    "The end of its life.",
)


@router.post(
    "/appointments/{appointment_id}:move",
    operation_id="moveAppointment",
    summary="Move to another offer",
    response_model=AppointmentResource,
    responses=tagged(AppointmentResource, "The appointment in its new place.")
    | refusals({409: "The place is gone (`slot_gone`), the offer has expired, or the state does not allow it."}),
    openapi_extra=body_of(Move, "The offer that is taken."),
)
def move_appointment(
    front: WritingFront, services: ServicesDep, appointment_id: AppointmentId, seen: SeenVersions, body: JsonBody
) -> Response:
    """Take an offer that was searched for with `appointment_id`. What was confirmed must be confirmed again."""
    with told():
        ask = read_body(body, Move, front.zone)
        now = services.clock()
        services.desk.sweep(front.workshop_id, now)
        ticket, refused = front.ticket(ask.offer, now, appointment_id)
        if refused is not None:
            raise refused

        def change(connection: Connection) -> KeptAnswer:
            return kept(front, front.move(connection, appointment_id, ask, ticket, now, seen))

        try:
            return response_of(services.database.transact(change))
        except SlotGoneError as error:
            wish = wish_from(ticket.wish)
            raise front.gone("slot_gone", "This place is gone", wish, appointment_id, error) from None
