"""Appointments in the store, as far as the set-up looks at them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from api.contract.writing import json_of
from api.store.desk_tables import appointments
from optimizer.plan import Assignment
from optimizer.visit import Job, StepKind, Visit

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: date, clock: str) -> datetime:
    """A time on the clock of the shop."""
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=ZONE)


def book(
    connection: Connection,
    workshop_id: str,
    appointment_id: str,
    arrival: datetime,
    *,
    code: str = "OIL",
    technician: str = "ann",
    bay: str = "b1",
    advisor: str = "eve",
    in_plan: bool = True,
) -> None:
    """An appointment with a reception at its arrival, then an hour's work."""
    visit = Visit(visit_id=appointment_id, arrival=arrival, jobs=(Job(job_id="1", operation_code=code),))
    ready = arrival + timedelta(minutes=75)
    steps = (
        Assignment(
            step_id=f"{appointment_id}/reception",
            visit_id=appointment_id,
            kind=StepKind.RECEPTION,
            start=arrival,
            end=arrival + timedelta(minutes=12),
            unit_id=advisor,
        ),
        Assignment(
            step_id=f"{appointment_id}/work/1",
            visit_id=appointment_id,
            kind=StepKind.WORK,
            start=arrival + timedelta(minutes=15),
            end=ready,
            technician_ids=(technician,),
            bay_id=bay,
        ),
    )
    values: dict[str, object] = {
        "workshop_id": workshop_id,
        "appointment_id": appointment_id,
        "version": 1,
        "state": "booked" if in_plan else "cancelled",
        "in_plan": in_plan,
        "plan_version": 1,
        "source": "desk",
        "arrival": arrival,
        "ends": ready,
        "customer_ref": "",
        "plate": "",
        "visit": json_of(visit, ZONE),
        "assignments": json_of(steps, ZONE),
        "details": {},
        "created_at": arrival,
        "updated_at": arrival,
    }
    known = {name: value for name, value in values.items() if name in appointments.c}
    connection.execute(insert(appointments).values(**known))
