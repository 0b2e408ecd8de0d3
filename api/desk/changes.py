"""Writes what happens to appointments: the row, the step of its life, the plan's version and the journal together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from api.desk import rows
from api.desk.documents import ASSIGNMENTS
from api.desk.life import LifeAction, after
from api.desk.records import Appointment, Transition, Versions
from api.store.journal import note as write_note
from optimizer.slots.records import Commitment

EVENTS: Mapping[LifeAction, str] = {
    LifeAction.HOLD: "appointment.held",
    LifeAction.BOOK: "appointment.booked",
    LifeAction.MARK_TENTATIVE: "appointment.tentative",
    LifeAction.CONFIRM: "appointment.confirmed",
    LifeAction.MOVE: "appointment.moved",
    LifeAction.CHANGE: "appointment.changed",
    LifeAction.CANCEL: "appointment.cancelled",
    LifeAction.ARRIVE: "appointment.arrived",
    LifeAction.WALK_IN: "appointment.walked_in",
    LifeAction.DELIVER: "appointment.delivered",
    LifeAction.MARK_NO_SHOW: "appointment.no_show",
    LifeAction.EXPIRE: "appointment.expired",
    LifeAction.REPLAN: "appointment.replanned",
    LifeAction.PROMISE: "appointment.promised",
    LifeAction.REPORT: "appointment.progressed",
    LifeAction.ARRIVE_AFTER_ALL: "appointment.arrived",
    LifeAction.TAKE_BACK: "appointment.taken_back",
}


class Changes:
    """Changes to the appointments of one workshop in one transaction that has locked the workshop.

    All of them are at one new version of the plan, which is made when the first place changes.
    """

    def __init__(self, connection: Connection, workshop_id: str, versions: Versions, at: datetime, actor: str) -> None:
        self._connection = connection
        self._workshop_id = workshop_id
        self._versions = versions
        self._plan_version: int | None = None
        self._at = at
        self._actor = actor

    def create(self, new: Appointment, action: LifeAction, note: str = "") -> Appointment:
        """A new appointment; its state, version and instants are set here."""
        made = replace(
            new,
            version=1,
            state=after(None, action),
            plan_version=self._next_plan_version(),
            created_at=self._at,
            updated_at=self._at,
        )
        rows.insert_appointment(self._connection, made)
        self._tell(None, made, action, note)
        return made

    def apply(self, before: Appointment, action: LifeAction, changed: Appointment, note: str = "") -> Appointment:
        """An action on an appointment. ``changed``: what else is new; state and versions are set here.

        Raises ``TransitionError`` when the state does not allow the action.
        """
        now = replace(changed, version=before.version + 1, state=after(before.state, action), updated_at=self._at)
        if _place(now) != _place(before):
            now = replace(now, plan_version=self._next_plan_version())
        rows.update_appointment(self._connection, now)
        self._tell(before, now, action, note)
        return now

    def replan(self, moved: Commitment) -> Appointment:
        """Another visit takes its new technicians and bays; for its customer nothing changes.

        Raises ``KeyError`` when there is no such appointment.
        """
        before = rows.appointment(self._connection, self._workshop_id, moved.visit.visit_id)
        return self.apply(before, LifeAction.REPLAN, replace(before, assignments=moved.assignments))

    def _next_plan_version(self) -> int:
        if self._plan_version is None:
            self._plan_version = self._versions.plan + 1
            rows.set_plan_version(self._connection, self._workshop_id, self._plan_version)
        return self._plan_version

    def _tell(self, before: Appointment | None, now: Appointment, action: LifeAction, note: str) -> None:
        step = Transition(
            version=now.version,
            action=action,
            state_before=None if before is None else before.state,
            state_after=now.state,
            at=self._at,
            actor=self._actor,
            note=note,
        )
        rows.insert_transition(self._connection, self._workshop_id, now.appointment_id, step)
        write_note(
            self._connection,
            workshop_id=self._workshop_id,
            subject_id=now.appointment_id,
            type_=EVENTS[action],
            payload=_payload(before, now),
            at=self._at,
            actor=self._actor,
        )


def _place(one: Appointment) -> tuple[object, ...]:
    """What a book knows of an appointment."""
    return one.in_plan, one.visit, one.assignments


def _payload(before: Appointment | None, now: Appointment) -> dict[str, object]:
    """What the journal tells: no customer, no plate, no words that somebody typed."""
    told: dict[str, object] = {
        "state": now.state.value,
        "state_before": None if before is None else before.state.value,
        "version": now.version,
        "plan_version": now.plan_version,
        "source": now.source.value,
        "arrival": now.visit.arrival.isoformat(),
        "promised": None if now.visit.promised is None else now.visit.promised.isoformat(),
    }
    if before is None or before.assignments != now.assignments:
        told["assignments"] = ASSIGNMENTS.dump_python(now.assignments, mode="json")
    return told
