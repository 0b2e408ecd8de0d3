"""The route of a screen on a wall."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response

from api.desk import rows as desk_rows
from api.desk.refusals import told
from api.desk.routes import PREFIX, shown
from api.floor.day import floor_day
from api.floor.rows import versions_of
from api.hall.resources import HallResource
from api.hall.writing import HallWriter
from api.security.principal import Needs, Scope, WorkshopId
from api.service.responses import ETAG, Responses, refusals
from api.service.services import ServicesDep
from optimizer.outlook import outlook

router = APIRouter(prefix=PREFIX, tags=["floor"])

_ANSWERS: Responses = {
    200: {"model": HallResource, "description": "The screen; its `ETag` lasts a minute.", "headers": {"ETag": ETAG}},
    304: {"description": "It is as it was under the `ETag` sent with `If-None-Match`."},
    **refusals({409: "The workshop cannot be planned yet."}),
}


@router.get(
    "/hall",
    operation_id="getHall",
    summary="What a screen on a wall may show",
    response_model=HallResource,
    responses=_ANSWERS,
    dependencies=[Depends(Needs(Scope.HALL_READ))],
)
def get_hall(
    workshop_id: WorkshopId,
    services: ServicesDep,
    if_none_match: Annotated[str | None, Header(max_length=200, description="`ETag` of the last answer.")] = None,
) -> Response:
    """Cars of today by the tail of their plate, with how far they are and when they are promised; per technician what
    is under work and what comes next.

    No name, phone or reference of a customer, no whole plate, nothing that was typed about a car. There is no stream of
    it: ask every quarter of a minute with the `ETag` of the last answer, which costs little.
    """
    with told():
        now = services.clock()
        services.desk.sweep(workshop_id, now)
        with services.database.read() as connection:
            zone = desk_rows.zone_of(connection, workshop_id)
            at = versions_of(connection, workshop_id)
            tag = f'"{at.setup}-{at.plan}-{at.floor}-{int(now.timestamp()) // 60}"'
            if if_none_match == tag:
                return Response(status_code=304, headers={"ETag": tag})
            floor = floor_day(connection, workshop_id, now)
        writer = HallWriter(floor=floor, outlook=outlook(floor.day), zone=zone)
        return shown(writer.resource(), {"ETag": tag})
