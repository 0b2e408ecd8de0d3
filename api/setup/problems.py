"""Why a change of a set-up is refused, as problem documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from api.contract.times import local
from api.problems import Problem
from api.service.errors import ApiError
from api.setup.effects import Affected
from optimizer.errors import Fault


def invalid_setup(faults: Iterable[Fault]) -> ApiError:
    """422: the document has faults."""
    return _with_faults(422, "invalid_setup", "This set-up cannot be worked by", faults)


def still_used(faults: Iterable[Fault]) -> ApiError:
    """409: others use what would be taken away."""
    return _with_faults(409, "still_used", "It is still used", faults)


def appointments_affected(appointments: Sequence[Affected], zone: ZoneInfo) -> ApiError:
    """409: appointments would lose their place, and the request does not say that this is meant."""
    faults = [
        Fault(
            pointer="",
            code="loses_place",
            message=f"appointment {one.appointment_id} of {local(one.arrival, zone).isoformat()} "
            f"loses {', '.join(one.losses)}",
            remedy="move the appointment first, or send accept_affected=true and move it then",
        )
        for one in appointments
    ]
    return _with_faults(409, "appointments_affected", "Appointments would lose their place", faults)


def unknown_item(noun: str, item_id: str) -> ApiError:
    """404: there is no item of this id."""
    detail = f"Nothing is known of {noun} {item_id}."
    return ApiError(Problem(status=404, code="unknown_item", title=f"There is no such {noun}", detail=detail))


def workshop_exists(workshop_id: str) -> ApiError:
    """409: the id is taken."""
    detail = f"Choose another id than {workshop_id}, or change the workshop with PUT."
    return ApiError(Problem(status=409, code="workshop_exists", title="There is such a workshop", detail=detail))


def has_open_appointments(ids: Sequence[str]) -> ApiError:
    """409: a workshop that still has cars to come."""
    shown = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
    detail = f"{len(ids)} appointments are open: {shown}. Cancel or finish them first."
    title = "The workshop has open appointments"
    return ApiError(Problem(status=409, code="open_appointments", title=title, detail=detail))


def installation_only() -> ApiError:
    """403: only a key of the whole installation may do that."""
    detail = "Workshops are made and removed with a key of the installation, not with that of one workshop."
    return ApiError(Problem(status=403, code="not_allowed", title="This key may not do that", detail=detail))


def wrong_id(field: str, sent: str, asked: str) -> Fault:
    """The fault of a document whose id is not that of its address."""
    return Fault(
        pointer=f"/{field}",
        code="id_differs",
        message=f"{field} is {sent}, the address says {asked}",
        remedy=f"send {asked}, or use the address of {sent}; an id never changes",
    )


def _with_faults(status: int, code: str, title: str, faults: Iterable[Fault]) -> ApiError:
    found = tuple(faults)
    detail = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return ApiError(Problem(status=status, code=code, title=title, detail=detail, errors=found))
