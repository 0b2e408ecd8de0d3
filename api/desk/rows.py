"""Between rows of `appointments` and `transitions` and their records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, insert, select, update

from api.desk.documents import ASSIGNMENTS, VISIT
from api.desk.life import LifeAction, State
from api.desk.records import Appointment, Source, Transition, Versions
from api.store.desk_tables import appointments, transitions
from api.store.setup_tables import workshops


class UnknownWorkshopError(KeyError):
    """There is no workshop of this id."""


class UnknownAppointmentError(KeyError):
    """There is no appointment of this id in the workshop."""


def lock_workshop(connection: Connection, workshop_id: str) -> Versions:
    """Lock a workshop's plan until the transaction ends. Raises ``UnknownWorkshopError``."""
    return _versions(connection, _SELECT_VERSIONS.with_for_update(), workshop_id)


def versions_of(connection: Connection, workshop_id: str) -> Versions:
    """Present versions of a workshop. Raises ``UnknownWorkshopError``."""
    return _versions(connection, _SELECT_VERSIONS, workshop_id)


def zone_of(connection: Connection, workshop_id: str) -> ZoneInfo:
    """The time zone of a workshop. Raises ``UnknownWorkshopError``."""
    query = select(workshops.c.time_zone).where(workshops.c.workshop_id == workshop_id)
    name = connection.execute(query).scalar_one_or_none()
    if name is None:
        raise UnknownWorkshopError(workshop_id)
    return ZoneInfo(name)


def has_workshops(connection: Connection) -> bool:
    """Whether there is any workshop."""
    return connection.execute(select(workshops.c.workshop_id).limit(1)).first() is not None


def set_plan_version(connection: Connection, workshop_id: str, version: int) -> None:
    """The plan of a workshop is at a new version."""
    chosen = workshops.c.workshop_id == workshop_id
    connection.execute(update(workshops).where(chosen).values(plan_version=version))


def appointment(connection: Connection, workshop_id: str, appointment_id: str) -> Appointment:
    """One appointment. Raises ``UnknownAppointmentError``."""
    query = _of(workshop_id).where(appointments.c.appointment_id == appointment_id)
    found = _all(connection, query)
    if not found:
        raise UnknownAppointmentError(appointment_id)
    return found[0]


def exists(connection: Connection, workshop_id: str, appointment_id: str) -> bool:
    """Whether there is such an appointment."""
    chosen = (appointments.c.workshop_id == workshop_id, appointments.c.appointment_id == appointment_id)
    return connection.execute(select(appointments.c.version).where(*chosen)).first() is not None


def changed_since(connection: Connection, workshop_id: str, plan_version: int) -> Sequence[Appointment]:
    """Appointments whose place has changed after a version of the plan."""
    return _all(connection, _of(workshop_id).where(appointments.c.plan_version > plan_version))


def in_plan(connection: Connection, workshop_id: str, since: datetime) -> Sequence[Appointment]:
    """Appointments with a place in the plan, those left out that were over before ``since``."""
    query = _of(workshop_id).where(appointments.c.in_plan, appointments.c.ends >= since)
    return _all(connection, query)


def in_house(connection: Connection, workshop_id: str, start: datetime, end: datetime) -> Sequence[Appointment]:
    """Appointments with a step in ``[start, end)``, in the order of arrival."""
    arrival, key = appointments.c.arrival, appointments.c.appointment_id
    query = _of(workshop_id).where(appointments.c.in_plan, appointments.c.ends > start, arrival < end)
    found = _all(connection, query.order_by(arrival, key))
    return [one for one in found if any(step.start < end and start < step.end for step in one.assignments)]


def due_holds(connection: Connection, workshop_id: str, at: datetime) -> Sequence[Appointment]:
    """Holds that have run out."""
    held = appointments.c.state == State.HELD.value
    return _all(connection, _of(workshop_id).where(held, appointments.c.expires_at <= at))


def has_due_holds(connection: Connection, workshop_id: str, at: datetime) -> bool:
    """Whether there are holds that have run out."""
    columns = (appointments.c.workshop_id == workshop_id, appointments.c.state == State.HELD.value)
    query = select(appointments.c.appointment_id).where(*columns, appointments.c.expires_at <= at).limit(1)
    return connection.execute(query).first() is not None


def workshops_with_due_holds(connection: Connection, at: datetime) -> Sequence[str]:
    """Workshops with holds that have run out."""
    held = appointments.c.state == State.HELD.value
    query = select(appointments.c.workshop_id).distinct().where(held, appointments.c.expires_at <= at)
    return list(connection.execute(query).scalars())


def page(
    connection: Connection,
    workshop_id: str,
    *,
    states: Sequence[State] = (),
    plate: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int,
) -> Sequence[Appointment]:
    """Appointments in the order of arrival: those arriving in ``[start, end)``, after the place of a cursor."""
    arrival, key = appointments.c.arrival, appointments.c.appointment_id
    query = _of(workshop_id)
    if states:
        query = query.where(appointments.c.state.in_([state.value for state in states]))
    if plate is not None:
        query = query.where(appointments.c.plate == plate)
    if start is not None:
        query = query.where(arrival >= start)
    if end is not None:
        query = query.where(arrival < end)
    if after is not None:
        query = query.where((arrival > after[0]) | ((arrival == after[0]) & (key > after[1])))
    return _all(connection, query.order_by(arrival, key).limit(limit))


