"""The route of a board."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from sqlalchemy import Connection, func, select

from api.desk import rows as desk_rows
from api.desk.refusals import told
from api.desk.routes import shown
from api.floor.board import BoardWriter
from api.floor.board_resources import FloorResource
from api.floor.day import floor_day
from api.floor.rows import versions_of
from api.notices.feed_rows import newest
from api.replans.records import ReplanState
from api.security.principal import Needs, Scope, WorkshopId
from api.service.responses import ETAG, Responses, refusals
from api.service.services import ServicesDep
from api.store.floor_tables import replans

router = APIRouter(prefix="/v1/workshops/{workshop_id}", tags=["floor"])

_ANSWERS: Responses = {
    200: {"model": FloorResource, "description": "The floor; its `ETag` lasts a minute.", "headers": {"ETag": ETAG}},
    304: {"description": "It is as it was under the `ETag` sent with `If-None-Match`."},
    **refusals({409: "The workshop cannot be planned yet."}),
}


@router.get(
    "/floor",
    operation_id="getFloor",
    summary="How things stand",
    response_model=FloorResource,
    responses=_ANSWERS,
    dependencies=[Depends(Needs(Scope.FLOOR_READ))],
)
def get_floor(
    workshop_id: WorkshopId,
    services: ServicesDep,
    if_none_match: Annotated[str | None, Header(max_length=200, description="`ETag` of the last answer.")] = None,
) -> Response:
    """Everything a board shows in one answer: people, bays, cars with plan and progress, decisions.

    Remaining minutes are reckoned at the time of asking, so that it is another answer each minute.
    """
    with told():
        now = services.clock()
        services.desk.sweep(workshop_id, now)
        with services.database.read() as connection:
            zone = desk_rows.zone_of(connection, workshop_id)
            at = versions_of(connection, workshop_id)
            seq = newest(connection, workshop_id)
            tag = f'"{at.setup}-{at.plan}-{at.floor}-{seq}-{int(now.timestamp()) // 60}"'
            if if_none_match == tag:
                return Response(status_code=304, headers={"ETag": tag})
            floor = floor_day(connection, workshop_id, now)
            count = _open_replans(connection, workshop_id)
        writer = BoardWriter(floor=floor, zone=zone)
        return shown(writer.floor_resource(journal_seq=seq, open_replans=count), {"ETag": tag})


def _open_replans(connection: Connection, workshop_id: str) -> int:
    chosen = (replans.c.workshop_id == workshop_id, replans.c.state == ReplanState.OPEN.value)
    return int(connection.execute(select(func.count()).select_from(replans).where(*chosen)).scalar_one())
