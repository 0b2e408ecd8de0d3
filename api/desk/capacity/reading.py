"""Reads what the sheet counts: the workshop on the dates asked for, and who is booked there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.contract.base import MAX_VISITS
from api.contract.times import YEARS
from api.desk import rows
from api.desk.life import State
from api.desk.records import Appointment
from api.desk.resident import NotReadyError
from api.problems import Problem
from api.service.errors import ApiError
from optimizer.capacity import Capacity, capacity_of
from optimizer.errors import Fault
from scenarios.errors import ScenarioError
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup
from scenarios.setup.resolve import resolved_workshop

MOST_DAYS = 62
USUAL_OPEN_DAYS = 14
# A car that was delivered in the dates asked for had arrived so long before, at most.
_LONGEST_STAY = timedelta(days=14)


def dates_of(setup: Setup, now: datetime, first: date | None, last: date | None) -> tuple[date, date]:
    """The dates of a sheet: from today, or the date asked for, through 14 open dates, or the date asked for.

    Raises ``ApiError`` 422 for dates in the wrong order, or too many.
    """
    for day, name in ((first, "from"), (last, "to")):
        check_year(day, name)
    start = first if first is not None else now.astimezone(ZoneInfo(setup.time_zone)).date()
    end = last if last is not None else _usual_end(setup, start)
    if end < start:
        raise _refused("to", "dates_reversed", f"{end} lies before {start}", "give a date on or after the first")
    if (end - start).days >= MOST_DAYS:
        remedy = f"ask for at most {MOST_DAYS} dates at a time"
        raise _refused("to", "too_many_dates", f"{start} to {end} are {(end - start).days + 1} dates", remedy)
    return start, end


def capacity_between(connection: Connection, setup: Setup, first: date, last: date) -> Capacity:
    """The sheet of the dates. Raises ``NotReadyError`` for a workshop that never opens."""
    open_dates = [day for day in ShopCalendar.of(setup).open_days(first, MOST_DAYS) if day.date <= last]
    try:
        workshop = resolved_workshop(setup, first, max(1, len(open_dates)))
    except ScenarioError as error:
        raise NotReadyError(str(error)) from None
    zone = ZoneInfo(setup.time_zone)
    start, end = instant_at(zone, first, 0), instant_at(zone, last + timedelta(days=1), 0)
    booked = in_these_dates(connection, setup.workshop_id, start, end)
    return capacity_of(workshop, (one.commitment for one in booked), first, last)


def in_these_dates(connection: Connection, workshop_id: str, start: datetime, end: datetime) -> Sequence[Appointment]:
    """Appointments with a step in ``[start, end)``, cars that were delivered included."""
    delivered = rows.page(
        connection,
        workshop_id,
        states=(State.DELIVERED,),
        start=start - _LONGEST_STAY,
        end=end,
        limit=MAX_VISITS,
    )
    return [*rows.in_house(connection, workshop_id, start, end), *delivered]


def _usual_end(setup: Setup, start: date) -> date:
    days = ShopCalendar.of(setup).open_days(start, USUAL_OPEN_DAYS)
    return min(days[-1].date if days else start, start + timedelta(days=MOST_DAYS - 1))


def check_year(day: date | None, name: str) -> None:
    """Raises ``ApiError`` 422 for a date of a query that no calendar here reaches."""
    if day is not None and day.year not in YEARS:
        remedy = f"give a year from {YEARS[0]} to {YEARS[-1]}"
        raise _refused(name, "date_out_of_range", f"the year of {day} is out of range", remedy)


def _refused(name: str, code: str, message: str, remedy: str) -> ApiError:
    fault = Fault(pointer=f"/query/{name}", code=code, message=message, remedy=remedy)
    title = "A parameter cannot be used"
    return ApiError(Problem(status=422, code="invalid_parameters", title=title, errors=(fault,)))
