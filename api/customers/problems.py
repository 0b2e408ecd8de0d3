"""Problems of customers. None of them repeats what was sent: it may be a name or a phone."""

from __future__ import annotations

from collections.abc import Iterable

from api.problems import Problem
from api.service.bodies import invalid_request
from api.service.errors import ApiError
from optimizer.errors import Fault

_QUIET = {
    "not_json": "the text is no JSON",
    "not_utf8": "the bytes are not UTF-8",
    "missing_field": "a field is missing",
    "unknown_field": "a field too many",
    "wrong_type": "the value is of another type",
    "wrong_format": "the value has another form",
    "unknown_value": "the value is none of those allowed",
    "too_long": "the text is too long",
    "too_short": "the text is too short",
}


def quiet(faults: Iterable[Fault]) -> ApiError:
    """The refusal of a body with faults, in words that repeat nothing of it."""
    return ApiError(
        invalid_request(
            Fault(
                pointer="" if fault.code == "unknown_field" else fault.pointer,
                code=fault.code,
                message=_QUIET.get(fault.code, "the value cannot be used"),
                remedy="remove what the schema does not know" if fault.code == "unknown_field" else fault.remedy,
            )
            for fault in faults
        )
    )


def unknown_customer(ref: str) -> Problem:
    """A reference that no customer has, here."""
    return Problem(
        status=404, code="unknown_customer", title="There is no such customer", detail=f"Nothing is known of {ref}."
    )


def customer_exists(ref: str) -> Problem:
    """A reference that is taken."""
    return Problem(
        status=409,
        code="customer_exists",
        title="There is such a customer already",
        detail=f"{ref} is taken: change that one, or leave the reference out to get a new one.",
    )


def customer_erased(ref: str) -> Problem:
    """A customer who asked to be forgotten stays so."""
    return Problem(
        status=409,
        code="customer_erased",
        title="This customer was erased",
        detail=f"{ref} takes no details any more; a customer who comes back is a new one.",
    )
