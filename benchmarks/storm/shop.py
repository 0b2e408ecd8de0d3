"""A workshop with a full day that is booked and planned, in a store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.changes import Changes
from api.desk.life import LifeAction, State
from api.desk.records import Appointment, Source
from api.floor.day import floor_day
from api.setup.change import Author, create
from optimizer.plan import Plan
from optimizer.plan_day import plan_day
from optimizer.visit import Visit
from scenarios.generator import generate_day
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.records import Setup
from scenarios.shop import ShopSpec

DATE = date(2026, 3, 16)
ACTOR = "storm"


@dataclass(frozen=True, slots=True, kw_only=True)
class StormShop:
    """A workshop and the moment at which its day opens."""

    setup: Setup
    opens: datetime

    @property
    def workshop_id(self) -> str:
        """Its id."""
        return self.setup.workshop_id


def open_shop(connection: Connection, spec: ShopSpec, seed: int, limit_s: float) -> StormShop:
    """A generated shop in which a generated day is booked, and planned for ``limit_s`` seconds."""
    day = generate_day(spec, seed=seed, date=DATE, load=0.9)
    setup = replace(setup_of_shop(spec, seed=seed), workshop_id=f"storm-{seed}")
    shop = StormShop(setup=setup, opens=day.now)
    create(connection, setup, Author(actor=ACTOR, at=day.now))
    parts = {one.part_number for one in setup.parts}
    versions = desk_rows.lock_workshop(connection, setup.workshop_id)
    changes = Changes(connection, setup.workshop_id, versions, day.now, ACTOR)
    for n, visit in enumerate(day.visits):
        key = f"apt_{n}"
        jobs = tuple(
            replace(job, parts=None if job.parts is None else tuple(p for p in job.parts if p.part_number in parts))
            for job in visit.jobs
        )
        changes.create(_booked(shop, replace(visit, visit_id=key, jobs=jobs, progress=())), LifeAction.BOOK)
    floor = floor_day(connection, setup.workshop_id, day.now)
    publish(connection, shop, plan_day(floor.day, time_limit_s=limit_s, seed=seed), day.now)
    return shop


def publish(connection: Connection, shop: StormShop, plan: Plan, now: datetime) -> None:
    """The plan is the one that the shop works by."""
    versions = desk_rows.lock_workshop(connection, shop.workshop_id)
    changes = Changes(connection, shop.workshop_id, versions, now, ACTOR)
    floor = floor_day(connection, shop.workshop_id, now)
    for key, row in floor.appointments.items():
        started = {one.step_id for one in row.visit.progress}
        kept = [one for one in row.assignments if one.step_id in started]
        new = tuple(one for one in plan.assignments if one.visit_id == key and one.step_id not in started)
        assignments = (*kept, *new)
        if assignments != row.assignments:
            changes.apply(row, LifeAction.REPLAN, replace(row, assignments=assignments))


def _booked(shop: StormShop, visit: Visit) -> Appointment:
    return Appointment(
        workshop_id=shop.workshop_id,
        appointment_id=visit.visit_id,
        version=1,
        state=State.BOOKED,
        plan_version=0,
        source=Source.DESK,
        customer_ref=visit.customer_ref,
        plate=visit.plate,
        visit=visit,
        assignments=(),
        details={"wish": {"jobs": [{"operation_code": visit.jobs[0].operation_code}]}, "note": ""},
        created_at=shop.opens,
        updated_at=shop.opens,
    )
