"""Early warning: cars whose promise is at risk before they are late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from api.contract.times import local
from api.desk.records import Appointment
from api.desk.refusals import told
from api.desk.routes import PREFIX, shown
from api.floor.day import floor_day
from api.floor.records import FloorDay
from api.notices import examples
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service.responses import refusals
from api.service.services import ServicesDep
from optimizer.outlook import ASSUMED, CarOutlook, Outlook, outlook
from optimizer.policy import PriorityClass

router = APIRouter(prefix=PREFIX, tags=["notices"])


class RiskStanding(StrEnum):
    """How a promise stands."""

    LATE = "late"  # the plan breaks it
    AT_RISK = "at_risk"  # the plan keeps it with less slack than the uncertainty of the work


class DrawnFigure(BaseModel):
    """Mean, median and ninth decile of the draws."""

    mean: float
    p50: float
    p90: float


class RiskResource(BaseModel):
    """One car. Ready times are null where it finds no place."""

    appointment_id: str
    standing: RiskStanding
    plate: str
    priority_class: PriorityClass
    waits: bool
    promised: datetime
    planned: Annotated[datetime | None, Field(description="Ready, when all takes the time it is planned for.")] = None
    ready_p50: Annotated[datetime | None, Field(description="Ready by then in half of the draws.")] = None
    ready_p90: Annotated[datetime | None, Field(description="Ready by then in nine tenths of the draws.")] = None
    late_share: Annotated[float, Field(description="Share of draws in which it is late, pushed by others too.")]
    own_late_share: Annotated[float, Field(description="The same by its own remaining work alone.")]
    slack_minutes: Annotated[int | None, Field(description="From planned to promised; negative when late.")] = None


class RisksResource(BaseModel):
    """Cars that are late or at risk by the plan in force, the likeliest to be late first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.RISKS})

    object: Literal["risks"] = "risks"
    workshop_id: str
    at: datetime
    plan_version: int
    floor_version: int
    draws: int
    uncertainty: Annotated[str, Field(description="How uncertain work is taken to be, and where that is from.")]
    promised_cars: Annotated[int, Field(description="Cars with a promise that are not ready yet.")]
    late_cars: DrawnFigure
    late_minutes: DrawnFigure
    items: list[RiskResource]


@router.get(
    "/risks",
    operation_id="listRisks",
    summary="Promises at risk before they are late",
    response_model=RisksResource,
    responses=refusals({409: "The workshop's set-up cannot be planned by."}),
)
def list_risks(
    workshop_id: WorkshopId,
    principal: Annotated[Principal, Depends(Needs(Scope.FLOOR_READ))],
    services: ServicesDep,
) -> Response:
    """The plan in force carried on a hundred times, with work that takes longer or shorter than planned.

    Nobody re-plans in a draw: what is late pushes what is behind it to the right. `late`: the plan breaks the promise;
    `at_risk`: it keeps it, and by its own work alone one draw in five or more does not. The same state gives the same
    answer.
    """
    del principal
    now = services.clock()
    with told():
        services.desk.sweep(workshop_id, now)
        with services.database.read() as connection:
            floor = floor_day(connection, workshop_id, now)
        return shown(risks_of(floor, outlook(floor.day), workshop_id))


def risks_of(floor: FloorDay, found: Outlook, workshop_id: str) -> RisksResource:
    """The answer."""
    zone = ZoneInfo(floor.day.workshop.time_zone)
    chosen = [one for one in found.cars if one.is_late or one.at_risk]
    chosen.sort(key=lambda one: (-one.late, one.promised, one.visit_id))
    return RisksResource(
        workshop_id=workshop_id,
        at=local(floor.day.now, zone),
        plan_version=floor.versions.plan,
        floor_version=floor.versions.floor,
        draws=found.draws,
        uncertainty=ASSUMED.source,
        promised_cars=len(found.cars),
        late_cars=_spread(found.late_cars),
        late_minutes=_spread(found.late_minutes),
        items=[_risk(one, floor.appointments, zone) for one in chosen],
    )


def _risk(one: CarOutlook, appointments: Mapping[str, Appointment], zone: ZoneInfo) -> RiskResource:
    about = appointments[one.visit_id]
    slack = None if one.planned is None else (one.promised - one.planned) // timedelta(minutes=1)
    return RiskResource(
        appointment_id=one.visit_id,
        standing=RiskStanding.LATE if one.is_late else RiskStanding.AT_RISK,
        plate=about.plate,
        priority_class=about.visit.priority_class,
        waits=about.visit.waits,
        promised=local(one.promised, zone),
        planned=_local(one.planned, zone),
        ready_p50=_local(one.p50, zone),
        ready_p90=_local(one.p90, zone),
        late_share=round(one.late, 3),
        own_late_share=round(one.alone, 3),
        slack_minutes=slack,
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else local(at, zone)


def _spread(three: tuple[float, float, float]) -> DrawnFigure:
    mean, p50, p90 = (round(one, 2) for one in three)
    return DrawnFigure(mean=mean, p50=p50, p90=p90)
