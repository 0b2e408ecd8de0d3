"""From what a customer wants done to the lines of a repair order, with the flat-rate times of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.visit import Job
from scenarios.setup.records import Setup, SetupOperation


def frt_hours(operation: SetupOperation, model: str) -> float:
    """Flat-rate time of an operation on a model; that of most models when it has none of its own."""
    return operation.frt_by_model.get(model, operation.frt_hours)


def jobs_for(setup: Setup, codes: Sequence[str], model: str = "") -> tuple[Job, ...]:
    """A job for each operation code, with ids 1, 2, …; a group job becomes a line for each of its operations.

    Group jobs are taken apart so that each line carries the time of the model. Raises ``KeyError`` for a code that
    is neither an operation nor a group job.
    """
    operations = {one.operation_code: one for one in setup.operations}
    lines = (operations[code] for code in _single_codes(setup, codes))
    return tuple(_job(number, line, model) for number, line in enumerate(lines, start=1))


def _single_codes(setup: Setup, codes: Sequence[str]) -> Iterator[str]:
    groups = {one.group_code: one.operation_codes for one in setup.group_jobs}
    for code in codes:
        yield from groups.get(code, (code,))


def _job(number: int, operation: SetupOperation, model: str) -> Job:
    own = model in operation.frt_by_model
    return Job(
        job_id=str(number),
        operation_code=operation.operation_code,
        frt_hours=frt_hours(operation, model) if own else None,
    )
