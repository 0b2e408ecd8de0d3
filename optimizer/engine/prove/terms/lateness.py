"""When cars are ready, and how late that is."""

from __future__ import annotations

from optimizer.engine.bounds.promise import ready_minute
from optimizer.engine.prove.frame import Expression, Frame, negated
from optimizer.problem.arrays import NO_READY, NO_TIME


def ready_ticks(frame: Frame, visit: int) -> Expression | None:
    """End of the last step before the hand-over; None when all before it is finished."""
    a = frame.a
    if a.visit_ready[visit] != NO_READY:
        return None
    first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
    if last - 1 in frame.steps:
        return frame.steps[last - 1].end
    return int(a.fixed_end[first:last].max())


def ready_minutes(frame: Frame, visit: int) -> Expression:
    """The same in minutes from the horizon start."""
    ticks = ready_ticks(frame, visit)
    return int(frame.a.visit_ready[visit]) if ticks is None else ticks * frame.a.tick_minutes


def lateness(frame: Frame, visit: int) -> Expression:
    """``max(0, ready - promised)`` minutes, to the horizon end when unplanned; of a visit with a promise."""
    if visit not in frame.late:
        frame.late[visit] = _lateness(frame, visit)
    return frame.late[visit]


def _lateness(frame: Frame, visit: int) -> Expression:
    a, model, planned = frame.a, frame.model, frame.planned[visit]
    due = int(a.visit_due[visit])
    most = max(0, a.num_ticks * a.tick_minutes - due)
    least = most if frame.known.ready[visit] == NO_TIME else max(0, int(frame.known.ready[visit]) - due)
    late = frame.int_var(min(least, most), max(least, most), _hint(frame, visit, due, most))
    reached = model.add(late >= ready_minutes(frame, visit) - due)
    if planned is not True:
        reached.only_enforce_if(planned)
        model.add(late >= most).only_enforce_if(negated(planned))
    return late


def _hint(frame: Frame, visit: int, due: int, most: int) -> int | None:
    if frame.incumbent is None:
        return None
    if not frame.incumbent.planned[visit]:
        return most
    return max(0, ready_minute(frame.a, frame.incumbent, visit) - due)
