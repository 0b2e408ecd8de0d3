"""What happens at the desk of one workshop for one request: asks the book, takes places, moves lives on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import Connection

from api.board.words import Language
from api.desk import rows
from api.desk.asks import Move, NewAppointment, SlotQuestion, SlotSearch, Wish
from api.desk.desk import Desk
from api.desk.life import LifeAction, State, after
from api.desk.offers import (
    AnswersResource,
    ExplanationResource,
    OfferDesk,
    OfferResource,
    PriorityResource,
    SlotsResource,
    reason_resource,
)
from api.desk.places import SlotGoneError, Taking, cleared
from api.desk.reading import searched, wish_from
from api.desk.records import Appointment, Source
from api.desk.refusals import another_appointment, not_now
from api.desk.searching import MAIN, Explained, Found, explain, search
from api.desk.tokens import ExpiredTokenError, Ticket, UnknownTokenError
from api.parts.used import use_parts
from api.problems import Problem
from api.service.errors import ApiError
from api.service.etag import check_seen
from optimizer.errors import InvalidInputError
from optimizer.slots.records import Offer

FRESH_OFFERS = 3
_CREATED_BY: Mapping[str, LifeAction] = {
    "held": LifeAction.HOLD,
    "tentative": LifeAction.MARK_TENTATIVE,
    "booked": LifeAction.BOOK,
}

Seen = frozenset[int] | None


def new_id() -> str:
    """A fresh id of an appointment, which nobody can guess."""
    return f"apt_{secrets.token_hex(12)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The desk of one workshop and who stands at it."""

    desk: Desk
    workshop_id: str
    zone: ZoneInfo
    actor: str
    language: Language
    source: Source = Source.DESK

    def search(self, ask: SlotSearch) -> SlotsResource:
        """Offers for a wish."""
        found = search(self.desk, self.workshop_id, ask, ask.appointment_id or new_id())
        show = self._shower(ask, found, ask.appointment_id)
        answers = {name: None if one is None else show(one) for name, one in found.answers.items()}
        return SlotsResource(
            at=found.now.astimezone(found.shop.zone),
            plan_version=found.versions.plan,
            setup_version=found.versions.setup,
            priority=_priority(found),
            offers=[show(one) for one in found.offers[MAIN]],
            answers=AnswersResource(**answers),
            reshuffle=found.reshuffle,
        )

    def explain(self, ask: SlotQuestion) -> ExplanationResource:
        """Why a wished time does not go."""
        moves = ask.appointment_id
        found = explain(self.desk, self.workshop_id, ask, ask.at, moves or new_id(), moves=moves)
        show = self._shower(ask, found, moves)
        refusal = found.refusal
        return ExplanationResource(
            at=ask.at,
            goes=found.fits is not None,
            offer=None if found.fits is None else show(found.fits),
            reasons=[] if refusal is None else [reason_resource(one, found.shop.zone) for one in refusal.reasons],
            nearest=None if refusal is None or refusal.nearest is None else show(refusal.nearest),
        )

    def ticket(self, token: str, now: datetime, moves: str | None = None) -> tuple[Ticket, ApiError | None]:
        """The ticket of a token, and the refusal (409 with fresh offers) when it has expired.

        ``moves``: the appointment it must be for. Raises ``UnknownTokenError`` for what is no offer of this workshop,
        ``InvalidInputError`` for an offer of something else.
        """
        try:
            return self._mine(self.desk.tokens().open(token, now), moves), None
        except ExpiredTokenError as error:
            ticket = self._mine(error.ticket, moves)
            return ticket, self.gone("offer_expired", "This offer has expired", wish_from(ticket.wish), moves)

    def create(self, connection: Connection, ask: NewAppointment, ticket: Ticket, now: datetime) -> Appointment:
        """Take an offer. Raises ``SlotGoneError`` or ``TakenError``."""
        action = _CREATED_BY[ask.state]
        new = self.appointment(ticket, now, customer_ref=ask.customer_ref, note=ask.note)
        if ask.plate is not None:
            new = replace(new, plate=ask.plate)
        if action is LifeAction.HOLD:
            lasts = self.desk.settings.hold if ask.hold_minutes is None else timedelta(minutes=ask.hold_minutes)
            new = replace(new, expires_at=now + lasts)
        return self.taking(connection, now).create(ticket, new, action, ask.note)

    def move(
        self, connection: Connection, appointment_id: str, ask: Move, ticket: Ticket, now: datetime, seen: Seen
    ) -> Appointment:
        """An appointment takes another place. Raises ``SlotGoneError`` or ``TransitionError``."""
        taking = self.taking(connection, now)
        before = self.seen(connection, appointment_id, seen)
        changed = replace(
            cleared(before, after(before.state, LifeAction.MOVE)),
            visit=ticket.commitment.visit,
            assignments=ticket.commitment.assignments,
            details={**before.details, "wish": ticket.wish},
        )
        return taking.replace(ticket, before, changed, LifeAction.MOVE, ask.note)

    def act(
        self, connection: Connection, appointment_id: str, action: LifeAction, note: str, now: datetime, seen: Seen
    ) -> Appointment:
        """A step of a life that needs no new place. Raises ``SlotGoneError`` or ``TransitionError``."""
        taking = self.taking(connection, now)
        before = self.seen(connection, appointment_id, seen)
        state = after(before.state, action)
        if before.state is State.EXPIRED:
            taking.check(before.commitment)
        _check_clock(before, action, now, self.zone)
        details = {**before.details, "arrived_at": now.isoformat()} if action is LifeAction.ARRIVE else before.details
        changed = taking.changes().apply(before, action, replace(cleared(before, state), details=details), note)
        if action is LifeAction.DELIVER:
            use_parts(connection, before, now, self.actor)
        return changed

    def gone(
        self, code: str, title: str, wish: Wish, moves: str | None, error: SlotGoneError | None = None
    ) -> ApiError:
        """409 with fresh offers for the same wish."""
        members: dict[str, JsonValue] = {"offers": [one.model_dump(mode="json") for one in self.fresh(wish, moves)]}
        if error is not None and error.reasons:
            members["reasons"] = [reason_resource(one, self.zone).model_dump(mode="json") for one in error.reasons]
        detail = "Take one of the fresh offers, or search again."
        return ApiError(Problem(status=409, code=code, title=title, detail=detail, members=members))

    def gone_late(self, appointment_id: str, error: SlotGoneError) -> ApiError:
        """409 for a hold that expired and whose place is gone."""
        with self.desk.database.read() as connection:
            found = rows.appointment(connection, self.workshop_id, appointment_id)
        wish = wish_from(found.details["wish"])
        return self.gone("slot_gone", "The hold expired and its place is gone", wish, appointment_id, error)

    def appointment(self, ticket: Ticket, now: datetime, *, customer_ref: str, note: str) -> Appointment:
        """The appointment that an offer becomes."""
        return Appointment(
            workshop_id=self.workshop_id,
            appointment_id=ticket.commitment.visit.visit_id,
            version=1,
            state=State.HELD,
            plan_version=0,
            source=self.source,
            customer_ref=customer_ref,
            plate=ticket.plate,
            visit=ticket.commitment.visit,
            assignments=ticket.commitment.assignments,
            details={"wish": ticket.wish, "note": note},
            created_at=now,
            updated_at=now,
        )

    def taking(self, connection: Connection, now: datetime) -> Taking:
        """A transaction that takes a place: locks the workshop."""
        return Taking.begin(self.desk, connection, self.workshop_id, now, self.actor)

    def seen(self, connection: Connection, appointment_id: str, seen: Seen) -> Appointment:
        """An appointment that the writer has seen as it is now. Raises ``ApiError`` 412 otherwise."""
        found = rows.appointment(connection, self.workshop_id, appointment_id)
        check_seen(seen, found.version)
        return found

    def fresh(self, wish: Wish, moves: str | None) -> list[OfferResource]:
        """Offers that the book answers with at once; none when the wish itself has become impossible."""
        # Whoever was preferred when it was asked may not work here any more.
        anybody = wish.model_copy(update={"preferred_advisor_ids": (), "preferred_technician_ids": ()})
        ask = searched(anybody, count=FRESH_OFFERS, insertion_only=True, appointment_id=moves)
        try:
            return self.search(ask).offers
        except InvalidInputError:
            return []

    def _mine(self, ticket: Ticket, moves: str | None) -> Ticket:
        if ticket.workshop_id != self.workshop_id:
            raise UnknownTokenError("an offer of another workshop")
        if (ticket.commitment.visit.visit_id if ticket.moves else None) != moves:
            raise InvalidInputError((another_appointment(),))
        return ticket

    def _shower(self, wish: Wish, found: Found | Explained, moves: str | None) -> Callable[[Offer], OfferResource]:
        lasts = self.desk.settings.offer
        box = self.desk.tokens()
        shown = OfferDesk(box, self.workshop_id, wish, found, lasts, self.language, moves)
        return lambda offer: shown.shown(offer, new_id())


def _priority(found: Found) -> PriorityResource:
    return PriorityResource(priority_class=found.asked.request.priority_class, reason=found.asked.priority_reason)


def _check_clock(before: Appointment, action: LifeAction, now: datetime, zone: ZoneInfo) -> None:
    """Raises ``ApiError`` 409 for a step that the clock does not allow yet, or not on this date."""
    arrival = before.visit.arrival
    if action is LifeAction.MARK_NO_SHOW and now < arrival:
        raise not_now("too_early", "The customer may still come", f"The car is expected at {_clock(arrival, zone)}.")
    if action is LifeAction.ARRIVE and now.astimezone(zone).date() != arrival.astimezone(zone).date():
        detail = f"It is expected at {_clock(arrival, zone)}. Move the appointment to today, or take it as a walk-in."
        raise not_now("another_date", "This appointment is for another date", detail)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
