"""What is said to have happened, and cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.day import Day
from optimizer.faults.finding import Finding, known_steps, pointer, started_steps
from optimizer.steps import Catalogue
from optimizer.visit import StepKind, StepStatus

LABOUR = (StepKind.DIAGNOSIS, StepKind.WORK)


def unknown_step(day: Day) -> Iterator[Finding]:
    """Progress on a step that the visit does not have."""
    catalogue = Catalogue.of(day.workshop)
    for i, visit in enumerate(day.visits):
        steps = {step.step_id for step in known_steps(visit, catalogue)}
        for k, progress in enumerate(visit.progress):
            if steps and progress.step_id not in steps:
                yield Finding(
                    pointer("visits", i, "progress", k, "step_id"),
                    f"visit {visit.visit_id} has no step {progress.step_id}",
                    f"its steps are: {', '.join(sorted(steps))}",
                )


def repeated_progress(day: Day) -> Iterator[Finding]:
    """Progress on one step twice."""
    for i, visit in enumerate(day.visits):
        seen: set[str] = set()
        for k, progress in enumerate(visit.progress):
            if progress.step_id in seen:
                yield Finding(
                    pointer("visits", i, "progress", k, "step_id"),
                    f"step {progress.step_id} has progress twice",
                    "keep the latest state of the step",
                )
            seen.add(progress.step_id)


def step_out_of_order(day: Day) -> Iterator[Finding]:
    """A step that has started before the reception was finished, or a hand-over before everything else was.

    Between these two the order is free: work is put aside for the next job, and jobs are added after later ones.
    """
    catalogue = Catalogue.of(day.workshop)
    finished = {(one.visit_idx, one.step.step_id) for one in started_steps(day, StepStatus.FINISHED)}
    for one in started_steps(day, *StepStatus):
        first, *between, last = known_steps(one.visit, catalogue)
        ahead = {first.step_id: [], last.step_id: [first, *between]}.get(one.step.step_id, [first])
        missing = [step.step_id for step in ahead if (one.visit_idx, step.step_id) not in finished]
        if missing:
            yield Finding(
                one.pointer("step_id"),
                f"step {one.step.step_id} is {one.progress.status.value}, but {missing[0]} is not finished",
                f"add the progress of {', '.join(missing)} as finished, or correct the status of {one.step.step_id}",
            )


def two_running_steps(day: Day) -> Iterator[Finding]:
    """Two running steps of one visit."""
    running: dict[int, str] = {}
    for one in started_steps(day, StepStatus.RUNNING):
        if running.get(one.visit_idx, one.step.step_id) != one.step.step_id:
            yield Finding(
                one.pointer("status"),
                f"{running[one.visit_idx]} and {one.step.step_id} run at the same time on one car",
                "correct one of the two: finished, or interrupted when it was put aside",
            )
        running.setdefault(one.visit_idx, one.step.step_id)


def started_after_now(day: Day) -> Iterator[Finding]:
    """A step that has started in the future."""
    for i, visit in enumerate(day.visits):
        for k, progress in enumerate(visit.progress):
            if progress.started_at > day.now:
                yield Finding(
                    pointer("visits", i, "progress", k, "started_at"),
                    f"step {progress.step_id} is {progress.status.value}, but starts after now",
                    "correct started_at or now, or remove the progress if the step has not started",
                )


def finished_without_end(day: Day) -> Iterator[Finding]:
    """A finished step without the time it finished."""
    for i, visit in enumerate(day.visits):
        for k, progress in enumerate(visit.progress):
            if progress.status is StepStatus.FINISHED and progress.finished_at is None:
                yield Finding(
                    pointer("visits", i, "progress", k, "finished_at"),
                    f"step {progress.step_id} is finished, but not at what time",
                    "add finished_at",
                )


def finished_out_of_time(day: Day) -> Iterator[Finding]:
    """A step that finishes after now or before it starts."""
    for i, visit in enumerate(day.visits):
        for k, progress in enumerate(visit.progress):
            end = progress.finished_at
            if progress.status is not StepStatus.FINISHED or end is None:
                continue
            wrong = "after now" if end > day.now else "before it starts" if end < progress.started_at else ""
            if wrong:
                yield Finding(
                    pointer("visits", i, "progress", k, "finished_at"),
                    f"step {progress.step_id} finishes {wrong}",
                    "correct finished_at or now; a step still running has the status running",
                )


def remaining_missing(day: Day) -> Iterator[Finding]:
    """A running step without its remaining minutes, or interrupted work without its remaining labour."""
    for one in started_steps(day, StepStatus.RUNNING, StepStatus.INTERRUPTED):
        if one.progress.status is StepStatus.RUNNING and one.progress.remaining_minutes is None:
            yield Finding(
                one.pointer("remaining_minutes"),
                f"step {one.step.step_id} runs, but for how long is not said",
                "add remaining_minutes: the working time left from now",
            )
        is_labour = one.step.kind in LABOUR
        if one.progress.status is StepStatus.INTERRUPTED and is_labour and one.progress.remaining_frt_hours is None:
            yield Finding(
                one.pointer("remaining_frt_hours"),
                f"step {one.step.step_id} is interrupted, but the labour left is not said",
                "add remaining_frt_hours: the flat-rate hours left",
            )


def remaining_negative(day: Day) -> Iterator[Finding]:
    """Less than nothing left to do."""
    for i, visit in enumerate(day.visits):
        for k, progress in enumerate(visit.progress):
            for field in ("remaining_minutes", "remaining_frt_hours"):
                left: float | None = getattr(progress, field)
                if left is not None and not left >= 0:
                    yield Finding(
                        pointer("visits", i, "progress", k, field),
                        f"{field} of step {progress.step_id} is {left}",
                        "give 0 or more; a step that is done has the status finished",
                    )
