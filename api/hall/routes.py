"""The route of a screen on a wall."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from api.desk import rows as desk_rows
from api.desk.refusals import told
from api.desk.routes import PREFIX, shown
from api.floor.day import floor_day
from api.floor.minutely import minute_tag, minutely
from api.floor.rows import versions_of
from api.hall.resources import HallResource
from api.hall.writing import HallWriter
from api.security.principal import Needs, Scope, WorkshopId
from api.service.etag import IfNoneMatch, unchanged
from api.service.services import ServicesDep
from optimizer.outlook import outlook

router = APIRouter(prefix=PREFIX, tags=["floor"])


@router.get(
    "/hall",
    operation_id="getHall",
    summary="What a screen on a wall may show",
    response_model=HallResource,
    responses=minutely(HallResource, "The screen"),
    dependencies=[Depends(Needs(Scope.HALL_READ))],
)
def get_hall(
    workshop_id: WorkshopId,
    services: ServicesDep,
    if_none_match: IfNoneMatch = None,
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
            tag = minute_tag(versions_of(connection, workshop_id), now)
            if (same := unchanged(if_none_match, tag)) is not None:
                return same
            floor = floor_day(connection, workshop_id, now)
        writer = HallWriter(floor=floor, outlook=outlook(floor.day), zone=zone)
        return shown(writer.resource(), {"ETag": tag})
