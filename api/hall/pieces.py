"""Steps with their place in the plan and what has happened to them, and which of them a technician does when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from optimizer.plan import Assignment
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepProgress, StepStatus, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A step of a car. ``place``: in the plan; ``progress``: None before it has begun."""

    step: Step
    visit: Visit
    place: Assignment | None
    progress: StepProgress | None

    @property
    def running(self) -> StepProgress | None:
        """What has happened to it, while somebody works on it."""
        is_running = self.progress is not None and self.progress.status is StepStatus.RUNNING
        return self.progress if is_running else None

    @property
    def bay_id(self) -> str | None:
        """Where it is done."""
        told = None if self.progress is None else self.progress.bay_id
        return told if told is not None or self.place is None else self.place.bay_id

    @property
    def starts(self) -> datetime | None:
        """When it is to begin, or to go on; None: it runs, is over, has no place, or nobody knows."""
        if self.place is None:
            return None
        if self.progress is None:
            return self.place.start
        return self.progress.resume_at if self.progress.status is StepStatus.INTERRUPTED else None


def pieces_of(visit: Visit, assignments: Iterable[Assignment], catalogue: Catalogue) -> tuple[Piece, ...]:
    """The steps of a car in their order."""
    places = {one.step_id: one for one in assignments}
    progress = {one.step_id: one for one in visit.progress}
    return tuple(
        Piece(step=step, visit=visit, place=places.get(step.step_id), progress=progress.get(step.step_id))
        for step in steps_of(visit, catalogue)
    )


def under_work(pieces: Sequence[Piece], technician_id: str) -> tuple[Piece, StepProgress] | None:
    """What a technician works on, begun last; with what has happened to it."""
    found = [
        (piece, one) for piece in pieces if (one := piece.running) is not None and technician_id in one.technician_ids
    ]
    return max(found, key=lambda two: two[1].started_at, default=None)


def coming(pieces: Sequence[Piece], technician_id: str) -> tuple[Piece, Assignment, datetime] | None:
    """What a technician does next by the plan, its place, and when it is to begin."""
    found = [
        (piece, piece.place, at)
        for piece in pieces
        if piece.place is not None and (at := piece.starts) is not None and technician_id in piece.place.technician_ids
    ]
    return min(found, key=lambda three: three[2], default=None)
