"""`POST /v1/workshops/{workshop_id}/floor:check-move`: a card is dragged; what do the rules say?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.contract.base import Id, StepId, Wire
from api.contract.times import Instant, local
from api.floor.day import floor_day
from api.replans import move_examples as examples
from api.replans.plan_answers import reason_resource
from api.replans.plan_resources import RuleReasonResource
from api.replans.refusals import told
from api.replans.routes import PREFIX, ReadingBoard
from api.service.bodies import JsonBody, body_of, read_body
from optimizer.errors import Fault, InvalidInputError
from optimizer.moves import MoveCheck, MoveRow, check_move

router = APIRouter(prefix=PREFIX, tags=["floor"])


class MoveAsk(Wire):
    """A step, and where it is held."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ASK})

    step_id: StepId = Field(description="The step.", examples=["V1/work/1"])
    technician_id: Id | None = Field(
        None, description="By whose pace bays are judged; null: by who has it.", examples=["T1"]
    )
    start: Instant | None = Field(None, description="When; null: when it is planned.", examples=["2026-03-16T10:30"])


class MoveRowResource(BaseModel):
    """A technician or a bay, and what stands against it; nothing: it can go there."""

    id: str
    goes: bool
    end: Annotated[datetime | None, Field(description="When it would be done.")] = None
    reasons: list[RuleReasonResource]


class MoveCheckResource(BaseModel):
    """What the rules say. `reasons`: what stands against moving it to that time at all."""

    model_config = ConfigDict(json_schema_extra={"example": examples.CHECK})

    object: Literal["move_check"] = "move_check"
    step_id: str
    start: datetime
    goes: bool
    reasons: list[RuleReasonResource]
    technicians: list[MoveRowResource]
    bays: list[MoveRowResource]


@router.post(
    "/floor:check-move",
    operation_id="checkMove",
    summary="Could a step go there?",
    response_model=MoveCheckResource,
    openapi_extra=body_of(MoveAsk, "The step, and when."),
)
def check_a_move(board: ReadingBoard, body: JsonBody) -> Response:
    """Each technician and each bay by the rules, without a search and at once; nothing changes.

    A yes is no promise that the whole day still goes: `POST …/replans` with `decisions` shows what it leads to.
    """
    with told():
        ask = read_body(body, MoveAsk, board.zone)
        with board.desk.database.read() as connection:
            day = floor_day(connection, board.workshop_id, board.now).day
        try:
            found = check_move(day, ask.step_id, start=ask.start, technician_id=ask.technician_id)
        except KeyError:
            raise InvalidInputError((_unknown(ask.step_id),)) from None
        return Response(_resource(found, board.zone).model_dump_json(), media_type="application/json")


def _resource(found: MoveCheck, zone: ZoneInfo) -> MoveCheckResource:
    return MoveCheckResource(
        step_id=found.step_id,
        start=local(found.start, zone),
        goes=not found.reasons,
        reasons=[reason_resource(one, zone) for one in found.reasons],
        technicians=[_row(one, zone) for one in found.technicians],
        bays=[_row(one, zone) for one in found.bays],
    )


def _row(one: MoveRow, zone: ZoneInfo) -> MoveRowResource:
    return MoveRowResource(
        id=one.subject_id,
        goes=not one.reasons,
        end=None if one.end is None else local(one.end, zone),
        reasons=[reason_resource(each, zone) for each in one.reasons],
    )


def _unknown(step_id: str) -> Fault:
    return Fault(
        pointer="/step_id",
        code="unknown_step",
        message=f"{step_id} is no step of the days planned",
        remedy="take a step of a car that is planned now, as the floor shows it",
    )
