"""The route of the preparation list."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.desk.capacity.reading import check_year
from api.desk.preparation.answers import Preparation
from api.desk.preparation.customers import customers_of
from api.desk.preparation.reading import USUAL_DATES, outlook_of
from api.desk.preparation.writing import PreparationWriter
from api.desk.refusals import told
from api.desk.routes import PREFIX, Reader, ReadingFront
from api.security.principal import Scope
from api.service.services import ServicesDep

router = APIRouter(prefix=PREFIX, tags=["desk"])


@router.get("/preparation", operation_id="getPreparation", summary="What to prepare for the next days")
def get_preparation(
    front: ReadingFront,
    principal: Reader,
    services: ServicesDep,
    first: Annotated[
        date | None, Query(alias="date", description="First local date; the next open date after today without it.")
    ] = None,
    count: Annotated[int, Query(alias="dates", ge=1, le=7, description="Open dates.")] = USUAL_DATES,
) -> Preparation:
    """Appointments by arrival with the parts to pick, back orders and their ETA, calls to confirm, cars to fetch; then
    every call that is due today, and what lies aside for nobody any more.

    A call is due so many open dates before the arrival as the policy says. Names and phones are there for keys with
    the scope `customers:read` only.
    """
    check_year(first, "date")
    now = services.clock()
    with told():
        services.desk.sweep(front.workshop_id, now)
        with services.database.read() as connection:
            outlook = outlook_of(connection, front.workshop_id, now, first, count)
            refs = outlook.customer_refs if Scope.CUSTOMERS_READ in principal.scopes else ()
            customers = customers_of(connection, front.workshop_id, refs)
    return PreparationWriter(outlook, customers).preparation()
