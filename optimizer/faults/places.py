"""Who is at which step at now, and where."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.day import Day
from optimizer.faults.finding import Finding, Started, pointer, started_steps
from optimizer.faults.visits import STATION_STEPS
from optimizer.steps import Catalogue
from optimizer.visit import StepKind, StepStatus
from optimizer.workshop import Operation


def unknown_technician(day: Day) -> Iterator[Finding]:
    """Progress that names a technician who is not in the workshop."""
    known = {technician.technician_id for technician in day.workshop.technicians}
    for i, visit in enumerate(day.visits):
        for k, progress in enumerate(visit.progress):
            for n, name in enumerate(progress.technician_ids):
                if name not in known:
                    yield Finding(
                        pointer("visits", i, "progress", k, "technician_ids", n),
                        f"step {progress.step_id} names technician {name}, who is not in the workshop",
                        "add the technician or correct the id",
                    )


def unknown_bay(day: Day) -> Iterator[Finding]:
    """Progress that names a bay which the workshop does not have."""
    known = {bay.bay_id for bay in day.workshop.bays}
    for i, visit in enumerate(day.visits):
        for k, progress in enumerate(visit.progress):
            if progress.bay_id is not None and progress.bay_id not in known:
                yield Finding(
                    pointer("visits", i, "progress", k, "bay_id"),
                    f"step {progress.step_id} names bay {progress.bay_id}, which is not in the workshop",
                    "add the bay or correct the id",
                )


def wrong_crew(day: Day) -> Iterator[Finding]:
    """A running step with more or fewer technicians than its crew."""
    for one, operation in _running(day):
        crew = 0 if operation is None else operation.crew
        names = one.progress.technician_ids
        if len(set(names)) != crew or len(names) != crew:
            yield Finding(
                one.pointer("technician_ids"),
                f"step {one.step.step_id} runs with {len(set(names))} technicians, its crew is {crew}",
                "name the technicians at work on it, each once" if crew else "leave technician_ids out for this step",
            )


def no_bay(day: Day) -> Iterator[Finding]:
    """A running step that needs a bay and is in none."""
    for one, operation in _running(day):
        capability = None if operation is None else operation.bay_capability
        if capability is not None and one.progress.bay_id is None:
            yield Finding(
                one.pointer("bay_id"),
                f"step {one.step.step_id} runs, but in which bay with {capability} is not said",
                "add bay_id: the bay in which it runs",
            )


def wrong_unit(day: Day) -> Iterator[Finding]:
    """A running reception, inspection, wash or hand-over without its advisor or place, or another step with one."""
    for one, _ in _running(day):
        units = _units(day, one.step.kind)
        unit = one.progress.unit_id
        if units is None and unit is not None:
            message, remedy = f"is at {unit}, but needs no unit", "leave unit_id out for this step"
        elif units is not None and unit not in units:
            message = "runs, but at which unit is not said" if unit is None else f"is at {unit}, which does not do it"
            remedy = f"give unit_id, one of: {', '.join(sorted(units)) or 'none (add the station)'}"
        else:
            continue
        yield Finding(one.pointer("unit_id"), f"step {one.step.step_id} {message}", remedy)


def two_steps_at_once(day: Day) -> Iterator[Finding]:
    """A technician, bay or unit with two running steps."""
    busy: dict[tuple[str, str], str] = {}
    for one, _ in _running(day):
        taken = [("technician_ids", "technician", name) for name in sorted(set(one.progress.technician_ids))]
        taken += [("bay_id", "bay", one.progress.bay_id)] if one.progress.bay_id else []
        taken += [("unit_id", "unit", one.progress.unit_id)] if one.progress.unit_id else []
        for field, noun, name in taken:
            if busy.get((noun, name), one.step.step_id) != one.step.step_id:
                yield Finding(
                    one.pointer(field),
                    f"{noun} {name} has two running steps: {busy[noun, name]} and {one.step.step_id}",
                    "correct one of the two; a step that was put aside has the status interrupted",
                )
            busy.setdefault((noun, name), one.step.step_id)


def _running(day: Day) -> Iterator[tuple[Started, Operation | None]]:
    """Running steps, each with its operation when it is labour done here."""
    operations = Catalogue.of(day.workshop).operations
    for one in started_steps(day, StepStatus.RUNNING):
        is_labour = one.step.kind in (StepKind.DIAGNOSIS, StepKind.WORK)
        yield one, operations[one.step.operation_code or ""] if is_labour else None


def _units(day: Day, kind: StepKind) -> set[str] | None:
    """Who or what can do a step of the kind; None: it needs no unit."""
    if kind in (StepKind.RECEPTION, StepKind.HAND_OVER):
        return {advisor.advisor_id for advisor in day.workshop.advisors}
    if kind not in STATION_STEPS:
        return None
    counts = [station.count for station in day.workshop.stations if station.kind is STATION_STEPS[kind]]
    return {f"{kind.value}-{n}" for count in counts for n in range(1, count + 1)}
