"""What the routes of re-plans share: who stands at the board, and of which workshop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Path

from api.desk import rows as desk_rows
from api.replans.desk import ReplanDesk
from api.replans.refusals import told
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service.services import ServicesDep

PREFIX = "/v1/workshops/{workshop_id}"

Reader = Annotated[Principal, Depends(Needs(Scope.FLOOR_READ))]
Writer = Annotated[Principal, Depends(Needs(Scope.FLOOR_WRITE))]
ReplanId = Annotated[str, Path(max_length=64, examples=["rpl_4f1c0b7a9d2e4c6f8a1b3c5d"])]
RunId = Annotated[str, Path(max_length=64, examples=["run_4f1c0b7a9d2e4c6f8a1b3c5d"])]
DecisionId = Annotated[str, Path(max_length=64, examples=["dec_4f1c0b7a9d2e4c6f8a1b3c5d"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The workshop of a request, its clock, and who asks."""

    desk: ReplanDesk
    workshop_id: str
    zone: ZoneInfo
    actor: str
    now: datetime


def reading_board(workshop_id: WorkshopId, services: ServicesDep, principal: Reader) -> Board:
    """For who may look."""
    return _board(workshop_id, services, principal)


def writing_board(workshop_id: WorkshopId, services: ServicesDep, principal: Writer) -> Board:
    """For who may decide."""
    return _board(workshop_id, services, principal)


ReadingBoard = Annotated[Board, Depends(reading_board)]
WritingBoard = Annotated[Board, Depends(writing_board)]


def _board(workshop_id: str, services: ServicesDep, principal: Principal) -> Board:
    with told(), services.database.read() as connection:
        zone = desk_rows.zone_of(connection, workshop_id)
    return Board(desk=services.replans, workshop_id=workshop_id, zone=zone, actor=principal.actor, now=services.clock())
