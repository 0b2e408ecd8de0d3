"""The route of a board."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from sqlalchemy import Connection, func, select

from api.desk import rows as desk_rows
from api.desk.refusals import told
from api.desk.routes import shown
from api.floor.board import BoardWriter
from api.floor.board_resources import FloorResource
from api.floor.day import floor_day
from api.floor.minutely import minute_tag, minutely
from api.floor.rows import versions_of
from api.notices.feed_rows import newest
from api.replans.records import ReplanState
from api.security.principal import Needs, Scope, WorkshopId
from api.service.etag import IfNoneMatch, unchanged
from api.service.services import ServicesDep
from api.store.floor_tables import replans

router = APIRouter(prefix="/v1/workshops/{workshop_id}", tags=["floor"])


@router.get(
    "/floor",
    operation_id="getFloor",
    summary="How things stand",
    response_model=FloorResource,
    responses=minutely(FloorResource, "The floor"),
    dependencies=[Depends(Needs(Scope.FLOOR_READ))],
)
def get_floor(
    workshop_id: WorkshopId,
    services: ServicesDep,
    if_none_match: IfNoneMatch = None,
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
            tag = minute_tag(at, now, seq)
            if (same := unchanged(if_none_match, tag)) is not None:
                return same
            floor = floor_day(connection, workshop_id, now)
            count = _open_replans(connection, workshop_id)
        writer = BoardWriter(floor=floor, zone=zone)
        return shown(writer.floor_resource(journal_seq=seq, open_replans=count), {"ETag": tag})


def _open_replans(connection: Connection, workshop_id: str) -> int:
    """Those that wait for a decision: what is only supposed does not."""
    is_open = replans.c.state == ReplanState.OPEN.value
    chosen = (replans.c.workshop_id == workshop_id, is_open, replans.c.supposes.is_(False))
    return int(connection.execute(select(func.count()).select_from(replans).where(*chosen)).scalar_one())
