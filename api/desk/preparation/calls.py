"""Which customers are called when, to confirm or to ask again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from api.desk.life import LifeAction, State
from api.desk.records import Appointment, Transition
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.records import Setup

# Closed dates between two open ones, at most, that a call is reckoned back over.
_LONGEST_CLOSURE = 30


class CallKind(StrEnum):
    """What a call is for."""

    FIRST_CONFIRMATION = "first_confirmation"
    SECOND_CONFIRMATION = "second_confirmation"
    FOLLOW_UP = "follow_up"  # 活动继续: a tentative customer is asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call. ``due_on``: local date; ``done_at`` and ``actor``: when and by whom it was made."""

    kind: CallKind
    due_on: date
    done_at: datetime | None = None
    actor: str = ""

    def is_due(self, today: date) -> bool:
        """Whether it has to be made today, or should have been made."""
        return self.done_at is None and self.due_on <= today


_DONE_IN: Mapping[State, int] = {State.BOOKED: 0, State.CONFIRMED_ONCE: 1, State.CONFIRMED_TWICE: 2}
_CONFIRMATIONS = (CallKind.FIRST_CONFIRMATION, CallKind.SECOND_CONFIRMATION)


def calls_of(one: Appointment, life: Sequence[Transition], setup: Setup) -> tuple[Call, ...]:
    """The calls of an appointment: two confirmations when it is booked, one to ask again when it is tentative.

    ``life``: its transitions, oldest first. A call is due so many open dates before the arrival as the policy says.
    """
    arrival = one.visit.arrival.astimezone(ZoneInfo(setup.time_zone)).date()
    first, second = (
        open_dates_before(setup, arrival, count)
        for count in (setup.policy.first_confirmation_days, setup.policy.second_confirmation_days)
    )
    if one.state is State.TENTATIVE:
        return (Call(kind=CallKind.FOLLOW_UP, due_on=first),)
    if one.state not in _DONE_IN:
        return ()
    done = _confirmations(life)[-_DONE_IN[one.state] :] if _DONE_IN[one.state] else []
    made = [*done, *[None] * (len(_CONFIRMATIONS) - len(done))]
    return tuple(
        Call(
            kind=kind,
            due_on=due_on,
            done_at=None if step is None else step.at,
            actor="" if step is None else step.actor,
        )
        for kind, due_on, step in zip(_CONFIRMATIONS, (first, second), made, strict=True)
    )


def open_dates_before(setup: Setup, day: date, count: int) -> date:
    """The ``count``-th open date before a date, 0 the date itself; the earliest found when there are not so many."""
    calendar, found = ShopCalendar.of(setup), day
    for back in range(1, _LONGEST_CLOSURE * (count + 1)):
        if count == 0:
            break
        before = day - timedelta(days=back)
        if calendar.on(before) is not None:
            found, count = before, count - 1
    return found


def last_date_to_call_about(setup: Setup, today: date) -> date:
    """The last date of arrival for which a call may be due today."""
    most = max(setup.policy.first_confirmation_days, setup.policy.second_confirmation_days)
    days = ShopCalendar.of(setup).open_days(today + timedelta(days=1), most)
    return days[-1].date if days else today


def _confirmations(life: Sequence[Transition]) -> list[Transition]:
    return [step for step in life if step.action is LifeAction.CONFIRM]
