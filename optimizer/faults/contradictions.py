"""Decisions that cannot be kept whatever the plan: each alone, or one against the other.

On a step that is running or finished a decision says nothing, and nothing here is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS, Pin
from optimizer.faults.finding import Finding, known_steps, pointer
from optimizer.steps import Catalogue
from optimizer.visit import Step, StepKind, StepStatus
from optimizer.workshop import Operation, Technician

_LABOUR = (StepKind.DIAGNOSIS, StepKind.WORK)


class _Open(NamedTuple):
    """An open step: its place in its visit, and its operation when technicians do it."""

    place: int
    step: Step
    operation: Operation | None

    @property
    def crew(self) -> int:
        """Technicians it needs."""
        return 0 if self.operation is None else self.operation.crew

    def lacks_skill(self, technician: Technician) -> bool:
        """Whether the technician lacks the skill of the operation."""
        return self.operation is not None and self.operation.skill not in (None, *technician.skills)


def _open_steps(day: Day) -> dict[str, _Open]:
    """Steps that are neither running nor finished, by id; none when nothing is decided."""
    found: dict[str, _Open] = {}
    if day.decisions == NO_DECISIONS:
        return found
    catalogue = Catalogue.of(day.workshop)
    for visit in day.visits:
        started = {one.step_id for one in visit.progress if one.status is not StepStatus.INTERRUPTED}
        for place, step in enumerate(known_steps(visit, catalogue)):
            if step.step_id not in started:
                code = step.operation_code if step.kind in _LABOUR else None
                found[step.step_id] = _Open(place, step, None if code is None else catalogue.operations[code])
    return found


def _open_pins(day: Day) -> Iterator[tuple[int, Pin, _Open]]:
    steps = _open_steps(day)
    return ((i, pin, steps[pin.step_id]) for i, pin in enumerate(day.decisions.pins) if pin.step_id in steps)


def pinned_crew(day: Day) -> Iterator[Finding]:
    """A pin to more or fewer technicians than the step's crew."""
    for i, pin, one in _open_pins(day):
        names = pin.technician_ids
        if names and (len(set(names)) != one.crew or len(names) != one.crew):
            yield Finding(
                pointer("decisions", "pins", i, "technician_ids"),
                f"step {pin.step_id} is pinned to {len(set(names))} technicians, its crew is {one.crew}",
                "name the whole crew, each once" if one.crew else "leave technician_ids out: no technician does it",
            )


def pinned_without_skill(day: Day) -> Iterator[Finding]:
    """A step given to a technician who lacks its skill, with the rule ``skill`` not set aside."""
    steps, staff = _open_steps(day), {one.technician_id: one for one in day.workshop.technicians}
    waived = {one.step_id for one in day.decisions.overrides if one.rule == "skill"}
    given = [
        (("pins", i, "technician_ids", n), pin.step_id, name)
        for i, pin in enumerate(day.decisions.pins)
        for n, name in enumerate(pin.technician_ids or ())
    ] + [
        (("orders", i, "step_ids", n), step_id, order.technician_id)
        for i, order in enumerate(day.decisions.orders)
        for n, step_id in enumerate(order.step_ids)
    ]
    for path, step_id, name in given:
        one = steps.get(step_id)
        if one is not None and name in staff and step_id not in waived and one.lacks_skill(staff[name]):
            yield Finding(
                pointer("decisions", *path),
                f"{name} lacks the skill {one.operation.skill if one.operation else ''} of step {step_id}",
                "give it to somebody who has it, or pin it and set the rule skill aside with a reason",
            )


def pinned_bay(day: Day) -> Iterator[Finding]:
    """A pin to a bay that lacks the capability, with the rule ``bay_capability`` not set aside, or for no bay step."""
    bays = {bay.bay_id: bay for bay in day.workshop.bays}
    waived = {one.step_id for one in day.decisions.overrides if one.rule == "bay_capability"}
    for i, pin, one in _open_pins(day):
        if pin.bay_id not in bays:
            continue
        needed = None if one.operation is None else one.operation.bay_capability
        place = pointer("decisions", "pins", i, "bay_id")
        if needed is None:
            yield Finding(place, f"step {pin.step_id} is done without a bay", "leave bay_id out")
        elif needed not in bays[pin.bay_id].capabilities and pin.step_id not in waived:
            yield Finding(
                place,
                f"bay {pin.bay_id} has no {needed}, which step {pin.step_id} needs",
                "pin it to a bay that has it, or set the rule bay_capability aside with a reason",
            )


