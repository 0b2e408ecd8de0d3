"""Whether a solution obeys docs/model.md: every answer of the solver passes here before it is believed.

Written from the rules, on the solution alone; nothing of the model is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from optimizer.engine.bounds.occupancy import RECEPTION, Taken, assigned_spans, outages
from optimizer.engine.prove.build import moved_pairs
from optimizer.engine.prove.crews import pair_ticks
from optimizer.engine.prove.machines import eligible, place_from
from optimizer.engine.solution import Solution
from optimizer.problem.arrays import NONE, Arrays, Int32, Needs, StretchCode


def broken_rules(a: Arrays, solution: Solution) -> tuple[str, ...]:
    """``rule: where`` for each violation; empty for a valid solution."""
    checks = (_fixed, _order, _windows, _crews, _work, _machines, _overlaps, _moves, _park, _parts, _loans, _decided)
    return tuple(line for check in checks for line in check(a, solution))


def _assigned(a: Arrays, solution: Solution) -> list[int]:
    return [step for step in range(a.num_steps) if solution.start[step] != NONE]


def _open(a: Arrays, solution: Solution) -> list[int]:
    return [step for step in _assigned(a, solution) if not a.step_fixed[step]]


def _fixed(a: Arrays, solution: Solution) -> Iterator[str]:
    for step in a.step_fixed.nonzero()[0]:
        mine = (solution.start[step], solution.end[step], solution.first[step], solution.second[step])
        given = (a.fixed_start[step], a.fixed_end[step], a.fixed_first[step], a.fixed_second[step])
        if mine != given or solution.place[step] != a.fixed_place[step]:
            yield f"frozen: step {step}"


def _order(a: Arrays, solution: Solution) -> Iterator[str]:
    for visit in range(a.num_visits):
        rows = range(int(a.visit_first[visit]), int(a.visit_first[visit + 1]))
        ends = 0
        for step in rows:
            wanted = bool(solution.planned[visit]) or bool(a.step_fixed[step])
            if (solution.start[step] != NONE) != wanted:
                yield f"step_order: step {step} of visit {visit}"
            elif wanted and not a.step_running[step] and solution.start[step] < ends:
                yield f"step_order: step {step} before the one before it ends"
            ends = max(ends, int(solution.end[step]))


def _windows(a: Arrays, solution: Solution) -> Iterator[str]:
    for step in _assigned(a, solution):
        if solution.end[step] > a.num_ticks:
            yield f"not_before_now: step {step} ends beyond the horizon"
    for step in _open(a, solution):
        if solution.start[step] < max(a.now, a.step_release[step]):
            yield f"not_before_now, interruption or hand_over: step {step}"
        if solution.start[step] < a.visit_release[a.step_visit[step]]:
            yield f"arrival: step {step}"


def _crews(a: Arrays, solution: Solution) -> Iterator[str]:
    for step in _open(a, solution):
        crew = [one for one in (int(solution.first[step]), int(solution.second[step])) if one != NONE]
        if len(set(crew)) != a.step_crew[step] or crew != sorted(crew):
            yield f"crew: step {step} has {crew}"
        if not set(crew) <= set(a.tech_list[a.tech_ptr[step] : a.tech_ptr[step + 1]].tolist()):
            yield f"skill: step {step} has {crew}"


def _at_work(a: Arrays, rows: list[int], tick: int) -> bool:
    return tick < a.num_ticks and all(a.worked[row, tick + 1] > a.worked[row, tick] for row in rows)


def _work(a: Arrays, solution: Solution) -> Iterator[str]:
    for step in _open(a, solution):
        start, end = int(solution.start[step]), int(solution.end[step])
        rows, ticks = _calendars_and_ticks(a, solution, step)
        if a.step_needs[step] == Needs.LAG:
            if end - start != ticks or not _at_work(a, rows, start):
                yield f"sublet: step {step}"
            continue
        worked = [tick for tick in range(start, end) if _at_work(a, rows, tick)]
        if len(worked) != ticks:
            yield f"duration: step {step} works {len(worked)} of {ticks}"
        if not worked or worked[0] != start or worked[-1] != end - 1:
            yield f"working_time: step {step}"
        stretch = a.step_stretch[step] if a.step_needs[step] == Needs.CREW else StretchCode.NONE
        if stretch == StretchCode.NONE and end - start != ticks:
            yield f"working_time: step {step} is interrupted"
        if stretch == StretchCode.BREAKS and end > a.date_end[start]:
            yield f"working_time: step {step} ends on another date"


def _calendars_and_ticks(a: Arrays, solution: Solution, step: int) -> tuple[list[int], int]:
    if a.step_needs[step] == Needs.LAG:
        return [a.open_calendar], int(a.step_fixed_ticks[step])
    if a.step_needs[step] == Needs.UNIT:
        unit = int(solution.place[step]) - a.num_technicians - a.num_bays
        return [int(a.unit_calendar[unit])], int(a.step_fixed_ticks[step])
    first, second, extended = int(solution.first[step]), int(solution.second[step]), int(solution.extended[step])
    rows = [int(a.tech_calendar[one, extended]) for one in (first, second) if one != NONE]
    if second != NONE:
        return rows, pair_ticks(a, step, first, second)
    alone = [int(a.tech_ticks[i]) for i in _rows(a.tech_ptr, step) if a.tech_list[i] == first]
    return rows, alone[0] if alone else 0  # who may not do the step is told elsewhere


def _machines(a: Arrays, solution: Solution) -> Iterator[str]:
    for step in _open(a, solution):
        able, place = eligible(a, step), int(solution.place[step])
        if (place not in able) if able or a.step_in_bay[step] else (place != NONE):
            yield f"bay_capability or station_overlap: step {step} at {place}"
        if solution.extended[step] and not a.use_overtime:
            yield f"working_time: step {step} in overtime"
    for step in _assigned(a, solution):
        if solution.keep[step] and (
            step + 1 >= a.num_steps
            or a.step_visit[step + 1] != a.step_visit[step]
            or not a.step_in_bay[step]
            or solution.place[step] != solution.place[step + 1]
            or solution.start[step + 1] == NONE
        ):
            yield f"bay_overlap: step {step} keeps a bay the next step is not in"


def _overlaps(a: Arrays, solution: Solution) -> Iterator[str]:
    """One car, one step at a time; only an open step can break it."""
    running = solution.copy()
    running.end[~a.step_running] = NONE
    facts = {*assigned_spans(a, running), *outages(a)}  # which may clash with one another
    spans: dict[int, list[Taken]] = defaultdict(list)
    for taken in (*assigned_spans(a, solution), *outages(a)):
        spans[taken.resource].append(taken)
    for resource, rows in spans.items():
        for one, other in combinations(rows, 2):
            if one.start < other.end and other.start < one.end and not (one in facts and other in facts):
                yield f"overlap: resource {resource} at {max(one.start, other.start)} ({one.visit}, {other.visit})"


def _moves(a: Arrays, solution: Solution) -> Iterator[str]:
    for visit in range(a.num_visits):
        for left, start in moved_pairs(a, solution, visit):
            if start < left + a.move_ticks:
                yield f"bay_move: visit {visit} at {start}"


def _park(a: Arrays, solution: Solution) -> Iterator[str]:
    spans = [
        (left + a.move_ticks, start) for visit in range(a.num_visits) for left, start in moved_pairs(a, solution, visit)
    ]
    for at, _ in spans:
        if sum(left <= at < start for left, start in spans) > a.car_park_places:
            yield f"car_park: at {at}"


def _parts(a: Arrays, solution: Solution) -> Iterator[str]:
    for part in range(a.num_parts):
        supply = [(int(a.supply_at[i]), int(a.supply_quantity[i])) for i in _rows(a.supply_ptr, part)]
        taken = [
            (int(solution.start[step]), int(a.part_quantity[i]))
            for step in _assigned(a, solution)
            for i in _rows(a.part_ptr, step)
            if a.part_list[i] == part
        ]
        for at, _ in taken:
            if sum(q for t, q in taken if t <= at) > sum(q for t, q in supply if t <= at):
                yield f"parts: part {part} at {at}"


def _rows(pointers: Int32, row: int) -> range:
    return range(int(pointers[row]), int(pointers[row + 1]))


def _loans(a: Arrays, solution: Solution) -> Iterator[str]:
    out, openings = [], []
    for visit in a.visit_loan.nonzero()[0]:
        first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
        since = int(a.visit_loan_since[visit])
        if since == NONE and solution.start[first] == NONE:
            continue
        if since == NONE:
            since = int(solution.start[first])
            if a.step_kind[first] == RECEPTION and not a.step_running[first]:
                openings.append(since)
        out.append((since, int(solution.end[last]) if solution.planned[visit] else a.num_ticks))
    for at in openings:
        if sum(since <= at < until for since, until in out) > a.loan_cars:
            yield f"loan_cars: at {at}"


def _decided(a: Arrays, solution: Solution) -> Iterator[str]:
    """Pins to times, what is forbidden until a time, and orders; the rest of the decisions is in the lists."""
    doing: list[set[int]] = [set() for _ in range(a.num_technicians)]
    for step in _open(a, solution):
        start, crew = int(solution.start[step]), (int(solution.first[step]), int(solution.second[step]))
        if start > a.step_latest[step]:
            yield f"pinned: step {step} at {start}"
        since = [int(a.tech_from[i]) for i in _rows(a.tech_ptr, step) if a.tech_list[i] in crew]
        if start < max([*since, place_from(a, step, int(solution.place[step]))]):
            yield f"forbidden: step {step} at {start}"
        if a.step_crew[step] == 2 and a.step_owner[step] not in (NONE, *crew):
            yield f"ordered: step {step} without {a.step_owner[step]}"
        for technician in crew:
            if technician != NONE:
                doing[technician].add(step)
    for technician, steps in enumerate(doing):
        yield from _order_of(a, solution, technician, steps)


def _order_of(a: Arrays, solution: Solution, technician: int, doing: set[int]) -> Iterator[str]:
    start, end = solution.start, solution.end
    order = a.order_list[a.order_ptr[technician] : a.order_ptr[technician + 1]].tolist()
    own = [step for step in order if start[step] != NONE]
    if any(start[other] < end[one] for one, other in combinations(own, 2)):
        yield f"ordered: technician {technician}"
    for step in doing - set(own):
        before = all(end[step] <= start[one] for one in own)
        if not before and not all(start[step] >= end[one] for one in own):
            yield f"ordered: step {step} of technician {technician} is between"
