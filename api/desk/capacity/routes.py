"""The route of the appointment control sheet."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Header, Query, Response

from api.desk import rows
from api.desk.capacity.answers import CapacitySheet, SheetWriter
from api.desk.capacity.reading import capacity_between, dates_of
from api.desk.capacity.table import MEDIA_TYPE, csv_of
from api.desk.refusals import told
from api.desk.routes import PREFIX, ReadingFront, tagged
from api.service.responses import Responses
from api.service.services import ServicesDep
from api.setup.standing import setup_of

router = APIRouter(prefix=PREFIX, tags=["desk"])

_CSV = {"schema": {"type": "string"}, "example": "Date,Technician,Name,…"}
_RESPONSES: Responses = {
    304: {"description": "It has not changed since the version sent with `If-None-Match`."},
}
_RESPONSES |= tagged(CapacitySheet, "The sheet, as JSON or as CSV.")
_RESPONSES[200]["content"] = {MEDIA_TYPE: _CSV}


@router.get(
    "/capacity",
    operation_id="getCapacity",
    summary="The appointment control sheet",
    response_model=CapacitySheet,
    responses=_RESPONSES,
)
def get_capacity(
    front: ReadingFront,
    services: ServicesDep,
    first: Annotated[date | None, Query(alias="from", description="First local date; today without it.")] = None,
    last: Annotated[
        date | None, Query(alias="to", description="Last local date; without it the 14th open date from the first.")
    ] = None,
    half_hours: Annotated[bool, Query(description="Whether to tell of each half-hour.")] = True,
    accept: Annotated[str, Header(max_length=1000, description="`text/csv` for the rows of the sheet.")] = "",
    if_none_match: Annotated[str | None, Header(max_length=500, description="`ETag` of the last answer.")] = None,
) -> Response:
    """Per technician and date the hours available, booked and left; bookable hours with each factor; the reserve and
    who may open it; per half-hour arrivals per advisor, technicians and bays in use; how level it all is.

    Clock hours are time at work; flat-rate hours (FRT) are what is sold in them.
    """
    now = services.clock()
    as_csv = MEDIA_TYPE in accept
    with told():
        services.desk.sweep(front.workshop_id, now)
        with services.database.read() as connection:
            versions = rows.versions_of(connection, front.workshop_id)
            setup = setup_of(connection, front.workshop_id)
            start, end = dates_of(setup, now, first, last)
            shape = f"{front.language}{'c' if as_csv else 'j'}{int(half_hours)}"
            tag = f'"{versions.setup}.{versions.plan}.{start:%Y%m%d}.{end:%Y%m%d}.{shape}"'
            headers = {"ETag": tag, "Vary": "Accept, Accept-Language"}
            if if_none_match is not None and tag in if_none_match:
                return Response(status_code=304, headers=headers)
            capacity = capacity_between(connection, setup, start, end)
    names = {one.technician_id: one.name for one in setup.technicians}
    writer = SheetWriter(ZoneInfo(setup.time_zone), names, front.language, half_hours=half_hours)
    sheet = writer.sheet(front.workshop_id, capacity)
    if as_csv:
        file = f'attachment; filename="capacity-{start:%Y%m%d}-{end:%Y%m%d}.csv"'
        more = {"Content-Disposition": file}
        return Response(csv_of(sheet, front.language), headers=headers | more, media_type=MEDIA_TYPE)
    return Response(sheet.model_dump_json(), headers=headers, media_type="application/json")
