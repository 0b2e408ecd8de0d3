"""Between rows of `events` and their records."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, insert, select, update

from api.store.floor_tables import events
from scenarios.events import records
from scenarios.events.records import Event, Told, appointment_of
from scenarios.events.refusals import Caution

_CAUTIONS = TypeAdapter(tuple[Caution, ...])
_NAMES: Mapping[type, str] = {
    records.StepStarted: "step_started",
    records.StepPaused: "step_paused",
    records.StepResumed: "step_resumed",
    records.StepFinished: "step_finished",
    records.StepEstimated: "step_estimated",
    records.StepInterrupted: "step_interrupted",
    records.InterruptionEnded: "interruption_ended",
    records.WorkFound: "work_found",
    records.WorkAnswered: "work_answered",
    records.InspectionFailed: "inspection_failed",
    records.PriorityChanged: "priority_changed",
    records.LoanCarLate: "loan_car_late",
    records.CarArrived: "car_arrived",
    records.CarLate: "car_late",
    records.CarNoShow: "car_no_show",
    records.TechnicianBack: "technician_back",
    records.PartLate: "part_late",
    records.PartShort: "part_short",
    records.PartArrived: "part_arrived",
}
_KINDS: Mapping[str, type] = {
    **{name: kind for kind, name in _NAMES.items()},
    **dict.fromkeys(records.Entry, records.CarCameIn),
    **{f"technician_{one}": records.TechnicianAway for one in records.Away},
    "bay_down": records.BayDown,
    "tool_down": records.BayDown,
    "bay_up": records.BayUp,
    "tool_up": records.BayUp,
}
TYPES = tuple(_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event as it was accepted. ``pieces``: those that were taken off the shelf with it."""

    workshop_id: str
    told: Told
    told_at: datetime
    actor: str
    note: str = ""
    pieces: Mapping[str, int] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    withdrawn_at: datetime | None = None

    @property
    def type(self) -> str:
        """Its type, as on the wire."""
        return type_of(self.told.event)


def new_event_id() -> str:
    """A fresh id that nobody can guess."""
    return f"evt_{secrets.token_hex(10)}"


def type_of(event: Event) -> str:
    """The type of an event, as on the wire."""
    if isinstance(event, records.CarCameIn):
        return event.entry.value
    if isinstance(event, records.TechnicianAway):
        return f"technician_{event.why.value}"
    if isinstance(event, records.BayDown):
        return "bay_down" if event.capability is None else "tool_down"
    if isinstance(event, records.BayUp):
        return "bay_up" if event.capability is None else "tool_up"
    return _NAMES[type(event)]


def document_of(event: Event) -> dict[str, JsonValue]:
    """The fields of an event as JSON."""
    found: dict[str, JsonValue] = _adapter(type_of(event)).dump_python(event, mode="json")
    return found


def insert_event(connection: Connection, new: StoredEvent) -> int:
    """A new row; its sequence number."""
    key = connection.execute(
        insert(events).values(
            workshop_id=new.workshop_id,
            event_id=new.told.event_id,
            type=new.type,
            appointment_id=appointment_of(new.told.event),
            occurred_at=new.told.occurred_at,
            told_at=new.told_at,
            actor=new.actor,
            document={"event": document_of(new.told.event), "note": new.note, "pieces": dict(new.pieces)},
            warnings=_CAUTIONS.dump_python(new.cautions, mode="json"),
        )
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def withdraw_event(connection: Connection, workshop_id: str, event_id: str, at: datetime) -> None:
    """The event was told by mistake."""
    chosen = (events.c.workshop_id == workshop_id, events.c.event_id == event_id)
    connection.execute(update(events).where(*chosen).values(withdrawn_at=at))


def event_of(connection: Connection, workshop_id: str, event_id: str) -> StoredEvent:
    """One event, withdrawn or not. Raises ``KeyError`` when there is none."""
    found = _all(connection, _of(workshop_id).where(events.c.event_id == event_id))
    if not found:
        raise KeyError(event_id)
    return found[0]


def standing_events(connection: Connection, workshop_id: str, condition: ColumnElement[bool]) -> Sequence[StoredEvent]:
    """Events that were not withdrawn and of which a condition holds, in the order of acceptance."""
    query = _of(workshop_id).where(events.c.withdrawn_at.is_(None), condition)
    return _all(connection, query.order_by(events.c.seq))


def events_by_id(connection: Connection, workshop_id: str, event_ids: Sequence[str]) -> Sequence[StoredEvent]:
    """Some events, in the order of acceptance."""
    return _all(connection, _of(workshop_id).where(events.c.event_id.in_(event_ids)).order_by(events.c.seq))


def events_after(connection: Connection, workshop_id: str, seq: int) -> Sequence[StoredEvent]:
    """Events accepted after another, withdrawn ones left out, in the order of acceptance."""
    return standing_events(connection, workshop_id, events.c.seq > seq)


def work_found_ids(connection: Connection, workshop_id: str, appointment_id: str) -> Sequence[StoredEvent]:
    """Every event that found work on a car, withdrawn ones too."""
    chosen = (events.c.appointment_id == appointment_id, events.c.type == _NAMES[records.WorkFound])
    return _all(connection, _of(workshop_id).where(*chosen))


def page_of_events(
    connection: Connection,
    workshop_id: str,
    *,
    appointment_id: str | None = None,
    type_: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    before: int | None = None,
    limit: int,
) -> Sequence[StoredEvent]:
    """At most ``limit`` events, those accepted last first, of those accepted before sequence number ``before``."""
    query = _of(workshop_id).order_by(events.c.seq.desc()).limit(limit)
    if appointment_id is not None:
        query = query.where(events.c.appointment_id == appointment_id)
    if type_ is not None:
        query = query.where(events.c.type == type_)
    if start is not None:
        query = query.where(events.c.occurred_at >= start)
    if end is not None:
        query = query.where(events.c.occurred_at < end)
    if before is not None:
        query = query.where(events.c.seq < before)
    return _all(connection, query)


@cache
def _adapter(name: str) -> TypeAdapter[Event]:
    return TypeAdapter(_KINDS[name])


def _of(workshop_id: str) -> Select[tuple[object, ...]]:
    return select(events).where(events.c.workshop_id == workshop_id)


def _all(connection: Connection, query: Select[tuple[object, ...]]) -> list[StoredEvent]:
    return [_event(row) for row in connection.execute(query).mappings()]


def _event(row: RowMapping) -> StoredEvent:
    document = row["document"]
    event = _adapter(row["type"]).validate_python(document["event"])
    return StoredEvent(
        workshop_id=row["workshop_id"],
        told=Told(event_id=row["event_id"], seq=row["seq"], occurred_at=row["occurred_at"], event=event),
        told_at=row["told_at"],
        actor=row["actor"],
        note=document["note"],
        pieces=document["pieces"],
        cautions=_CAUTIONS.validate_python(row["warnings"]),
        withdrawn_at=row["withdrawn_at"],
    )
