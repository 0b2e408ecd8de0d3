"""Routes of `/v1/workshops/{workshop_id}/replan-settings`: whether the service re-plans by itself."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from api.contract.base import Wire
from api.desk import rows as desk_rows
from api.replans import settings_examples as examples
from api.replans.asks import DEFAULT_TIME_LIMIT_S, MAX_TIME_LIMIT_S, GoalName
from api.replans.refusals import told
from api.replans.routes import PREFIX, Board, ReadingBoard, WritingBoard
from api.replans.settings_rows import Mode, ReplanSettings, put_settings, settings_of
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions, check_seen, etag_of
from api.service.responses import ETAG, Responses
from api.store.journal import note
from optimizer.goals import Goal

router = APIRouter(prefix=f"{PREFIX}/replan-settings", tags=["floor"])


class ReplanSettingsAsk(Wire):
    """How the service re-plans."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ASK})

    mode: Mode = Field(Mode.MANUAL, description="`automatic`: after what happens, too.", examples=["automatic"])
    quiet_s: float = Field(
        5.0, ge=0, le=3600, description="Nothing must have been told for so many seconds.", examples=[5.0]
    )
    max_wait_s: float = Field(
        60.0, ge=0, le=3600, description="So long after the first thing told it is re-planned anyway.", examples=[60.0]
    )
    goal: Literal[Goal.BALANCED, Goal.FEWEST_CALLS, Goal.LEAST_LATENESS, Goal.NO_OVERTIME] = Field(
        Goal.BALANCED, description="Towards what; overtime is a person's to give.", examples=["balanced"]
    )
    time_limit_s: float = Field(
        DEFAULT_TIME_LIMIT_S, gt=0, le=MAX_TIME_LIMIT_S, description="Seconds to search.", examples=[0.6]
    )


class ReplanSettingsResource(BaseModel):
    """How the service re-plans."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SETTINGS})

    object: Literal["replan_settings"] = "replan_settings"
    version: Annotated[int, Field(description="Grows with every change, 0 when nothing was set; also the `ETag`.")]
    mode: Mode
    quiet_s: float
    max_wait_s: float
    goal: GoalName
    time_limit_s: float


_ANSWERS: Responses = {
    200: {"model": ReplanSettingsResource, "description": "The settings.", "headers": {"ETag": ETAG}}
}


@router.get(
    "",
    operation_id="getReplanSettings",
    summary="Whether the service re-plans by itself",
    response_model=ReplanSettingsResource,
    responses=_ANSWERS,
)
def get_replan_settings(board: ReadingBoard) -> Response:
    """In `manual` mode it re-plans only when asked."""
    with board.desk.database.read() as connection:
        return _answer(*settings_of(connection, board.workshop_id))


@router.put(
    "",
    operation_id="setReplanSettings",
    summary="Set whether the service re-plans by itself",
    response_model=ReplanSettingsResource,
    responses=_ANSWERS,
    openapi_extra=body_of(ReplanSettingsAsk, "All settings."),
)
def set_replan_settings(board: WritingBoard, seen: SeenVersions, body: JsonBody) -> Response:
    """In `automatic` mode it re-plans once it has been quiet, and publishes by itself what touches nobody.

    That is: no customer hears of a time later than told, and no work that has begun changes hands. All else waits
    for a person; the journal says so (`replan.proposed`).
    """
    with told():
        ask = read_body(body, ReplanSettingsAsk, board.zone)
        settings = ReplanSettings(
            mode=ask.mode,
            quiet_s=ask.quiet_s,
            max_wait_s=ask.max_wait_s,
            goal=ask.goal,
            time_limit_s=ask.time_limit_s,
        )

        def change(connection: Connection) -> tuple[int, ReplanSettings]:
            desk_rows.lock_workshop(connection, board.workshop_id)
            version, _ = settings_of(connection, board.workshop_id)
            check_seen(seen, version)
            put_settings(connection, board.workshop_id, version + 1, settings)
            _tell(connection, board, settings)
            return version + 1, settings

        return _answer(*board.desk.database.transact(change))


def _tell(connection: Connection, board: Board, settings: ReplanSettings) -> None:
    note(
        connection,
        workshop_id=board.workshop_id,
        subject_id=board.workshop_id,
        type_="replan.configured",
        payload={"mode": settings.mode.value, "goal": settings.goal.value},
        at=board.now,
        actor=board.actor,
    )


def _answer(version: int, settings: ReplanSettings) -> Response:
    resource = ReplanSettingsResource(
        version=version,
        mode=settings.mode,
        quiet_s=settings.quiet_s,
        max_wait_s=settings.max_wait_s,
        goal=settings.goal,
        time_limit_s=settings.time_limit_s,
    )
    headers = {"ETag": etag_of(version)}
    return Response(resource.model_dump_json(), headers=headers, media_type="application/json")
