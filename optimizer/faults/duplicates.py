"""Two things with one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.day import Day
from optimizer.faults.finding import Finding, known_steps, pointer
from optimizer.steps import Catalogue
from optimizer.workshop import StationKind


def duplicate_technician(day: Day) -> Iterator[Finding]:
    """Two technicians with one id."""
    ids = (technician.technician_id for technician in day.workshop.technicians)
    return _repeated(ids, ("workshop", "technicians"), "technician_id", "technician")


def duplicate_advisor(day: Day) -> Iterator[Finding]:
    """Two advisors with one id, or an advisor named like a place of a station (such as wash-1)."""
    ids = [advisor.advisor_id for advisor in day.workshop.advisors]
    yield from _repeated(ids, ("workshop", "advisors"), "advisor_id", "advisor")
    for i, advisor_id in enumerate(ids):
        kind, _, place = advisor_id.rpartition("-")
        if kind in tuple(StationKind) and place.isdecimal():
            yield Finding(
                pointer("workshop", "advisors", i, "advisor_id"),
                f"{advisor_id} is the name of a place of the station {kind}",
                "give the advisor another id",
            )


def duplicate_bay(day: Day) -> Iterator[Finding]:
    """Two bays with one id."""
    return _repeated((bay.bay_id for bay in day.workshop.bays), ("workshop", "bays"), "bay_id", "bay")


def duplicate_station(day: Day) -> Iterator[Finding]:
    """A kind of station listed twice."""
    kinds = (station.kind.value for station in day.workshop.stations)
    return _repeated(kinds, ("workshop", "stations"), "kind", "station", "list the kind once, with its count")


def duplicate_operation(day: Day) -> Iterator[Finding]:
    """Two operations with one code."""
    codes = (operation.operation_code for operation in day.workshop.operations)
    return _repeated(codes, ("workshop", "operations"), "operation_code", "operation")


def duplicate_group_job(day: Day) -> Iterator[Finding]:
    """Two group jobs with one code, or a group job with the code of an operation."""
    codes = [group.group_code for group in day.workshop.group_jobs]
    yield from _repeated(codes, ("workshop", "group_jobs"), "group_code", "group job")
    operations = {operation.operation_code for operation in day.workshop.operations}
    for i, code in enumerate(codes):
        if code in operations:
            yield Finding(
                pointer("workshop", "group_jobs", i, "group_code"),
                f"{code} is the code of an operation too",
                "give the group job another code",
            )


def duplicate_stock(day: Day) -> Iterator[Finding]:
    """A part listed twice in the stock."""
    parts = (line.part_number for line in day.workshop.stock)
    return _repeated(parts, ("workshop", "stock"), "part_number", "part", "list the part once, with all its pieces")


def duplicate_visit(day: Day) -> Iterator[Finding]:
    """Two visits with one id."""
    return _repeated((visit.visit_id for visit in day.visits), ("visits",), "visit_id", "visit")


def duplicate_job(day: Day) -> Iterator[Finding]:
    """Two jobs of a visit with one id."""
    for i, visit in enumerate(day.visits):
        yield from _repeated((job.job_id for job in visit.jobs), ("visits", i, "jobs"), "job_id", "job")


def duplicate_step(day: Day) -> Iterator[Finding]:
    """Different visits or jobs whose steps get one id (job J with group lines J.1, J.2 and a job named J.1)."""
    catalogue = Catalogue.of(day.workshop)
    taken: dict[str, str] = {}
    seen_visits: set[str] = set()
    for i, visit in enumerate(day.visits):
        jobs = [job.job_id for job in visit.jobs]
        if visit.visit_id in seen_visits or len(set(jobs)) < len(jobs):
            continue  # the two checks above name these
        seen_visits.add(visit.visit_id)
        for step in known_steps(visit, catalogue):
            if step.step_id in taken:
                yield Finding(
                    pointer("visits", i, "jobs"),
                    f"the step id {step.step_id} is also that of a step of visit {taken[step.step_id]}",
                    "rename the job or the visit so that visit id/kind/job id differs",
                )
            taken[step.step_id] = visit.visit_id


def duplicate_published_step(day: Day) -> Iterator[Finding]:
    """A step twice in the published plan."""
    if day.published is None:
        return iter(())
    ids = (assignment.step_id for assignment in day.published.assignments)
    path = ("published", "assignments")
    return _repeated(ids, path, "step_id", "published step", "keep the assignment that was published last")


def _repeated(
    ids: Iterable[str],
    path: tuple[str | int, ...],
    field: str,
    noun: str,
    remedy: str = "give each its own id; if it is the same one, remove the second",
) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for i, name in enumerate(ids):
        if name in first:
            where = pointer(*path, first[name], field)
            yield Finding(pointer(*path, i, field), f"{noun} {name} is already at {where}", remedy)
        first.setdefault(name, i)
