"""The plan document: the plan, and what a board needs to show it without the day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, JsonValue

from api.contract.base import MAX_VISITS, Wire, record_of
from api.contract.board import BoardVisit, BoardWorkshop
from api.contract.day import VERSION, Texts
from api.contract.figures import EXAMPLE, LoadFigures
from api.contract.plan import Plan
from api.contract.reading import in_order, read_document
from api.contract.shape import Shape
from api.contract.source import JsonObject
from api.contract.times import Clock
from api.contract.writing import json_of
from optimizer import plan as trade
from optimizer.day import Day
from optimizer.errors import InvalidPlanError
from optimizer.load import load_figures
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepProgress, StepStatus, Visit

PLAN_KIND = "heijunka.plan"


class PlanDocument(Wire):
    """A plan with its lanes and visits."""

    kind: Literal["heijunka.plan"] = Field(description="Always `heijunka.plan`.", examples=[PLAN_KIND])
    version: Literal["1"] = Field(description="Version of the contract.", examples=[VERSION])
    plan: Plan = Field(description="The plan.", examples=[{"workshop_id": "GZ-01"}])
    workshop: BoardWorkshop = Field(description="The lanes of a board.", examples=[{"workshop_id": "GZ-01"}])
    visits: tuple[BoardVisit, ...] = Field(
        max_length=MAX_VISITS, description="The visits of the day.", examples=[[{"visit_id": "V1"}]]
    )
    figures: LoadFigures | None = Field(
        None, description="Figures of the plan on the date of `now`.", examples=[EXAMPLE]
    )
    assumptions: Texts = Field((), description="The assumptions of the day.", examples=[["bays: drawn under seed 7"]])


def plan_document(day: Day, plan: trade.Plan) -> PlanDocument:
    """The document of a plan for a day, with its figures. Raises ``KeyError`` for a day with unknown operations."""
    zone = ZoneInfo(day.workshop.time_zone)
    catalogue = Catalogue.of(day.workshop)
    planned = json_of(plan, zone)
    if isinstance(planned, dict) and isinstance(planned["cost"], dict):
        planned["cost"]["total"] = plan.cost.total
    document: JsonObject = {
        "kind": PLAN_KIND,
        "version": VERSION,
        "plan": planned,
        "workshop": _kept(json_of(day.workshop, zone), BoardWorkshop),
        "visits": [_board_visit(visit, catalogue, zone) for visit in day.visits],
        "figures": json_of(load_figures(day, plan.assignments), zone),
        "assumptions": list(day.assumptions),
    }
    return PlanDocument.model_validate_json(json.dumps(document), context=Clock(zone=zone))


def write_plan(document: PlanDocument) -> dict[str, JsonValue]:
    """The JSON object of a plan document, every field written."""
    written: dict[str, JsonValue] = document.model_dump(mode="json")
    return written


def read_plan_document(data: bytes | str | Mapping[str, object]) -> PlanDocument:
    """A plan document from JSON as UTF-8 bytes, as text, or as parsed.

    Only its form is judged; whether the plan keeps the rules says the referee. Raises ``InvalidPlanError`` with
    every fault at once, ``TypeError`` for a mapping of values that JSON has not.
    """
    reading = read_document(data, PlanDocument)
    if reading.document is None or reading.faults:
        raise InvalidPlanError(in_order(reading.faults))
    return reading.document


def read_plan(document: PlanDocument | bytes | str | Mapping[str, object]) -> trade.Plan:
    """The plan in a document. Raises as ``read_plan_document`` does."""
    if not isinstance(document, PlanDocument):
        document = read_plan_document(document)
    return record_of(document.plan, trade.Plan)


def _board_visit(visit: Visit, catalogue: Catalogue, zone: ZoneInfo) -> JsonObject:
    progress = {one.step_id: one for one in visit.progress}
    shown = _kept(json_of(visit, zone), BoardVisit)
    steps = steps_of(visit, catalogue)
    return shown | {"steps": [_board_step(step, progress.get(step.step_id), catalogue, zone) for step in steps]}


def _board_step(step: Step, progress: StepProgress | None, catalogue: Catalogue, zone: ZoneInfo) -> JsonObject:
    operation = catalogue.operations[step.operation_code] if step.operation_code is not None else None
    shown: JsonObject = {
        "step_id": step.step_id,
        "kind": step.kind.value,
        "operation_code": step.operation_code,
        "operation_name": operation.name if operation is not None else "",
        "frt_hours": step.labour_hours,
    }
    if progress is None:
        return shown
    state = json_of(progress, zone)
    names = ["status", "started_at", "code", "reason"]
    if progress.status is StepStatus.FINISHED:
        names += ["finished_at", "technician_ids", "bay_id", "unit_id"]
    return shown | ({name: state[name] for name in names} if isinstance(state, dict) else {})


def _kept(value: JsonValue, kind: type[Wire]) -> JsonObject:
    """The object without the fields that ``kind`` and the wire types in it do not have."""
    kept = _kept_at(value, Shape(kind))
    return kept if isinstance(kept, dict) else {}


def _kept_at(value: JsonValue, shape: Shape) -> JsonValue:
    if isinstance(value, list):
        return [_kept_at(item, shape.inside(n)) for n, item in enumerate(value)]
    if isinstance(value, dict) and shape.model is not None:
        return {name: _kept_at(value[name], shape.inside(name)) for name in shape.model.model_fields if name in value}
    return value
