"""What the floor refuses, as problem documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.problems import Problem
from api.service.errors import ApiError
from optimizer.errors import Fault
from optimizer.faults import pointer
from scenarios.events.refusals import EventRefused


def refused(errors: Mapping[int, EventRefused]) -> ApiError:
    """409: events of a request, by their place in it, that cannot have happened. ``against``: what they contradict."""
    count = len(errors)
    return ApiError(
        Problem(
            status=409,
            code="events_refused",
            title="That cannot have happened",
            detail=f"{'1 event is' if count == 1 else f'{count} events are'} refused, so none was accepted.",
            errors=tuple(_fault(error, ("events", n)) for n, error in errors.items()),
            members={"against": {str(n): error.against for n, error in errors.items() if error.against}},
        )
    )


def not_withdrawn(error: EventRefused) -> ApiError:
    """409: an event that cannot be withdrawn."""
    return ApiError(
        Problem(
            status=409,
            code=error.code,
            title="This event cannot be withdrawn",
            detail=f"{error.message}. {error.remedy[:1].upper()}{error.remedy[1:]}.",
            members={"against": error.against} if error.against else {},
        )
    )


def unknown_event(event_id: str) -> ApiError:
    """404."""
    detail = f"Nothing is known of {event_id} in this workshop."
    return ApiError(Problem(status=404, code="unknown_event", title="There is no such event", detail=detail))


def may_not(scopes: Sequence[str]) -> ApiError:
    """403: a key whose role does not let it tell this."""
    detail = f"It lacks the scope {' or '.join(scopes)}; ask the workshop's admin for a key whose role has it."
    return ApiError(Problem(status=403, code="not_allowed", title="This key may not do that", detail=detail))


def _fault(error: EventRefused, place: tuple[str | int, ...]) -> Fault:
    inside = error.field.split("/") if error.field else []
    return Fault(pointer=pointer(*place, *inside), code=error.code, message=error.message, remedy=error.remedy)
