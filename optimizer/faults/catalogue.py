"""Operations, group jobs and parts that cannot be worked with."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.day import Day
from optimizer.faults.finding import Finding, pointer
from optimizer.workshop import Operation, PartNeed, Workshop


def operation_without_time(day: Day) -> Iterator[Finding]:
    """An operation without flat-rate time, or a sublet one without its hours."""
    for i, operation in enumerate(day.workshop.operations):
        if operation.sublet_hours is None and not operation.frt_hours > 0:
            yield Finding(
                pointer("workshop", "operations", i, "frt_hours"),
                f"operation {operation.operation_code} has no flat-rate time",
                "give frt_hours, in decimal hours above 0; for work done by another firm give sublet_hours",
            )
        elif operation.sublet_hours is not None and not operation.sublet_hours > 0:
            yield Finding(
                pointer("workshop", "operations", i, "sublet_hours"),
                f"sublet operation {operation.operation_code} takes {operation.sublet_hours} hours",
                "give the hours until the car is back, above 0; for work done here leave sublet_hours out",
            )


def job_without_time(day: Day) -> Iterator[Finding]:
    """A job whose own flat-rate time is not above 0."""
    for i, visit in enumerate(day.visits):
        for j, job in enumerate(visit.jobs):
            if job.frt_hours is not None and not job.frt_hours > 0:
                yield Finding(
                    pointer("visits", i, "jobs", j, "frt_hours"),
                    f"job {job.job_id} of visit {visit.visit_id} takes {job.frt_hours} hours",
                    "give decimal hours above 0, or leave frt_hours out to use the operation's",
                )


def unknown_operation(day: Day) -> Iterator[Finding]:
    """A job whose code is neither an operation nor a group job."""
    codes = {operation.operation_code for operation in day.workshop.operations}
    codes |= {group.group_code for group in day.workshop.group_jobs}
    for i, visit in enumerate(day.visits):
        for j, job in enumerate(visit.jobs):
            if job.operation_code not in codes:
                yield Finding(
                    pointer("visits", i, "jobs", j, "operation_code"),
                    f"no operation or group job has the code {job.operation_code}",
                    "add the operation to workshop.operations, or correct the code",
                )


def unknown_group_operation(day: Day) -> Iterator[Finding]:
    """A group job with a code that is no operation."""
    codes = {operation.operation_code for operation in day.workshop.operations}
    for i, group in enumerate(day.workshop.group_jobs):
        for k, code in enumerate(group.operation_codes):
            if code not in codes:
                yield Finding(
                    pointer("workshop", "group_jobs", i, "operation_codes", k),
                    f"group job {group.group_code} names {code}, which is no operation",
                    "add the operation to workshop.operations, or take the code out of the group job",
                )


def empty_group_job(day: Day) -> Iterator[Finding]:
    """A group job without operations."""
    for i, group in enumerate(day.workshop.group_jobs):
        if not group.operation_codes:
            yield Finding(
                pointer("workshop", "group_jobs", i, "operation_codes"),
                f"group job {group.group_code} has no operations",
                "list its operation codes in the order of the work, or remove the group job",
            )


def unknown_skill(day: Day) -> Iterator[Finding]:
    """An operation that asks for a skill which no technician has."""
    skills = {skill for technician in day.workshop.technicians for skill in technician.skills}
    for i, operation in _done_here(day.workshop):
        if operation.skill is not None and operation.skill not in skills:
            yield Finding(
                pointer("workshop", "operations", i, "skill"),
                f"no technician has the skill {operation.skill}",
                "add it to the skills of those who have it, correct it, or give sublet_hours",
            )


def unknown_bay_capability(day: Day) -> Iterator[Finding]:
    """An operation that asks for a capability which no bay has."""
    capabilities = {capability for bay in day.workshop.bays for capability in bay.capabilities}
    for i, operation in _done_here(day.workshop):
        if operation.bay_capability is not None and operation.bay_capability not in capabilities:
            yield Finding(
                pointer("workshop", "operations", i, "bay_capability"),
                f"no bay has the capability {operation.bay_capability}",
                "add it to the capabilities of a bay, correct it, or give sublet_hours",
            )


def crew_size(day: Day) -> Iterator[Finding]:
    """An operation whose crew is neither 1 nor 2."""
    for i, operation in enumerate(day.workshop.operations):
        if operation.crew not in (1, 2):
            yield Finding(
                pointer("workshop", "operations", i, "crew"),
                f"operation {operation.operation_code} asks for a crew of {operation.crew}",
                "1 or 2 technicians work on a car together",
            )


def crew_short(day: Day) -> Iterator[Finding]:
    """An operation for whose crew too few technicians have the skill (or there are too few at all)."""
    for i, operation in _done_here(day.workshop):
        able = sum(operation.skill is None or operation.skill in t.skills for t in day.workshop.technicians)
        skill_known = able > 0 or operation.skill is None
        if skill_known and able < operation.crew <= 2:
            yield Finding(
                pointer("workshop", "operations", i, "crew"),
                f"operation {operation.operation_code} asks for a crew of {operation.crew}, technicians able: {able}",
                "lower the crew, or add the skill to more technicians",
            )


def negative_quantity(day: Day) -> Iterator[Finding]:
    """Fewer than no pieces, places or loan cars, or a need for less than one piece."""
    workshop = day.workshop
    counts = [(pointer("workshop", "loan_cars"), workshop.loan_cars)]
    counts += [(pointer("workshop", "stations", i, "count"), s.count) for i, s in enumerate(workshop.stations)]
    counts += [(pointer("workshop", "stock", i, "on_hand"), s.on_hand) for i, s in enumerate(workshop.stock)]
    counts += [
        (pointer("workshop", "deliveries", i, "quantity"), d.quantity) for i, d in enumerate(workshop.deliveries)
    ]
    for place, count in counts:
        if count < 0:
            yield Finding(place, f"{count} is less than none", "give a count of 0 or more")
    for place, need in _needs(day):
        if need.quantity < 1:
            yield Finding(
                place,
                f"{need.quantity} pieces of part {need.part_number} are needed",
                "give 1 or more, or take the part out",
            )


def _needs(day: Day) -> Iterator[tuple[str, PartNeed]]:
    for i, operation in enumerate(day.workshop.operations):
        for k, need in enumerate(operation.parts):
            yield pointer("workshop", "operations", i, "parts", k, "quantity"), need
    for i, visit in enumerate(day.visits):
        for j, job in enumerate(visit.jobs):
            for k, need in enumerate(job.parts or ()):
                yield pointer("visits", i, "jobs", j, "parts", k, "quantity"), need


def _done_here(workshop: Workshop) -> Iterator[tuple[int, Operation]]:
    return ((i, op) for i, op in enumerate(workshop.operations) if op.sublet_hours is None)
