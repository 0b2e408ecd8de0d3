"""What the engine makes of a tiny day, in the words of ``tests.boards``."""

from __future__ import annotations

from datetime import datetime

from optimizer.day import Day
from optimizer.plan import Assignment, Plan
from optimizer.plan_day import plan_day
from tests.shops import MONDAY

RECEIVED = ("reception 7:40-7:50",)


def planned(of: Day) -> Plan:
    """The engine's plan, the same on every run; the referee has accepted it."""
    return plan_day(of, time_limit_s=0.05, deterministic=True)


def step(plan: Plan, step_id: str) -> Assignment:
    """The assignment of a step. Raises ``KeyError`` when the plan does not have it."""
    return {one.step_id: one for one in plan.assignments}[step_id]


def when(plan: Plan, step_id: str) -> str:
    """Times of a step, such as ``8:10-9:10`` or ``16:01-8:01+1``."""
    one = step(plan, step_id)
    return f"{_clock(one.start)}-{_clock(one.end)}"


def where(plan: Plan, step_id: str) -> str:
    """Who does a step and where, such as ``ann bob b1``."""
    one = step(plan, step_id)
    return " ".join(word for word in (*one.technician_ids, one.bay_id, one.unit_id) if word)


def late(plan: Plan) -> int:
    """Class-weighted minutes of lateness."""
    return plan.cost.amount("tardiness")


def _clock(moment: datetime) -> str:
    days = (moment.astimezone(MONDAY.tzinfo).date() - MONDAY.date()).days
    text = f"{moment.astimezone(MONDAY.tzinfo):%-H:%M}"
    return f"{text}+{days}" if days else text
