"""Decisions that name what is not there, or say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.day import Day
from optimizer.decisions import OVERRIDABLE, Decisions
from optimizer.faults.finding import Finding, known_steps, pointer
from optimizer.steps import Catalogue

Path = tuple[str | int, ...]


def unknown_decided_step(day: Day) -> Iterator[Finding]:
    """A decision on a step that no visit has."""
    if not _named_steps(day.decisions):
        return
    catalogue = Catalogue.of(day.workshop)
    known = {step.step_id for visit in day.visits for step in known_steps(visit, catalogue)}
    for path, step_id in _named_steps(day.decisions):
        if step_id not in known:
            yield Finding(
                pointer("decisions", *path),
                f"no visit of the day has a step {step_id}",
                "correct the id, or take the decision back if the work is gone",
            )


def _named_steps(decisions: Decisions) -> list[tuple[Path, str]]:
    """Every step named, with its place below the decisions."""
    lists = {
        "pins": [one.step_id for one in decisions.pins],
        "forbidden": [one.step_id for one in decisions.forbidden],
        "overrides": [one.step_id for one in decisions.overrides],
    }
    found: list[tuple[Path, str]] = [
        ((name, i, "step_id"), step_id) for name, rows in lists.items() for i, step_id in enumerate(rows)
    ]
    return found + [
        (("orders", i, "step_ids", n), step_id)
        for i, order in enumerate(decisions.orders)
        for n, step_id in enumerate(order.step_ids)
    ]


def unknown_decided_technician(day: Day) -> Iterator[Finding]:
    """A decision that names a technician who is not in the workshop."""
    known = {technician.technician_id for technician in day.workshop.technicians}
    for path, technician_id in _named_technicians(day.decisions):
        if technician_id not in known:
            yield Finding(
                pointer("decisions", *path),
                f"technician {technician_id} is not in the workshop",
                "add the technician, correct the id, or take the decision back",
            )


def _named_technicians(decisions: Decisions) -> Iterator[tuple[Path, str]]:
    for i, pin in enumerate(decisions.pins):
        for n, technician_id in enumerate(pin.technician_ids or ()):
            yield ("pins", i, "technician_ids", n), technician_id
    for i, one in enumerate(decisions.forbidden):
        if one.technician_id is not None:
            yield ("forbidden", i, "technician_id"), one.technician_id
    for i, order in enumerate(decisions.orders):
        yield ("orders", i, "technician_id"), order.technician_id


def unknown_decided_bay(day: Day) -> Iterator[Finding]:
    """A decision that names a bay which the workshop does not have."""
    known = {bay.bay_id for bay in day.workshop.bays}
    lists = {
        "pins": [one.bay_id for one in day.decisions.pins],
        "forbidden": [one.bay_id for one in day.decisions.forbidden],
    }
    for name, rows in lists.items():
        for i, bay_id in enumerate(rows):
            if bay_id is not None and bay_id not in known:
                yield Finding(
                    pointer("decisions", name, i, "bay_id"),
                    f"bay {bay_id} is not in the workshop",
                    "add the bay, correct the id, or take the decision back",
                )


def empty_decision(day: Day) -> Iterator[Finding]:
    """A decision that decides nothing, or two things where it may decide one."""
    for i, pin in enumerate(day.decisions.pins):
        if not pin.technician_ids and pin.bay_id is None and pin.start is None:
            remedy = "give technician_ids, bay_id or start, or take the pin back"
            yield Finding(pointer("decisions", "pins", i), f"the pin of {pin.step_id} pins it to nothing", remedy)
    for i, one in enumerate(day.decisions.forbidden):
        if (one.technician_id is None) == (one.bay_id is None):
            yield Finding(
                pointer("decisions", "forbidden", i),
                f"what is forbidden for {one.step_id} is not one technician or one bay",
                "give either technician_id or bay_id; forbid the other in an entry of its own",
            )
    for i, order in enumerate(day.decisions.orders):
        if not order.step_ids:
            remedy = "give step_ids in their order, or take the order back"
            yield Finding(
                pointer("decisions", "orders", i, "step_ids"), f"the order of {order.technician_id} is empty", remedy
            )


def override_without_reason(day: Day) -> Iterator[Finding]:
    """A rule set aside without saying why."""
    for i, one in enumerate(day.decisions.overrides):
        if not one.reason.strip():
            yield Finding(
                pointer("decisions", "overrides", i, "reason"),
                f"rule {one.rule} is set aside for {one.step_id} without a reason",
                "say why in words: the reason is reported",
            )


def rule_not_overridable(day: Day) -> Iterator[Finding]:
    """A rule that nobody can set aside."""
    for i, one in enumerate(day.decisions.overrides):
        if one.rule not in OVERRIDABLE:
            yield Finding(
                pointer("decisions", "overrides", i, "rule"),
                f"rule {one.rule} cannot be set aside",
                f"the rules that can be are {', '.join(OVERRIDABLE)}",
            )


def repeated_decision(day: Day) -> Iterator[Finding]:
    """Two pins of one step, two orders of one technician, or a step twice in an order."""
    named: list[tuple[Path, str, str]] = []
    named += [(("pins", i, "step_id"), one.step_id, f"step {one.step_id}") for i, one in enumerate(day.decisions.pins)]
    for i, order in enumerate(day.decisions.orders):
        path: Path = ("orders", i, "technician_id")
        named.append((path, f"order {order.technician_id}", f"technician {order.technician_id}"))
        named += [
            (("orders", i, "step_ids", n), f"order {i} {step_id}", f"step {step_id}")
            for n, step_id in enumerate(order.step_ids)
        ]
    first: dict[str, Path] = {}
    for path, key, what in named:
        if key in first:
            yield Finding(
                pointer("decisions", *path),
                f"{what} is already decided at {pointer('decisions', *first[key])}",
                "keep one of the two",
            )
        first.setdefault(key, path)
