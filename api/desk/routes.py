"""What the routes of the desk share: who stands at it, and how appointments are answered."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Path, Response
from pydantic import BaseModel

from api.desk import rows
from api.desk.front import Front
from api.desk.records import Appointment, Source
from api.desk.refusals import told
from api.desk.resources import appointment_resource
from api.security.principal import Needs, Principal, Role, Scope, WorkshopId
from api.service.etag import etag_of
from api.service.responses import ETAG, Responses, header
from api.service.services import ServicesDep
from api.store.answers import KeptAnswer
from api.web.language import from_accept_language

PREFIX = "/v1/workshops/{workshop_id}"

Reader = Annotated[Principal, Depends(Needs(Scope.APPOINTMENTS_READ))]
Writer = Annotated[Principal, Depends(Needs(Scope.APPOINTMENTS_WRITE))]
AcceptLanguage = Annotated[
    str, Header(max_length=1000, description="English or Chinese (`en`, `zh`) for what is said in words.")
]
AppointmentId = Annotated[str, Path(max_length=64, examples=["apt_5b0c9f1e2d3a4b5c6d7e8f90"])]


def reading_front(
    workshop_id: WorkshopId, services: ServicesDep, principal: Reader, accept_language: AcceptLanguage = ""
) -> Front:
    """The desk for who may look."""
    return front_of(workshop_id, services, principal, accept_language)


def writing_front(
    workshop_id: WorkshopId, services: ServicesDep, principal: Writer, accept_language: AcceptLanguage = ""
) -> Front:
    """The desk for who may book."""
    return front_of(workshop_id, services, principal, accept_language)


ReadingFront = Annotated[Front, Depends(reading_front)]
WritingFront = Annotated[Front, Depends(writing_front)]


def shown(resource: BaseModel, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """A resource as an answer. It is ours, so it is not checked once more on its way out."""
    return Response(resource.model_dump_json(), status_code=status, headers=headers, media_type="application/json")


def kept(front: Front, one: Appointment, status: int = 200) -> KeptAnswer:
    """An appointment as an answer that can be kept."""
    resource = appointment_resource(one, front.zone)
    headers = {"ETag": etag_of(one.version)}
    if status == 201:
        headers["Location"] = resource.links.self
    return KeptAnswer(status=status, headers=headers, body=resource.model_dump_json())


def tagged(model: type[BaseModel], words: str, status: int = 200, **headers: dict[str, object]) -> Responses:
    """The documentation of an answer with a version."""
    return {status: {"model": model, "description": words, "headers": {"ETag": ETAG, **headers}}}


LOCATION = header("Where the appointment is.")


def front_of(workshop_id: str, services: ServicesDep, principal: Principal, accept_language: str) -> Front:
    """The desk of a workshop, and who stands at it. Raises ``ApiError`` 404 for an unknown one."""
    with told(), services.database.read() as connection:
        zone = rows.zone_of(connection, workshop_id)
    return Front(
        desk=services.desk,
        workshop_id=workshop_id,
        zone=zone,
        actor=principal.actor,
        language=from_accept_language(accept_language),
        source=Source.DMS if principal.role is Role.DMS else Source.DESK,
    )
