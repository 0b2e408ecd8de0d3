"""Between rows of the table `runs` and the records of `api.runs.records`."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import RowMapping, select

from api.runs.records import EndedBy, NewRun, Run, RunOptions, RunProgress, RunStatus
from api.store.tables import runs
from optimizer.goals import Goal

# Without the two documents, which are large and rarely wanted.
SELECT_RUN = select(
    *(column for column in runs.c if column.name not in ("day", "plan")),
    runs.c.plan.is_not(None).label("has_plan"),
)


def values_of(new: NewRun) -> dict[str, object]:
    """Column values of an accepted run, ``created_at`` left out."""
    return {
        "run_id": new.run_id,
        "status": RunStatus.QUEUED,
        "workshop_id": new.workshop_id,
        "day_now": new.day_now,
        "num_visits": new.num_visits,
        "time_limit_s": new.options.time_limit_s,
        "seed": new.options.seed,
        "deterministic": new.options.deterministic,
        "goal": new.options.goal,
        "until": new.options.until,
        "day": new.day,
    }


def run_of(row: RowMapping) -> Run:
    """The record of a row selected with `SELECT_RUN`."""
    return Run(
        seq=row["seq"],
        run_id=row["run_id"],
        status=RunStatus(row["status"]),
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        ended_by=None if row["ended_by"] is None else EndedBy(row["ended_by"]),
        attempts=row["attempts"],
        cancel_requested=row["cancel_requested"],
        workshop_id=row["workshop_id"],
        day_now=row["day_now"],
        num_visits=row["num_visits"],
        options=RunOptions(
            time_limit_s=row["time_limit_s"],
            seed=row["seed"],
            deterministic=row["deterministic"],
            goal=None if row["goal"] is None else Goal(row["goal"]),
            until=row["until"],
        ),
        progress=None if row["progress"] is None else _progress(row["progress"]),
        problem=row["problem"],
        has_plan=row["has_plan"],
    )


def _progress(figures: Mapping[str, float | int | str]) -> RunProgress:
    return RunProgress(
        seconds=float(figures["seconds"]),
        phase=str(figures["phase"]),
        cost=int(figures["cost"]),
        promise=int(figures["promise"]),
        unavoidable=int(figures["unavoidable"]),
    )
