"""Bays and units in classes: machines that no rule tells apart share a capacity and are told apart afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from optimizer.problem.arrays import NONE, Arrays, Needs


def eligible(a: Arrays, step: int) -> list[int]:
    """Resource numbers of the bays or units that may do a step."""
    if a.step_needs[step] == Needs.UNIT:
        rows = a.unit_list[a.unit_ptr[step] : a.unit_ptr[step + 1]]
        return [a.num_technicians + a.num_bays + int(unit) for unit in rows]
    if a.step_in_bay[step]:
        return [a.num_technicians + int(bay) for bay in a.bay_list[a.bay_ptr[step] : a.bay_ptr[step + 1]]]
    return []


def place_from(a: Arrays, step: int, machine: int) -> int:
    """Tick from which a step may begin on a machine."""
    for i in range(a.bay_ptr[step], a.bay_ptr[step + 1]):
        if a.num_technicians + a.bay_list[i] == machine:
            return int(a.bay_from[i])
    return 0


def standing(a: Arrays, visits: Iterable[int]) -> set[int]:
    """Bays in which a car stands whose next step may go on there: each is a class of its own."""
    found = set()
    for visit in visits:
        first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1])
        if a.visit_bay[visit] != NONE and not a.step_running[first]:
            found.add(a.num_technicians + int(a.visit_bay[visit]))
        found.update(
            int(a.fixed_place[step]) for step in range(first, last) if a.step_fixed[step] & a.step_in_bay[step]
        )
    return found


def classes_of(a: Arrays, steps: Iterable[int], visits: Iterable[int]) -> list[tuple[int, ...]]:
    """Machines with the same calendar or outages that may do the same of the given steps from the same ticks on."""
    steps_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for step in steps:
        for machine in eligible(a, step):
            steps_of[machine].append((step, place_from(a, step, machine)))
    alone = standing(a, visits)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for machine, served in sorted(steps_of.items()):
        own = machine if machine in alone else NONE
        groups[(own, _hours(a, machine), tuple(served))].append(machine)
    return [tuple(group) for group in groups.values()]


def _hours(a: Arrays, machine: int) -> object:
    unit = machine - a.num_technicians - a.num_bays
    if unit >= 0:
        return int(a.unit_calendar[unit])
    bay = machine - a.num_technicians
    return tuple(
        (int(a.outage_start[i]), int(a.outage_end[i])) for i in range(a.outage_ptr[bay], a.outage_ptr[bay + 1])
    )
