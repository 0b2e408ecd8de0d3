"""What a new plan changes: per car what moves and why, per technician the next jobs, per customer the promise."""

from optimizer.changes.compare import changes
from optimizer.changes.promise import next_promise
from optimizer.changes.records import (
    CarChange,
    Cause,
    CauseKind,
    Changes,
    NextJobs,
    PromiseChange,
    StepMove,
    Why,
)

__all__ = [
    "CarChange",
    "Cause",
    "CauseKind",
    "Changes",
    "NextJobs",
    "PromiseChange",
    "StepMove",
    "Why",
    "changes",
    "next_promise",
]
