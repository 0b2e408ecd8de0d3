"""Routes about parts: how one stands, which hold up cars, and what lies aside for an appointment."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.parts.answers import AppointmentParts, PartStanding, Shortages
from api.parts.asks import Picked
from api.parts.desk import CounterDep
from api.parts.picks import lying_aside, picks_of
from api.parts.refusals import unknown_part
from api.security.principal import Needs, Scope
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions
from api.service.responses import ETAG, Responses

router = APIRouter(prefix="/v1/workshops/{workshop_id}", tags=["parts"])

PartNumber = Annotated[str, Path(max_length=64, examples=["15400-RTA-003"])]
AppointmentId = Annotated[str, Path(max_length=64, examples=["apt_5b0c9f1e2d3a4b5c"])]
Reads = [Depends(Needs(Scope.PARTS_READ))]
Writes = [Depends(Needs(Scope.PARTS_WRITE))]
_VERSIONED: Responses = {200: {"description": "The parts of the appointment.", "headers": {"ETag": ETAG}}}


@router.get(
    "/parts/{part_number}/standing",
    operation_id="getPartStanding",
    summary="How a part stands",
    dependencies=Reads,
)
def get_part_standing(desk: CounterDep, part_number: PartNumber) -> PartStanding:
    """On the shelf, reserved for whom, expected when, free from when, and how long an order would take."""
    with desk.database.read() as connection:
        scene = desk.counter(connection).scene()
        aside = lying_aside(connection, desk.workshop_id)
    part = scene.parts.get(part_number)
    if part is None:
        raise unknown_part(part_number)
    return desk.writer.standing(scene, part, sum(one.parts.get(part_number, 0) for one in aside.values()))


@router.get(
    "/part-shortages",
    operation_id="listPartShortages",
    summary="Which parts hold up which cars",
    dependencies=Reads,
)
def list_part_shortages(desk: CounterDep) -> Shortages:
    """Every part that does not come in time for an appointment, with what to order and how."""
    with desk.database.read() as connection:
        scene = desk.counter(connection).scene()
    return desk.writer.shortages(scene)


@router.get(
    "/appointments/{appointment_id}/parts",
    operation_id="getAppointmentParts",
    summary="The parts of an appointment",
    response_model=AppointmentParts,
    responses=_VERSIONED,
    dependencies=Reads,
)
def get_appointment_parts(desk: CounterDep, appointment_id: AppointmentId) -> Response:
    """What its jobs need, how each part stands, and what lies aside for it."""
    with desk.database.read() as connection:
        counter = desk.counter(connection)
        counter.appointment(appointment_id)
        scene = counter.scene()
        picks = picks_of(connection, desk.workshop_id, appointment_id)
    return desk.answer(desk.writer.appointment_parts(scene, appointment_id, picks), picks.version)


@router.post(
    "/appointments/{appointment_id}/parts:pick",
    operation_id="pickAppointmentParts",
    summary="Put parts aside for an appointment",
    response_model=AppointmentParts,
    responses=_VERSIONED,
    openapi_extra=body_of(Picked, "What lies aside now.", required=False),
    dependencies=Writes,
)
def pick_appointment_parts(
    desk: CounterDep, appointment_id: AppointmentId, body: JsonBody, seen: SeenVersions
) -> Response:
    """Pre-pick (零件预订): what is named, or all that the jobs need, lies aside in place of what lay aside before.

    Refused for pieces that are not on the shelf or lie aside for others. `If-Match` takes the ETag of the parts of the
    appointment, `"0"` when nothing ever lay aside.
    """
    ask = read_body(body, Picked, desk.zone)
    picks, scene = desk.transact(lambda counter: (counter.pick(appointment_id, ask, seen), counter.scene()))
    return desk.answer(desk.writer.appointment_parts(scene, appointment_id, picks), picks.version)


@router.post(
    "/appointments/{appointment_id}/parts:return",
    operation_id="returnAppointmentParts",
    summary="Put the parts of an appointment back",
    response_model=AppointmentParts,
    responses=_VERSIONED,
    dependencies=Writes,
)
def return_appointment_parts(desk: CounterDep, appointment_id: AppointmentId, seen: SeenVersions) -> Response:
    """What lay aside is on the shelf for everybody again (零件返回)."""
    picks, scene = desk.transact(lambda counter: (counter.put_back(appointment_id, seen), counter.scene()))
    return desk.answer(desk.writer.appointment_parts(scene, appointment_id, picks), picks.version)
