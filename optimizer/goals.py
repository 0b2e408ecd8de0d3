"""What a re-plan may be asked for where the trade has a choice: each goal is a day with other settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.policy import Weights
from optimizer.workshop import Technician

_CALL_MINUTES = 60  # minutes of moved promises that a call is worth where calls come first
_OUTRANKS = 2  # a minute of a moved promise costs so often what a minute of the heaviest class does
_LONGEST_MINUTES = 120 * 24 * 60
_MOST = 2**62  # what all moved promises of a day may cost together: costs are summed in 64 bits


class Goal(StrEnum):
    """What comes first in a re-plan; frozen and running work and all decisions hold under each."""

    BALANCED = "balanced"  # the policy as it stands
    FEWEST_CALLS = "fewest_calls"  # customers to call and promises moved before lateness
    LEAST_LATENESS = "least_lateness"  # lateness alone: what a plan changes for people costs nothing
    NO_OVERTIME = "no_overtime"
    WITH_OVERTIME = "with_overtime"  # until a time that somebody gives


def day_for(day: Day, goal: Goal, until: datetime | None = None) -> Day:
    """The day that a goal stands for; ``until`` is the end of overtime, an aware instant after ``now``.

    The published plan, the decisions and what has happened stay as they are. Raises ``ValueError`` when ``until`` is
    missing for ``WITH_OVERTIME``, given for another goal, or not after ``now``.
    """
    if goal is Goal.WITH_OVERTIME:
        return _with_overtime(day, _checked(day, until))
    if until is not None:
        raise ValueError(f"goal {goal.value} knows no end of overtime: leave until out, or ask for with_overtime")
    if goal is Goal.FEWEST_CALLS:
        return weighted(day, calls_first(day))
    if goal is Goal.LEAST_LATENESS:
        return weighted(day, undisturbed(day.workshop.policy.weights))
    if goal is Goal.NO_OVERTIME:
        policy = replace(day.workshop.policy, overtime_allowed=False)
        return replace(day, workshop=replace(day.workshop, policy=policy))
    return day


def undisturbed(weights: Weights) -> Weights:
    """The weights with nothing for what a plan changes for those who know the published one."""
    return replace(weights, customers_to_call=0, promises_moved=0, technicians_changed=0, starts_changed=0)


def calls_first(day: Day) -> Weights:
    """The weights with a minute of a moved promise above a minute late in the heaviest class of the day's visits.

    A minute moved costs twice what a late minute of that class does, a call what 60 minutes moved do. All else costs
    what it did.
    """
    policy, weights = day.workshop.policy, day.workshop.policy.weights
    by_class = {rule.priority_class: rule.weight for rule in policy.classes}
    heaviest = max((by_class.get(visit.priority_class, 0) for visit in day.visits), default=1)
    minute = _OUTRANKS * max(1, heaviest * weights.tardiness * weights.promise_tier)
    minute = min(minute, _MOST // (_LONGEST_MINUTES * max(1, len(day.visits))))
    tier = max(1, weights.disturbance_tier)
    moved = max(weights.promises_moved, -(-minute // tier))
    return replace(
        weights,
        disturbance_tier=tier,
        promises_moved=moved,
        customers_to_call=max(weights.customers_to_call, _CALL_MINUTES * moved),
    )


def weighted(day: Day, weights: Weights) -> Day:
    """The day with other weights."""
    policy = replace(day.workshop.policy, weights=weights)
    return replace(day, workshop=replace(day.workshop, policy=policy))


def _checked(day: Day, until: datetime | None) -> datetime:
    if until is None:
        raise ValueError("goal with_overtime needs until, the time at which overtime ends")
    if until.tzinfo is None:
        raise ValueError("until is without a zone: add a UTC offset")
    if until <= day.now:
        raise ValueError(f"until {until.isoformat()} is not after now, {day.now.isoformat()}")
    return until


def _with_overtime(day: Day, until: datetime) -> Day:
    """Overtime on the date of ``until`` up to then; on later dates what the policy allows already."""
    allowed = day.workshop.policy.overtime_allowed
    zone = ZoneInfo(day.workshop.time_zone)
    people = tuple(
        replace(one, overtime=_overtime(one, until, zone, allowed=allowed)) for one in day.workshop.technicians
    )
    policy = replace(day.workshop.policy, overtime_allowed=True)
    return replace(day, workshop=replace(day.workshop, technicians=people, policy=policy))


def _overtime(one: Technician, until: datetime, zone: ZoneInfo, *, allowed: bool) -> tuple[Span, ...]:
    last = until.astimezone(zone).date()
    dated = [(span.start.astimezone(zone).date(), span) for span in one.overtime]
    other = [span for on, span in dated if on < last or (on > last and allowed)]
    known = [span for on, span in dated if on == last and span.start < until]
    own = known if any(on == last for on, _ in dated) else _after_work(one, until, zone)
    return tuple(sorted((*other, *(Span(span.start, min(span.end, until)) for span in own))))


def _after_work(one: Technician, until: datetime, zone: ZoneInfo) -> list[Span]:
    """From the end of the last shift on the date of ``until`` up to it; nothing for who is absent when it ends."""
    last = until.astimezone(zone).date()
    end = max((span.end for span in one.shifts if span.start.astimezone(zone).date() == last), default=until)
    if end >= until or any(away.start < end <= away.end for away in one.absences):
        return []
    return [Span(end, until)]
