"""What the desk refuses, as problem documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.desk.life import TransitionError
from api.desk.places import TakenError
from api.desk.resident import NotReadyError
from api.desk.rows import UnknownAppointmentError, UnknownWorkshopError
from api.desk.tokens import UnknownTokenError
from api.problems import Problem
from api.security.principal import unknown_workshop
from api.service.bodies import invalid_request
from api.service.errors import ApiError
from optimizer.errors import Fault, InvalidInputError


@contextmanager
def told() -> Iterator[None]:
    """Errors of the desk leave as ``ApiError``; a place that is gone does not: fresh offers go with that one."""
    try:
        yield
    except UnknownWorkshopError as error:
        raise ApiError(unknown_workshop(str(error.args[0]))) from None
    except UnknownAppointmentError as error:
        raise ApiError(_unknown_appointment(str(error.args[0]))) from None
    except NotReadyError as error:
        raise ApiError(_not_ready(error)) from None
    except InvalidInputError as error:
        raise ApiError(invalid_request(error.faults)) from None
    except UnknownTokenError:
        raise ApiError(invalid_request((_unknown_offer(),))) from None
    except TransitionError as error:
        raise ApiError(_not_allowed(error)) from None
    except TakenError as error:
        raise ApiError(_taken(error)) from None


def another_appointment() -> Fault:
    """The fault of a token that was made for something else."""
    return Fault(
        pointer="/offer",
        code="other_offer",
        message="this offer is not for this appointment",
        remedy="search with appointment_id, and take one of those offers",
    )


def not_now(code: str, title: str, detail: str) -> ApiError:
    """A step that the clock does not allow."""
    return ApiError(Problem(status=409, code=code, title=title, detail=detail))


def _unknown_appointment(appointment_id: str) -> Problem:
    return Problem(
        status=404,
        code="unknown_appointment",
        title="There is no such appointment",
        detail=f"Nothing is known of {appointment_id} in this workshop.",
    )


def _not_ready(error: NotReadyError) -> Problem:
    return Problem(
        status=409,
        code="setup_incomplete",
        title="This workshop cannot be planned yet",
        detail=f"{error}. Complete its set-up.",
        errors=error.faults,
    )


def _unknown_offer() -> Fault:
    return Fault(
        pointer="/offer",
        code="unknown_offer",
        message="this is no offer of this workshop",
        remedy="send the token of an offer as the search answered it",
    )


def _not_allowed(error: TransitionError) -> Problem:
    can = ", ".join(error.allowed) or "nothing any more"
    return Problem(
        status=409,
        code="transition_not_allowed",
        title="The appointment does not allow that now",
        detail=f"It is {error.state}: {error.action} is not allowed; allowed: {can}.",
        members={"state": error.state, "allowed": list(error.allowed)},
    )


def _taken(error: TakenError) -> Problem:
    return Problem(
        status=409,
        code="offer_taken",
        title="This offer has been taken",
        detail=f"It is appointment {error.appointment_id}. Take another offer for another one.",
        members={"appointment_id": error.appointment_id},
    )


def foremen_only() -> ApiError:
    """A walk-in that is forced by somebody who may not."""
    return ApiError(
        Problem(
            status=403,
            code="foremen_only",
            title="Only a foreman may force a walk-in",
            detail="Ask a foreman, or take an appointment on another day.",
        )
    )
