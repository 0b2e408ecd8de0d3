"""The workshop of a day before any car comes: staff, bays, opening times and what they can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.policy import Policy
from optimizer.steps import Catalogue
from optimizer.visit import Job
from optimizer.workshop import GroupJob, Operation, Workshop
from scenarios.calibration import Calibration
from scenarios.clock import local_date, open_dates, span
from scenarios.errors import ScenarioError
from scenarios.mishaps import with_absences, with_outages
from scenarios.paces import Capacity
from scenarios.premises import bays, stations
from scenarios.presence import minutes_within
from scenarios.promises import Desk
from scenarios.seeds import generator_of
from scenarios.shop import ShopSpec
from scenarios.staff import advisors, technicians

_LUNCH = (12 * 60, 13 * 60)
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A shop on the open dates of a horizon. ``workshop`` has no parts yet; ``capacity`` is the first date's.

    ``absent`` and ``out_of_order``: ids of the technicians and bays that the first date lacks.
    """

    workshop: Workshop
    zone: ZoneInfo
    dates: tuple[date, ...]
    catalogue: Catalogue
    capacity: Capacity
    desk: Desk
    absent: tuple[str, ...]
    out_of_order: tuple[str, ...]

    def with_workshop(self, workshop: Workshop) -> Ground:
        """The same days in a workshop with other people and bays, none of them absent or out of order."""
        capacity = Capacity.on(workshop.technicians, self.zone, self.dates[0])
        return replace(self, workshop=workshop, capacity=capacity, absent=(), out_of_order=())

    @property
    def opening(self) -> Span:
        """When the shop is open on the first date."""
        return self.workshop.open_spans[0]

    def operations(self, jobs: Sequence[Job]) -> tuple[tuple[Operation, float], ...]:
        """The operations of a car's jobs with their FRT hours, group jobs taken apart."""
        found = []
        for job in jobs:
            group = job.operation_code in self.catalogue.groups
            for _, operation in self.catalogue.expand(job):
                own = None if group else job.frt_hours
                found.append((operation, operation.frt_hours if own is None else own))
        return tuple(found)

    def work_minutes(self, jobs: Sequence[Job]) -> float:
        """Minutes a car is worked on when nothing holds it up, time at another firm as open minutes."""
        total = 0.0
        for operation, frt in self.operations(jobs):
            if operation.sublet_hours is None:
                total += self.capacity.demand_minutes(operation, frt) / operation.crew
            else:
                total += self._open_minutes(operation.sublet_hours)
        return total

    def _open_minutes(self, hours: float) -> float:
        elapsed = 60.0 * hours
        open_minutes = minutes_within([self.opening], self.opening)
        return elapsed if elapsed < open_minutes else elapsed / _MINUTES_A_DAY * open_minutes + 60.0


def ground(
    shop: ShopSpec,
    day: date,
    operations: tuple[Operation, ...],
    group_jobs: tuple[GroupJob, ...],
    *,
    calibration: Calibration,
    seed: int,
) -> Ground:
    """The shop from ``day`` over its horizon, with the same people on every day of one seed.

    Raises ``ScenarioError`` when it is closed on ``day``.
    """
    if day.weekday() in shop.closed_weekdays:
        raise ScenarioError(f"shop {shop.shop_id} is closed on {day:%A} {day.isoformat()}: choose another date")
    zone = ZoneInfo(shop.time_zone)
    dates = open_dates(day, shop.horizon_days, shop.closed_weekdays)
    open_spans = tuple(span(zone, each, shop.opening, shop.closing) for each in dates)
    staff = technicians(shop, dates, calibration, generator_of(seed))
    rng = generator_of(seed, day, "mishaps")
    present, absent = with_absences(staff, shop, day, rng)
    working, out_of_order = with_outages(bays(shop), shop, day, rng)
    workshop = Workshop(
        workshop_id=shop.shop_id,
        name=shop.name,
        time_zone=shop.time_zone,
        open_spans=open_spans,
        technicians=present,
        advisors=advisors(shop, dates),
        bays=working,
        stations=stations(shop, open_spans),
        operations=operations,
        group_jobs=group_jobs,
        loan_cars=shop.loan_cars,
        policy=Policy(horizon_days=shop.horizon_days, car_park_places=shop.car_park_places),
    )
    return Ground(
        workshop=workshop,
        zone=zone,
        dates=dates,
        catalogue=Catalogue.of(workshop),
        capacity=Capacity.on(present, zone, day),
        desk=Desk.of(open_spans, [span(zone, each, *_LUNCH) for each in dates]),
        absent=absent,
        out_of_order=out_of_order,
    )


def checked_now(now: datetime | None, place: Ground) -> datetime:
    """``now``, opening time by default. Raises ``ScenarioError`` unless it is on the first date."""
    if now is None:
        return place.opening.start
    if now.tzinfo is None:
        raise ScenarioError("now needs a UTC offset or a time zone")
    if local_date(now, place.zone) != place.dates[0]:
        raise ScenarioError(f"now {now.isoformat()} is not on {place.dates[0].isoformat()} in {place.zone.key}")
    return now
