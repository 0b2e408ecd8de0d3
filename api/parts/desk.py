"""What the routes of the parts counter work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Request, Response
from pydantic import BaseModel
from sqlalchemy import Connection, select

from api.parts.counter import PartsCounter
from api.parts.writing import PartsWriter
from api.security.principal import WorkshopId, unknown_workshop
from api.service.errors import ApiError
from api.service.etag import etag_of
from api.service.services import ServicesDep
from api.store.database import Database
from api.store.setup_tables import workshops

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsDesk:
    """The store, the workshop of the path and its clock, and who asks."""

    database: Database
    workshop_id: str
    zone: ZoneInfo
    actor: str
    now: datetime

    @property
    def writer(self) -> PartsWriter:
        """Writes its answers."""
        return PartsWriter(self.zone, self.now)

    def counter(self, connection: Connection) -> PartsCounter:
        """The counter in an open transaction."""
        return PartsCounter(connection=connection, workshop_id=self.workshop_id, actor=self.actor, now=self.now)

    def transact(self, change: Callable[[PartsCounter], T]) -> T:
        """A change in a transaction of its own."""
        return self.database.transact(lambda connection: change(self.counter(connection)))

    def answer(self, resource: BaseModel, version: int) -> Response:
        """A versioned resource."""
        headers = {"ETag": etag_of(version)}
        return Response(resource.model_dump_json(), headers=headers, media_type="application/json")


def parts_desk(request: Request, workshop_id: WorkshopId, services: ServicesDep) -> PartsDesk:
    """The desk of a request. Raises ``ApiError`` 404 for an unknown workshop."""
    query = select(workshops.c.time_zone).where(workshops.c.workshop_id == workshop_id)
    with services.database.read() as connection:
        zone = connection.execute(query).scalar_one_or_none()
    if zone is None:
        raise ApiError(unknown_workshop(workshop_id))
    return PartsDesk(
        database=services.database,
        workshop_id=workshop_id,
        zone=ZoneInfo(zone),
        actor=request.state.principal.actor,
        now=services.clock(),
    )


CounterDep = Annotated[PartsDesk, Depends(parts_desk)]
