"""What is refused about re-plans and decisions, as problem documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import JsonValue

from api.desk.refusals import told as told_by_desk
from api.problems import Problem
from api.replans.decision_rows import UnknownDecisionError
from api.replans.records import Replan
from api.replans.rows import UnknownReplanError
from api.replans.staleness import Changed
from api.runs.records import Run
from api.service.errors import ApiError
from optimizer.referee import Violation

_CHANGED = {"setup": "the set-up of the workshop", "floor": "the floor", "plan": "the plan"}


@contextmanager
def told() -> Iterator[None]:
    """Errors of re-plans, decisions and the desk leave as ``ApiError``."""
    try:
        with told_by_desk():
            yield
    except UnknownReplanError as error:
        raise ApiError(_unknown("replan", str(error.args[0]))) from None
    except UnknownDecisionError as error:
        raise ApiError(_unknown("decision", str(error.args[0]))) from None


def unknown_proposal(run_id: str) -> ApiError:
    """A run that is no proposal of the re-plan."""
    return ApiError(_unknown("proposal", run_id))


def only_supposed() -> ApiError:
    """A proposal for what has not happened."""
    return _conflict(
        "only_supposed", "This is a supposition", "Tell what has happened as an event, then ask for a re-plan."
    )


def closed(found: Replan) -> ApiError:
    """A re-plan that was published otherwise, or discarded."""
    return _conflict("replan_closed", "This re-plan is closed", f"It is {found.state}. Ask for a new one.")


def not_ready(run: Run) -> ApiError:
    """A proposal that has no plan yet, or will have none."""
    if run.status.ended:
        return _conflict("proposal_failed", "There is no plan to publish", f"The run has {run.status} without a plan.")
    return _conflict("proposal_not_ready", "The proposal is not ready", f"The run is {run.status}; ask again.")


def stale(because: Changed, violations: Sequence[Violation], instead: str) -> ApiError:
    """What the proposal was planned for is no longer so. ``instead``: address of the re-plan asked for in its place."""
    members: dict[str, JsonValue] = {"because": because, "replan": instead}
    if violations:
        members["violations"] = [f"{one.rule}: {one.message}" for one in violations[:20]]
    problem = Problem(
        status=409,
        code="replan_stale",
        title="This proposal is out of date",
        detail=f"Since it was asked {_CHANGED[because]} has changed. A new one has been asked for: see Location.",
        members=members,
    )
    return ApiError(problem, {"Location": instead})


def _conflict(code: str, title: str, detail: str) -> ApiError:
    return ApiError(Problem(status=409, code=code, title=title, detail=detail))


def _unknown(what: str, name: str) -> Problem:
    title = f"There is no such {what}"
    return Problem(
        status=404, code=f"unknown_{what}", title=title, detail=f"Nothing is known of {name} in this workshop."
    )
