"""Reads what the preparation list tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.contract.base import MAX_VISITS
from api.desk import rows
from api.desk.life import LifeAction, State
from api.desk.preparation.calls import last_date_to_call_about
from api.desk.records import Appointment, Transition
from api.parts.picks import lying_aside, picks_by_appointment
from api.parts.records import Picks
from api.parts.scene import Scene, scene_of
from api.setup.rows import stored
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup

USUAL_DATES = 2
# What is prepared for; a hold may be gone in minutes, and a car that has arrived is past preparing.
PREPARED = (State.TENTATIVE, State.BOOKED, State.CONFIRMED_ONCE, State.CONFIRMED_TWICE, State.ARRIVED)
_TO_CALL = (State.TENTATIVE, State.BOOKED, State.CONFIRMED_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What lies ahead at ``scene.now``.

    ``appointments``: by their dates of arrival, in order. ``to_call``: those for which a call may be due today.
    ``lives``: confirmations by appointment. ``picks``: what lies aside for them; ``aside``: for anybody.
    ``past``: appointments out of the plan for which something lies aside.
    """

    scene: Scene
    today: date
    dates: tuple[date, ...]
    appointments: Mapping[date, Sequence[Appointment]]
    to_call: Sequence[Appointment]
    lives: Mapping[str, Sequence[Transition]]
    picks: Mapping[str, Picks]
    aside: Mapping[str, Picks]
    past: Sequence[Appointment]

    @property
    def customer_refs(self) -> frozenset[str]:
        """Whose cars these are."""
        ahead = (one for some in self.appointments.values() for one in some)
        return frozenset(one.customer_ref for one in (*ahead, *self.to_call))


def outlook_of(connection: Connection, workshop_id: str, now: datetime, first: date | None, count: int) -> Outlook:
    """Read ``count`` open dates from ``first`` on, by default from the next open date after today.

    Raises ``KeyError`` for an unknown workshop.
    """
    setup = stored(connection, workshop_id).setup
    zone = ZoneInfo(setup.time_zone)
    today = now.astimezone(zone).date()
    days = ShopCalendar.of(setup).open_days(first if first is not None else today + timedelta(days=1), count)
    dates = tuple(day.date for day in days)
    by_date = {day: _arriving(connection, setup, day, day, PREPARED) for day in dates}
    to_call = _arriving(connection, setup, today, last_date_to_call_about(setup, today), _TO_CALL)
    shown = {one.appointment_id: one for one in (*to_call, *(one for some in by_date.values() for one in some))}
    aside = lying_aside(connection, workshop_id)
    return Outlook(
        scene=scene_of(connection, setup, now),
        today=today,
        dates=dates,
        appointments=by_date,
        to_call=to_call,
        lives=rows.steps_of(connection, workshop_id, list(shown), LifeAction.CONFIRM),
        picks=picks_by_appointment(connection, workshop_id, shown),
        aside=aside,
        past=[one for one in _named(connection, workshop_id, list(aside)) if not one.in_plan],
    )


def _arriving(
    connection: Connection, setup: Setup, first: date, last: date, states: Sequence[State]
) -> Sequence[Appointment]:
    zone = ZoneInfo(setup.time_zone)
    start, end = instant_at(zone, first, 0), instant_at(zone, last + timedelta(days=1), 0)
    return rows.page(connection, setup.workshop_id, states=states, start=start, end=end, limit=MAX_VISITS)


def _named(connection: Connection, workshop_id: str, appointment_ids: Sequence[str]) -> Sequence[Appointment]:
    return [rows.appointment(connection, workshop_id, one) for one in appointment_ids]
