"""A change of a set-up as routes do it: locked, checked against what the writer has seen, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Query
from sqlalchemy import Connection

from api.security.principal import Needs, Principal, Scope, WorkshopId, unknown_workshop
from api.service.errors import ApiError
from api.service.services import Services, ServicesDep
from api.setup import problems, rows
from api.setup.change import (
    AppointmentsAffectedError,
    Author,
    InvalidChangeError,
    Outcome,
    StillUsedError,
    change,
)
from api.setup.rows import Stored
from api.store.locks import lock_workshop
from optimizer.errors import Fault
from scenarios.setup.records import Setup

AcceptAffected = Annotated[
    bool, Query(description="Make the change although appointments lose their place; they are listed in the answer.")
]
DryRun = Annotated[bool, Query(description="Tell what would change and write nothing.")]
Reader = Annotated[Principal, Depends(Needs(Scope.SETUP_READ))]
Writer = Annotated[Principal, Depends(Needs(Scope.SETUP_WRITE))]

# From what is there to what shall be; raises ``ApiError``.
Edit = Callable[[Connection, Stored], Setup]
# A fault of the whole set-up as one of what was sent; None when it is of something else.
OwnFault = Callable[[Fault], Fault | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """A writer's wish to change the set-up of a workshop."""

    services: Services
    workshop_id: str
    principal: Principal
    accept_affected: bool
    dry_run: bool

    def do(self, edit: Edit, own_fault: OwnFault = lambda fault: fault) -> Outcome:
        """The change, in one transaction. Raises ``ApiError`` for every reason it is refused."""
        author = Author(actor=self.principal.actor, at=self.services.clock())

        def changing(connection: Connection) -> Outcome:
            before = locked(connection, self.workshop_id)
            after = edit(connection, before)
            try:
                return change(
                    connection, before, after, author, accept_affected=self.accept_affected, dry_run=self.dry_run
                )
            except InvalidChangeError as error:
                raise _invalid(error, own_fault) from None
            except StillUsedError as error:
                raise problems.still_used(error.faults) from None
            except AppointmentsAffectedError as error:
                zone = ZoneInfo(before.setup.time_zone)
                raise problems.appointments_affected(error.appointments, zone) from None

        return self.services.database.transact(changing)


def editing(
    workshop_id: WorkshopId,
    services: ServicesDep,
    principal: Writer,
    *,
    accept_affected: AcceptAffected = False,
    dry_run: DryRun = False,
) -> Editing:
    """The wish of a request."""
    return Editing(
        services=services,
        workshop_id=workshop_id,
        principal=principal,
        accept_affected=accept_affected,
        dry_run=dry_run,
    )


EditingDep = Annotated[Editing, Depends(editing)]


def locked(connection: Connection, workshop_id: str) -> Stored:
    """The set-up of a workshop, whose only writer this transaction is. Raises ``ApiError`` 404."""
    try:
        lock_workshop(connection, workshop_id)
    except KeyError:
        raise ApiError(unknown_workshop(workshop_id)) from None
    return rows.stored(connection, workshop_id)


def known(connection: Connection, workshop_id: str) -> ZoneInfo:
    """The zone of a workshop. Raises ``ApiError`` 404 for an unknown one."""
    try:
        return ZoneInfo(rows.head_row(connection, workshop_id)["time_zone"])
    except KeyError:
        raise ApiError(unknown_workshop(workshop_id)) from None


def _invalid(error: InvalidChangeError, own_fault: OwnFault) -> ApiError:
    own = [found for fault in error.faults if (found := own_fault(fault)) is not None]
    return problems.invalid_setup(own) if own else problems.still_used(error.faults)
