"""What the parts counter refuses, as problem documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from api.contract.base import MAX_PIECES
from api.parts.life import OrderTransitionError
from api.problems import Problem
from api.service.bodies import invalid_request
from api.service.errors import ApiError
from optimizer.errors import Fault


@contextmanager
def orders_told() -> Iterator[None]:
    """A step that the state of an order does not allow leaves as ``ApiError`` 409."""
    try:
        yield
    except OrderTransitionError as error:
        can = ", ".join(error.allowed) or "nothing any more"
        raise ApiError(
            Problem(
                status=409,
                code="order_transition_not_allowed",
                title="The order does not allow that now",
                detail=f"It is {error.state}: {error.action} is not allowed; allowed: {can}.",
            )
        ) from None


def unknown_order(order_id: str) -> ApiError:
    """404."""
    detail = f"Nothing is known of {order_id} in this workshop."
    return ApiError(Problem(status=404, code="unknown_order", title="There is no such order", detail=detail))


def unknown_part(part_number: str) -> ApiError:
    """404."""
    detail = f"The set-up of this workshop does not list part {part_number}."
    return ApiError(Problem(status=404, code="unknown_part", title="There is no such part", detail=detail))


def unknown_appointment(appointment_id: str) -> ApiError:
    """404."""
    detail = f"Nothing is known of {appointment_id} in this workshop."
    title = "There is no such appointment"
    return ApiError(Problem(status=404, code="unknown_appointment", title=title, detail=detail))


def part_gone(part_number: str) -> ApiError:
    """409: pieces of a part that the set-up has lost cannot be put on the shelf."""
    detail = f"Add part {part_number} to the parts of the set-up, then receive it."
    title = "The set-up does not list this part any more"
    return ApiError(Problem(status=409, code="part_not_listed", title=title, detail=detail))


def no_open_date() -> ApiError:
    """409: a lead time that ends in no open date."""
    detail = "The workshop is not open in the 120 days after the lead time: give the eta yourself."
    return ApiError(Problem(status=409, code="no_open_date", title="The ETA cannot be reckoned", detail=detail))


def refused(*faults: Fault) -> ApiError:
    """422: a body that makes no sense here."""
    return ApiError(invalid_request(faults))


def part_not_listed(part_number: str, pointer: str = "/part_number") -> Fault:
    """An order of a part that is not in the set-up."""
    return Fault(
        pointer=pointer,
        code="unknown_part",
        message=f"the set-up does not list part {part_number}",
        remedy="correct the part number, or add the part to the set-up",
    )


def appointment_not_known(appointment_id: str) -> Fault:
    """An order for an appointment that is none."""
    return Fault(
        pointer="/appointment_id",
        code="unknown_appointment",
        message=f"there is no appointment {appointment_id}",
        remedy="correct the id, or leave it out",
    )


def eta_past(eta: datetime, now: datetime) -> Fault:
    """An ETA that lies in the past."""
    return Fault(
        pointer="/eta",
        code="eta_past",
        message=f"the ETA {eta.isoformat()} is not after now, {now.isoformat(timespec='seconds')}",
        remedy="give a time to come; what is here is received with :arrive",
    )


def too_many(quantity: int, missing: int) -> Fault:
    """More pieces than were ordered."""
    return Fault(
        pointer="/quantity",
        code="more_than_ordered",
        message=f"{quantity} pieces came, {missing} were missing",
        remedy="give at most what is missing, and correct the stock in the set-up for the rest",
    )


def shelf_full(part_number: str) -> Fault:
    """More pieces than a set-up can count."""
    return Fault(
        pointer="/quantity",
        code="too_many_pieces",
        message=f"that would be more than {MAX_PIECES} pieces of part {part_number} on the shelf",
        remedy="correct the pieces on hand in the set-up",
    )


def reason_missing() -> Fault:
    """A young order that is cancelled without a word."""
    return Fault(
        pointer="/reason",
        code="reason_missing",
        message="the order is open for less than a month, so the supplier need not take it back",
        remedy="say why it is cancelled",
    )


def not_there(part_number: str, quantity: int, there: int, pointer: str) -> Fault:
    """A pick of pieces that are not on the shelf, or lie aside for others."""
    return Fault(
        pointer=pointer,
        code="not_on_shelf",
        message=f"{quantity} of part {part_number} wanted, {there} on the shelf and not put aside for others",
        remedy="pick what is there, or put back what lies aside for somebody else",
    )
