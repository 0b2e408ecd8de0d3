"""Reasons that no waiting helps against: nobody, no bay, no station, no loan car."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from optimizer.explain.causes import station_name
from optimizer.explain.words import say
from optimizer.plan import Reason
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE, Needs


def structural(problem: Problem, visit: int) -> Reason | None:
    """The first thing a visit's open steps need that the shop does not have at all, whatever is decided."""
    a, index = problem.free_arrays, problem.index
    for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1])):
        if a.step_fixed[step]:
            continue
        operation = index.operation(index.steps[step])
        able = int(a.tech_ptr[step + 1] - a.tech_ptr[step])
        if a.step_needs[step] == Needs.CREW and able < a.step_crew[step]:
            skill = (operation.skill or "") if operation is not None else ""
            return _reason(problem, "crew" if able else "skill", skill)
        if a.step_in_bay[step] and a.bay_ptr[step] == a.bay_ptr[step + 1]:
            return _reason(problem, "bay_capability", (operation.bay_capability or "") if operation is not None else "")
        if a.step_needs[step] == Needs.UNIT and a.unit_ptr[step] == a.unit_ptr[step + 1]:
            return _reason(problem, "station_overlap", station_name(index.steps[step].kind), key="station")
    if a.visit_loan[visit] and a.loan_cars == 0 and a.visit_loan_since[visit] == NONE:
        return _reason(problem, "loan_cars", "")
    return None


def _reason(problem: Problem, rule: str, subject: str, key: str | None = None) -> Reason:
    zone = ZoneInfo(problem.day.workshop.time_zone)
    english, chinese = say(key or rule, subject, None, problem.day.now, zone)
    return Reason(rule=rule, subject=subject, text_en=english, text_zh=chinese)
