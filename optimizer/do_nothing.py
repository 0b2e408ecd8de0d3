"""What becomes of a day when nobody decides anything: the measure of every re-plan."""

from __future__ import annotations

from optimizer.checking import checked_plan
from optimizer.day import Day
from optimizer.errors import InvalidDayError
from optimizer.faults import faults_of
from optimizer.keeping import carried_on
from optimizer.plan import Plan
from optimizer.problem import build_problem


def do_nothing(day: Day) -> Plan:
    """The published plan carried on as it is: each step where and by whom it was published, as soon as it goes.

    A plan that still stands stays as it is. Else work that overran pushes what is behind it to the right; who is absent
    does their work when they are back; what was not published is fitted in where there is room and moves nobody. The
    referee has accepted the plan.
    Raises ``InvalidDayError`` for a day that cannot be read as a problem, ``ValueError`` without a published plan.
    """
    if day.published is None:
        raise ValueError("doing nothing means to go on with the published plan, and there is none")
    faults = faults_of(day)
    if faults:
        raise InvalidDayError(faults)
    problem = build_problem(day)
    plans = [checked_plan(problem, solution) for solution in carried_on(problem, day.published)]
    return min(plans, key=lambda plan: plan.cost.total)
