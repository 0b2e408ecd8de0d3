"""The plan of a date, for boards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.desk import rows
from api.desk.refusals import told
from api.desk.resources import DatePlanResource, planned_visit
from api.desk.routes import PREFIX, ReadingFront, shown, tagged
from api.service.etag import IfNoneMatch, etag_of, unchanged
from api.service.services import ServicesDep
from scenarios.setup.hours import instant_at

router = APIRouter(prefix=PREFIX, tags=["desk"])


@router.get(
    "/plan",
    operation_id="getPlanOfDate",
    summary="The plan of a date",
    response_model=DatePlanResource,
    responses=tagged(DatePlanResource, "The plan; its `ETag` is the version of the workshop's plan.")
    | {304: {"description": "It has not changed since the version sent with `If-None-Match`."}},
)
def get_plan_of_date(
    front: ReadingFront,
    services: ServicesDep,
    on: Annotated[date | None, Query(alias="date", description="Local date; today without it.")] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Every car with a step on that date, in the order of arrival."""
    now = services.clock()
    on = on if on is not None else now.astimezone(front.zone).date()
    with told():
        services.desk.sweep(front.workshop_id, now)
        start, end = (instant_at(front.zone, on + timedelta(days=n), 0) for n in (0, 1))
        with services.database.read() as connection:
            version = rows.versions_of(connection, front.workshop_id).plan
            if (same := unchanged(if_none_match, etag_of(version))) is not None:
                return same
            found = rows.in_house(connection, front.workshop_id, start, end)
    plan = DatePlanResource(
        workshop_id=front.workshop_id,
        date=on,
        plan_version=version,
        visits=[planned_visit(one, front.zone) for one in found],
    )
    return shown(plan, {"ETag": etag_of(version)})
