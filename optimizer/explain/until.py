"""When a cause ends, and how its subject is shown."""

from __future__ import annotations

from datetime import datetime

from optimizer.engine.solution import Solution
from optimizer.explain.cause import Cause
from optimizer.explain.causes import meanings
from optimizer.explain.decided import shown
from optimizer.explain.scene import Scene
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE


def until_of(
    problem: Problem, visit: int, cause: Cause, scene: Scene, solution: Solution | None
) -> tuple[datetime | None, str]:
    """The time a cause ends (None: it has none, or not within the horizon) and the subject in words."""
    index, mine = problem.index, problem.index.visits[visit]
    steps = {step.step_id: step for step in mine.unfinished}
    match cause.rule:
        case "not_before_now":
            return problem.day.now, ""
        case "pinned" | "forbidden" | "ordered":
            return shown(problem, cause)
        case "arrival":
            return mine.visit.arrival, ""
        case "hand_over":
            return mine.visit.customer_there, ""
        case "duration":
            return None, _work(problem, visit)
        case "working_time" if cause.subject:
            return _absent_until(problem, cause.subject), cause.subject
        case "interruption":
            return mine.progress[cause.subject].resume_at, cause.subject
        case "started" | "frozen":
            return index.grid.instant(int(problem.arrays.fixed_end[index.step_of[cause.subject]])), cause.subject
        case "bay_outage":
            bay = index.bays[index.bay_of[cause.subject]]
            ends = sorted(span.end for span in bay.outages if span.end > problem.day.now)
            return (ends[0] if ends else None), bay.name or cause.subject
        case "parts":
            return _part_there(problem, visit, cause, scene), cause.subject
        case "loan_cars":
            since = scene.loan_from()
            # where one is in at once, what is missing is one for the whole stay
            return (_instant(problem, since) if since > problem.arrays.visit_release[visit] else None), ""
        case "technician_overlap" | "bay_overlap" | "station_overlap":
            return _waited_until(problem, visit, cause, solution), cause.subject
        case _:
            return None, steps[cause.subject].operation_code or "" if cause.subject in steps else cause.subject


def _instant(problem: Problem, tick: int) -> datetime | None:
    return problem.index.grid.instant(tick) if tick < problem.arrays.num_ticks else None


def _work(problem: Problem, visit: int) -> str:
    hours = sum(step.labour_hours for step in problem.index.visits[visit].unfinished)
    return f"{hours:.1f}"


def _absent_until(problem: Problem, technician_id: str) -> datetime | None:
    technician = problem.index.technicians[problem.index.technician_of[technician_id]]
    ends = sorted(span.end for span in technician.absences if span.end > problem.day.now)
    return ends[0] if ends else None


def _part_there(problem: Problem, visit: int, cause: Cause, scene: Scene) -> datetime | None:
    a = problem.arrays
    part = scene.stage.part_numbers.index(cause.subject)
    ticks = [
        scene.part_from(step, part)
        for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1]))
        if part in a.part_list[a.part_ptr[step] : a.part_ptr[step + 1]]
    ]
    return _instant(problem, max(ticks))


def _waited_until(problem: Problem, visit: int, cause: Cause, solution: Solution | None) -> datetime | None:
    """Start in the plan of the first step that needs the resource and did not start at once."""
    if solution is None or not solution.planned[visit]:
        return None
    a, meaning = problem.arrays, meanings(problem, visit)
    for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1])):
        resources = {int(solution.first[step]), int(solution.second[step]), int(solution.place[step])} - {NONE}
        before = int(solution.end[step - 1]) if step > a.visit_first[visit] else int(a.visit_release[visit])
        waited = solution.start[step] > before and not a.step_fixed[step]
        needs = any(cause in meaning.get(one, ()) for one in resources)
        if waited and needs:
            return problem.index.grid.instant(int(solution.start[step]))
    return None
