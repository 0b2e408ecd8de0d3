"""The call list of one workshop for one request: who looks at it, and what they may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.front import FRESH_OFFERS, Front
from api.desk.life import LifeAction, allowed
from api.desk.offers import OfferResource
from api.desk.preparation.customers import customers_of
from api.desk.reading import searched, wish_from
from api.desk.records import Appointment
from api.desk.routes import AcceptLanguage, front_of
from api.notices import rows
from api.notices.answering import Answering
from api.notices.asks import AnotherTime
from api.notices.records import StoredNotice
from api.notices.resources import NoticeResource, notice_resource
from api.notices.settling import settle
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service.services import Services, ServicesDep
from api.setup.standing import setup_of
from optimizer.errors import InvalidInputError
from optimizer.notices import call_order


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDesk:
    """Notices that time has overtaken are settled before anybody looks."""

    front: Front
    services: Services
    principal: Principal

    @classmethod
    def of(cls, workshop_id: str, services: Services, principal: Principal, accept_language: str) -> CallDesk:
        """Of a request. Raises ``ApiError`` 404 for an unknown workshop."""
        front = front_of(workshop_id, services, principal, accept_language)
        settle(services.database, workshop_id, services.clock())
        return cls(front=front, services=services, principal=principal)

    def to_call(self, connection: Connection) -> Sequence[StoredNotice]:
        """Calls to be made, the first one first."""
        policy = setup_of(connection, self.front.workshop_id).policy
        now = self.services.clock()
        found = rows.open_notices(connection, self.front.workshop_id)
        about = {one.notice_id: self._about(connection, one).visit.priority_class for one in found}
        return sorted(found, key=lambda one: (call_order(one.call_by, about[one.notice_id], now, policy), one.seq))

    def shown(self, connection: Connection, found: Sequence[StoredNotice]) -> list[NoticeResource]:
        """Notices as this principal may see them."""
        about = {one.notice_id: self._about(connection, one) for one in found}
        refs = [one.customer_ref for one in about.values()] if Scope.CUSTOMERS_READ in self.principal.scopes else []
        customers = customers_of(connection, self.front.workshop_id, refs)
        now = self.services.clock()
        return [notice_resource(one, about[one.notice_id], customers, now, self.front.zone) for one in found]

    def answer(self, change: Callable[[Answering], StoredNotice]) -> tuple[StoredNotice, NoticeResource]:
        """Write what a call has brought, and show it."""
        front, now = self.front, self.services.clock()

        def write(connection: Connection) -> tuple[StoredNotice, NoticeResource]:
            found = change(Answering(connection, front.workshop_id, now, front.actor))
            (shows,) = self.shown(connection, [found])
            return found, shows

        return self.services.database.transact(write)

    def offers(self, notice_id: str, other: AnotherTime | None) -> list[OfferResource]:
        """What the desk can offer instead: to move the appointment while the car is not here, else a new one.

        Raises ``UnknownNoticeError``, and ``InvalidInputError`` for a wish that leaves no time at all.
        """
        if other is None:
            return []
        with self.services.database.read() as connection:
            about = self._about(connection, rows.notice(connection, self.front.workshop_id, notice_id))
        times = {"must": other.must, "preferred": other.preferred, "ready_by": other.ready_by, "lead_minutes": None}
        asked = wish_from(about.details["wish"]).model_copy(update=times)
        moves = about.appointment_id if LifeAction.MOVE in allowed(about.state) else None
        try:
            ask = searched(asked, count=FRESH_OFFERS, insertion_only=True, appointment_id=moves)
            return self.front.search(ask).offers
        except InvalidInputError as error:
            raise InvalidInputError(replace(one, pointer=f"/wish{one.pointer}") for one in error.faults) from None

    def _about(self, connection: Connection, one: StoredNotice) -> Appointment:
        return desk_rows.appointment(connection, self.front.workshop_id, one.appointment_id)


def reading_calls(
    workshop_id: WorkshopId,
    services: ServicesDep,
    principal: Annotated[Principal, Depends(Needs(Scope.NOTICES_READ))],
    accept_language: AcceptLanguage = "",
) -> CallDesk:
    """For who may look."""
    return CallDesk.of(workshop_id, services, principal, accept_language)


def writing_calls(
    workshop_id: WorkshopId,
    services: ServicesDep,
    principal: Annotated[Principal, Depends(Needs(Scope.NOTICES_WRITE))],
    accept_language: AcceptLanguage = "",
) -> CallDesk:
    """For who may write down what customers said."""
    return CallDesk.of(workshop_id, services, principal, accept_language)


ReadingCalls = Annotated[CallDesk, Depends(reading_calls)]
WritingCalls = Annotated[CallDesk, Depends(writing_calls)]