def pinned_in_past(day: Day) -> Iterator[Finding]:
    """A pin to a time that has passed."""
    for i, pin, _ in _open_pins(day):
        if pin.start is not None and pin.start < day.now:
            yield Finding(
                pointer("decisions", "pins", i, "start"),
                f"step {pin.step_id} is pinned to {pin.start.isoformat()}, before now ({day.now.isoformat()})",
                "pin it to a time from now on, tell that it has started, or take the time back",
            )


def override_without_pin(day: Day) -> Iterator[Finding]:
    """A skill or capability set aside for a step that is pinned to nobody, or to no bay."""
    steps, pins = _open_steps(day), {pin.step_id: pin for pin in day.decisions.pins}
    for i, one in enumerate(day.decisions.overrides):
        pin = pins.get(one.step_id)
        missing = {
            "skill": "technician_ids" if pin is None or not pin.technician_ids else "",
            "bay_capability": "bay_id" if pin is None or pin.bay_id is None else "",
        }.get(one.rule, "")
        if one.step_id in steps and missing:
            yield Finding(
                pointer("decisions", "overrides", i),
                f"rule {one.rule} is set aside for {one.step_id}, which has no pin with {missing}",
                f"pin {one.step_id} with {missing}: the rule is set aside for these alone",
            )


def forbidden_and_decided(day: Day) -> Iterator[Finding]:
    """A technician or a bay forbidden for a step that is pinned to it, or in that technician's order."""
    steps = _open_steps(day)
    pins = {pin.step_id: pin for pin in day.decisions.pins}
    ordered = {(order.technician_id, step_id) for order in day.decisions.orders for step_id in order.step_ids}
    for i, one in enumerate(day.decisions.forbidden):
        pin = pins.get(one.step_id, Pin(step_id=one.step_id))
        ends = one.until is not None and (pin.start is None or pin.start >= one.until)
        in_pin = one.bay_id == pin.bay_id if one.bay_id is not None else one.technician_id in (pin.technician_ids or ())
        in_order = one.technician_id is not None and (one.technician_id, one.step_id) in ordered
        if one.step_id in steps and not ends and (in_pin or in_order):
            yield Finding(
                pointer("decisions", "forbidden", i),
                f"{one.technician_id or one.bay_id} is forbidden for {one.step_id}, which is given to it by "
                + ("a pin" if in_pin else "an order"),
                "take one of the two back",
            )


def ordered_and_pinned(day: Day) -> Iterator[Finding]:
    """A step in the order of a technician that is pinned to others, in too many orders, or done by no technician."""
    steps, taken = _open_steps(day), dict[str, list[str]]()
    pins = {pin.step_id: pin.technician_ids for pin in day.decisions.pins if pin.technician_ids}
    for i, order in enumerate(day.decisions.orders):
        for n, step_id in enumerate(order.step_ids):
            one = steps.get(step_id)
            if one is None:
                continue
            crew = taken.setdefault(step_id, [])
            crew += [] if order.technician_id in crew else [order.technician_id]
            fault = ""
            if not one.crew:
                fault = "is done by no technician"
            elif order.technician_id not in pins.get(step_id, (order.technician_id,)):
                fault = f"is pinned to {', '.join(pins[step_id])}"
            elif len(crew) > one.crew:
                fault = f"is in the orders of {', '.join(crew)} too, its crew is {one.crew}"
            if fault:
                yield Finding(
                    pointer("decisions", "orders", i, "step_ids", n),
                    f"step {step_id} of the order of {order.technician_id} {fault}",
                    "leave it out of this order, or take the other decision back",
                )


def order_against_visit(day: Day) -> Iterator[Finding]:
    """An order in which a later step of a visit comes before an earlier one."""
    steps = _open_steps(day)
    for i, order in enumerate(day.decisions.orders):
        latest: dict[str, _Open] = {}
        for n, step_id in enumerate(order.step_ids):
            one = steps.get(step_id)
            if one is None:
                continue
            before = latest.setdefault(one.step.visit_id, one)
            if one.place < before.place:
                yield Finding(
                    pointer("decisions", "orders", i, "step_ids", n),
                    f"step {step_id} comes before {before.step.step_id} in its visit, and after it in the order",
                    "put the steps of one visit in the order in which the visit has them",
                )
            else:
                latest[one.step.visit_id] = one
