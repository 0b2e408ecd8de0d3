"""From a visit's jobs to its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.visit import Job, Step, StepKind, Visit
from optimizer.workshop import GroupJob, Operation, Workshop


def step_id(visit_id: str, kind: StepKind, job_id: str | None = None) -> str:
    """``visit/kind`` or ``visit/kind/job``: stable over re-plans."""
    return f"{visit_id}/{kind.value}" if job_id is None else f"{visit_id}/{kind.value}/{job_id}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Operations and group jobs by their codes."""

    operations: Mapping[str, Operation]
    groups: Mapping[str, GroupJob]

    @classmethod
    def of(cls, workshop: Workshop) -> Catalogue:
        """The catalogue of a workshop."""
        return cls(
            {operation.operation_code: operation for operation in workshop.operations},
            {group.group_code: group for group in workshop.group_jobs},
        )

    def expand(self, job: Job) -> tuple[tuple[str, Operation], ...]:
        """The operations of a job, each with the id of its line: a group job has one line an operation.

        Raises ``KeyError`` for a code that is in neither list.
        """
        group = self.groups.get(job.operation_code)
        if group is None:
            return ((job.job_id, self.operations[job.operation_code]),)
        codes = group.operation_codes
        return tuple((f"{job.job_id}.{n}", self.operations[code]) for n, code in enumerate(codes, start=1))


def steps_of(visit: Visit, catalogue: Catalogue) -> tuple[Step, ...]:
    """All steps of a visit in the order they run, finished ones included.

    Reception, then each job in the order given (diagnosis, work or sublet), final inspection when there is
    work or sublet, wash when asked for, hand-over. A job's own FRT and parts override the catalogue's, but not
    for a group job, whose operations keep theirs. Raises ``KeyError`` for an unknown operation code.
    """
    steps = [_plain(visit, StepKind.RECEPTION)]
    for job in visit.jobs:
        in_group = job.operation_code in catalogue.groups
        for line_id, operation in catalogue.expand(job):
            steps.append(_line(visit, line_id, operation, None if in_group else job))
    if any(step.kind in (StepKind.WORK, StepKind.SUBLET) for step in steps):
        steps.append(_plain(visit, StepKind.INSPECTION))
    if visit.wash:
        steps.append(_plain(visit, StepKind.WASH))
    steps.append(_plain(visit, StepKind.HAND_OVER))
    return tuple(steps)


def _line(visit: Visit, line_id: str, operation: Operation, override: Job | None) -> Step:
    kind = StepKind.WORK
    if operation.sublet_hours is not None:
        kind = StepKind.SUBLET
    elif operation.is_diagnosis:
        kind = StepKind.DIAGNOSIS
    frt = operation.frt_hours if override is None or override.frt_hours is None else override.frt_hours
    return Step(
        step_id=step_id(visit.visit_id, kind, line_id),
        visit_id=visit.visit_id,
        kind=kind,
        job_id=line_id,
        operation_code=operation.operation_code,
        labour_hours=0.0 if kind is StepKind.SUBLET else frt,
        parts=operation.parts if override is None or override.parts is None else override.parts,
    )


def _plain(visit: Visit, kind: StepKind) -> Step:
    return Step(step_id=step_id(visit.visit_id, kind), visit_id=visit.visit_id, kind=kind)
