"""Takes places in the plan: the check of an offer and the write are one transaction.

A transaction locks the workshop's row first, so whoever comes second waits here and then sees what the first one did.
While the versions are those of the offer, the offer stands. Otherwise the book catches up and says whether the place
is still free; the book is only read here, and it learns of the change like everybody else, after the commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from api.desk import rows
from api.desk.changes import Changes
from api.desk.desk import Desk
from api.desk.life import LifeAction, State, after
from api.desk.records import Appointment, Versions
from api.desk.tokens import Ticket
from optimizer.plan import Reason
from optimizer.slots.records import Commitment


class SlotGoneError(Exception):
    """A place that cannot be taken any more, and why."""

    def __init__(self, reasons: Sequence[Reason] = ()) -> None:
        super().__init__("the place is gone")
        self.reasons = tuple(reasons)


class TakenError(Exception):
    """An offer that has been taken already, by this appointment."""

    def __init__(self, appointment_id: str) -> None:
        super().__init__(f"the offer was taken: {appointment_id}")
        self.appointment_id = appointment_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One transaction that takes a place: who does it in which workshop, when and under which versions."""

    desk: Desk
    connection: Connection
    workshop_id: str
    versions: Versions
    now: datetime
    actor: str

    @classmethod
    def begin(cls, desk: Desk, connection: Connection, workshop_id: str, now: datetime, actor: str) -> Taking:
        """Lock the workshop. Raises ``KeyError`` for an unknown one."""
        versions = rows.lock_workshop(connection, workshop_id)
        return cls(desk=desk, connection=connection, workshop_id=workshop_id, versions=versions, now=now, actor=actor)

    def create(self, ticket: Ticket, new: Appointment, action: LifeAction, note: str) -> Appointment:
        """A new appointment in the place of an offer. Raises ``SlotGoneError`` or ``TakenError``."""
        if rows.exists(self.connection, self.workshop_id, new.appointment_id):
            raise TakenError(new.appointment_id)
        self.check(ticket.commitment, ticket.moved, ticket.versions)
        changes = self.changes()
        self._replan(changes, ticket.moved)
        return changes.create(new, action, note)

    def replace(
        self, ticket: Ticket, before: Appointment, changed: Appointment, action: LifeAction, note: str
    ) -> Appointment:
        """An appointment changes its place for that of an offer. Raises ``SlotGoneError``, ``TransitionError``."""
        after(before.state, action)  # a step that is not allowed is told before a place that is gone
        self.check(ticket.commitment, ticket.moved, ticket.versions)
        changes = self.changes()
        self._replan(changes, ticket.moved)
        return changes.apply(before, action, changed, note)

    def changes(self) -> Changes:
        """Where changes are written."""
        return Changes(self.connection, self.workshop_id, self.versions, self.now, self.actor)

    def check(self, place: Commitment, moved: Sequence[Commitment] = (), offered_at: Versions | None = None) -> None:
        """Raises ``SlotGoneError`` unless a place can be taken now as it is.

        ``offered_at``: versions at which it was free. The visit's own present place does not stand in its way.
        """
        if place.visit.arrival < self.now:
            raise SlotGoneError((_passed(place),))
        if offered_at == self.versions:
            return
        with self.desk.resident(self.workshop_id).open(self.connection, self.now) as opened:
            reasons = opened.book.fits(place, moved, self.now)
        if reasons:
            raise SlotGoneError(reasons)

    def _replan(self, changes: Changes, moved: Sequence[Commitment]) -> None:
        for one in moved:
            changes.replan(one)


def cleared(before: Appointment, state: State) -> Appointment:
    """An appointment without what only a hold has, unless it stays one."""
    return before if state is State.HELD else replace(before, expires_at=None)


def _passed(place: Commitment) -> Reason:
    return Reason(
        rule="not_before_now",
        subject=place.visit.visit_id,
        text_en="the arrival offered has passed",
        text_zh="所约到店时间已过",
    )