def chosen(connection: Connection, workshop_id: str, condition: ColumnElement[bool]) -> Sequence[Appointment]:
    """Appointments of which a condition holds, in the order of arrival."""
    query = _of(workshop_id).where(condition)
    return _all(connection, query.order_by(appointments.c.arrival, appointments.c.appointment_id))


def insert_appointment(connection: Connection, new: Appointment) -> None:
    """A new row."""
    connection.execute(insert(appointments).values(**_values(new)))


def update_appointment(connection: Connection, changed: Appointment) -> None:
    """The row as it is now."""
    chosen = (
        appointments.c.workshop_id == changed.workshop_id,
        appointments.c.appointment_id == changed.appointment_id,
    )
    connection.execute(update(appointments).where(*chosen).values(**_values(changed)))


def insert_transition(connection: Connection, workshop_id: str, appointment_id: str, step: Transition) -> None:
    """One step of a life."""
    connection.execute(
        insert(transitions).values(
            workshop_id=workshop_id,
            appointment_id=appointment_id,
            version=step.version,
            action=step.action,
            state_before=step.state_before,
            state_after=step.state_after,
            at=step.at,
            actor=step.actor,
            note=step.note,
        )
    )


def life_of(connection: Connection, workshop_id: str, appointment_id: str) -> tuple[Transition, ...]:
    """All steps of an appointment's life, oldest first."""
    chosen = (transitions.c.workshop_id == workshop_id, transitions.c.appointment_id == appointment_id)
    query = select(transitions).where(*chosen).order_by(transitions.c.version)
    return tuple(_transition(row) for row in connection.execute(query).mappings())


def steps_of(
    connection: Connection, workshop_id: str, appointment_ids: Sequence[str], action: LifeAction
) -> Mapping[str, Sequence[Transition]]:
    """The steps of one kind in the lives of some appointments, by appointment, oldest first."""
    chosen = (transitions.c.workshop_id == workshop_id, transitions.c.action == action.value)
    query = select(transitions).where(*chosen, transitions.c.appointment_id.in_(appointment_ids))
    found: dict[str, list[Transition]] = {}
    for row in connection.execute(query.order_by(transitions.c.version)).mappings():
        found.setdefault(row["appointment_id"], []).append(_transition(row))
    return found


def _transition(row: RowMapping) -> Transition:
    return Transition(
        version=row["version"],
        action=LifeAction(row["action"]),
        state_before=None if row["state_before"] is None else State(row["state_before"]),
        state_after=State(row["state_after"]),
        at=row["at"],
        actor=row["actor"],
        note=row["note"],
    )


_SELECT_VERSIONS = select(
    workshops.c.created_at, workshops.c.setup_version, workshops.c.plan_version, workshops.c.facts_version
)


def _versions(connection: Connection, query: Select[tuple[datetime, int, int, int]], workshop_id: str) -> Versions:
    found = connection.execute(query.where(workshops.c.workshop_id == workshop_id)).first()
    if found is None:
        raise UnknownWorkshopError(workshop_id)
    return Versions(
        since=found.created_at, setup=found.setup_version, plan=found.plan_version, facts=found.facts_version
    )


def _of(workshop_id: str) -> Select[tuple[object, ...]]:
    return select(appointments).where(appointments.c.workshop_id == workshop_id)


def _all(connection: Connection, query: Select[tuple[object, ...]]) -> list[Appointment]:
    return [
        Appointment(
            workshop_id=row["workshop_id"],
            appointment_id=row["appointment_id"],
            version=row["version"],
            state=State(row["state"]),
            plan_version=row["plan_version"],
            source=Source(row["source"]),
            expires_at=row["expires_at"],
            customer_ref=row["customer_ref"],
            plate=row["plate"],
            visit=VISIT.validate_python(row["visit"]),
            assignments=ASSIGNMENTS.validate_python(row["assignments"]),
            details=row["details"],
            created_at=row["created_at"],
            updated_at=row["updated_at"],
        )
        for row in connection.execute(query).mappings()
    ]


def _values(one: Appointment) -> dict[str, object]:
    return {
        "workshop_id": one.workshop_id,
        "appointment_id": one.appointment_id,
        "version": one.version,
        "state": one.state.value,
        "in_plan": one.in_plan,
        "plan_version": one.plan_version,
        "source": one.source.value,
        "arrival": one.visit.arrival,
        "promised": one.visit.promised,
        "ends": one.ends,
        "expires_at": one.expires_at,
        "customer_ref": one.customer_ref,
        "plate": one.plate,
        "visit": VISIT.dump_python(one.visit, mode="json"),
        "assignments": ASSIGNMENTS.dump_python(one.assignments, mode="json"),
        "details": dict(one.details),
        "created_at": one.created_at,
        "updated_at": one.updated_at,
    }
