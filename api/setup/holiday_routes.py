"""Routes of holidays: what may be entered, and the explicit act of entering it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

import anyio.to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import JsonValue
from sqlalchemy import Connection

from api.contract.reading import in_order, read_document
from api.contract.writing import json_of
from api.problems import Problem
from api.security.principal import WorkshopId
from api.service.body import read_json_body
from api.service.errors import ApiError
from api.service.etag import SeenVersions, check_seen
from api.service.services import ServicesDep
from api.setup import documents, problems, rows
from api.setup.answers import change_json, json_response
from api.setup.holidays import Proposals, UnknownCountryError, proposals
from api.setup.rows import Stored
from api.setup.shapes import ApplyHolidays
from api.setup.work import EditingDep, Reader, known
from optimizer.errors import Fault
from scenarios.setup.records import Setup

router = APIRouter(prefix="/v1/workshops/{workshop_id}", tags=["set-up"])

Year = Annotated[int, Query(ge=2000, le=2100, description="Year.")]
CountryCode = Annotated[
    str | None, Query(pattern="^[A-Z]{2}$", description="ISO 3166 code; without it the workshop's.")
]


@router.get(
    "/holidays", operation_id="listHolidays", summary="Holidays that may be entered", responses=documents.HOLIDAYS
)
def list_holidays(
    workshop_id: WorkshopId, services: ServicesDep, principal: Reader, year: Year, country: CountryCode = None
) -> Response:
    """Public holidays and make-up working days of a year as proposals. None of them closes the shop by itself."""
    del principal
    with services.database.read() as connection:
        known(connection, workshop_id)
        setup = rows.stored(connection, workshop_id).setup
    chosen, found = _proposed(setup, country, year)
    zone = ZoneInfo(setup.time_zone)
    present = {one.date: one for one in setup.exceptions}
    items: list[JsonValue] = [
        {"exception": json_of(one, zone), "present": json_of(present.get(one.date), zone)} for one in found.items
    ]
    return json_response({"year": year, "country": chosen, "items": items, "warnings": [*found.warnings]})


@router.post(
    "/holidays:apply",
    operation_id="applyHolidays",
    summary="Enter holidays as exceptions",
    responses={**documents.CHANGED, **documents.CHANGE_REFUSALS},
    openapi_extra=documents.body("ApplyHolidays", "Which of the proposals."),
)
async def apply_holidays(
    request: Request, wish: EditingDep, seen: SeenVersions, year: Year, country: CountryCode = None
) -> Response:
    """Make exceptions of proposals. `If-Match` is that of the set-up; dates with an exception keep it."""
    body = await read_json_body(request, wish.services.settings.max_body_bytes)

    def edit(connection: Connection, before: Stored) -> Setup:
        del connection
        check_seen(seen, before.setup_version)
        _, found = _proposed(before.setup, country, year)
        return _entered(before.setup, found, body)

    outcome = await anyio.to_thread.run_sync(wish.do, edit)
    return json_response(change_json(outcome, dry_run=wish.dry_run), etag=outcome.setup_version)


def _proposed(setup: Setup, country: str | None, year: int) -> tuple[str, Proposals]:
    chosen = country or setup.country
    if not chosen:
        raise _parameter("country_missing", "the workshop has no country", "give country=CN, or set the workshop's")
    try:
        return chosen, proposals(chosen, setup.subdivision if chosen == setup.country else "", year)
    except UnknownCountryError as error:
        remedy = "give another country or subdivision, or enter the exceptions yourself"
        raise _parameter("unknown_country", str(error), remedy) from None


def _entered(setup: Setup, found: Proposals, body: bytes) -> Setup:
    reading = read_document(body, ApplyHolidays, ZoneInfo(setup.time_zone))
    if reading.document is None or reading.faults:
        raise problems.invalid_setup(in_order(reading.faults))
    proposed = {one.date: one for one in found.items}
    faults = [
        Fault(
            pointer=f"/dates/{n}",
            code="not_proposed",
            message=f"{day} is none of the proposals",
            remedy="take dates out of GET …/holidays, or enter the exception under setup/exceptions",
        )
        for n, day in enumerate(reading.document.dates)
        if day not in proposed
    ]
    if faults:
        raise problems.invalid_setup(faults)
    taken = {one.date for one in setup.exceptions}
    new = tuple(proposed[day] for day in sorted(set(reading.document.dates) - taken))
    return replace(setup, exceptions=(*setup.exceptions, *new))


def _parameter(code: str, message: str, remedy: str) -> ApiError:
    fault = Fault(pointer="/query/country", code=code, message=message, remedy=remedy)
    title = "A parameter cannot be used"
    return ApiError(Problem(status=422, code="invalid_parameters", title=title, errors=(fault,)))
