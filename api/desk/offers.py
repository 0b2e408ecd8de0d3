"""Offers as the desk is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.board.words import Language
from api.contract.times import local
from api.desk import examples
from api.desk.asks import Drive, Wish
from api.desk.reading import wish_document
from api.desk.searching import Explained, Found, Reshuffle
from api.desk.tokens import Ticket, TokenBox
from api.desk.words import share, words_of
from optimizer.plan import Assignment, Reason
from optimizer.policy import PriorityClass
from optimizer.slots.records import FoundBy, LoadChange, Offer, PartStanding, RankTerm
from optimizer.visit import StepKind


class LoadResource(BaseModel):
    """Minutes booked without and with the offer, of the minutes available, and the same as shares."""

    before: int
    after: int
    available: int
    share_before: float
    share_after: float


class OfferLoad(BaseModel):
    """What the offer costs the shop: technicians on that date, in that half-hour, and its advisor."""

    day: LoadResource
    half_hour: LoadResource
    reception: LoadResource
    reserve_left_minutes: Annotated[
        int, Field(description="Can still be booked on that date before the reserve is touched.")
    ]


class RankTermResource(BaseModel):
    """One term of the rank: `amount` × `weight` = `cost`; the costs add up to `rank`."""

    name: str
    amount: int
    unit: str
    weight: int
    cost: int


class PartResource(BaseModel):
    """How a part stands: pieces needed, how many of them are free on the shelf, and from when all are (null: now)."""

    part_number: str
    needed: int
    free: int
    available_from: datetime | None = None


class StepResource(BaseModel):
    """One step in the plan."""

    step_id: str
    kind: StepKind
    start: datetime
    end: datetime
    technician_ids: list[str]
    bay_id: str | None = None
    unit_id: str | None = None


class OfferResource(BaseModel):
    """A place that can be taken exactly as it is, with `token`, until `expires_at`."""

    model_config = ConfigDict(json_schema_extra={"example": examples.OFFER})

    token: str
    expires_at: datetime
    arrival: Annotated[datetime, Field(description="The car is handed in at the workshop.")]
    promised: Annotated[datetime | None, Field(description="Told to the customer: it is ready by then.")] = None
    ready: Annotated[datetime, Field(description="Planned; the promise leaves some slack after it.")]
    collect_at: Annotated[
        datetime | None, Field(description="Our driver is with the customer, when we fetch the car.")
    ] = None
    back_at: Annotated[datetime | None, Field(description="The customer has the car back, when we bring it.")] = None
    advisor_id: str | None = None
    technician_ids: list[str]
    bay_ids: list[str]
    found_by: FoundBy
    moved: Annotated[int, Field(description="Other cars that get another technician or bay for it.")]
    load: OfferLoad
    words: Annotated[list[str], Field(description="The same in the language asked for.")]
    rank: Annotated[int, Field(description="Lower is better.")]
    terms: list[RankTermResource]
    parts: list[PartResource]
    steps: list[StepResource]


class PriorityResource(BaseModel):
    """The class that the facts give, and why."""

    priority_class: PriorityClass
    reason: str


class AnswersResource(BaseModel):
    """Answers to the questions that were asked; null: no."""

    fits: OfferResource | None = None
    earliest_ready: OfferResource | None = None
    earliest_ready_within: OfferResource | None = None


class SlotsResource(BaseModel):
    """Offers, best first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SLOTS})

    object: Literal["slots"] = "slots"
    at: datetime
    plan_version: int
    setup_version: int
    priority: PriorityResource
    offers: list[OfferResource]
    answers: AnswersResource
    reshuffle: Annotated[
        Reshuffle,
        Field(description="Whether other cars were moved to find more; `busy`: ask again, it may find more."),
    ]


class ReasonResource(BaseModel):
    """One reason: the rule, whom or what it binds, when that ends, and words in both languages."""

    rule: str
    subject: str
    until: datetime | None = None
    text_en: str
    text_zh: str


class ExplanationResource(BaseModel):
    """Whether a wished arrival goes. If not: the minimal set of reasons, and the nearest offer."""

    model_config = ConfigDict(json_schema_extra={"example": examples.EXPLANATION})

    object: Literal["explanation"] = "explanation"
    at: datetime
    goes: bool
    offer: Annotated[OfferResource | None, Field(description="The offer at that time, when it goes.")] = None
    reasons: list[ReasonResource]
    nearest: Annotated[OfferResource | None, Field(description="The nearest time that goes.")] = None


class OfferDesk:
    """Seals offers into tokens and shows them, for one answer."""

    def __init__(
        self,
        box: TokenBox,
        workshop_id: str,
        wish: Wish,
        found: Found | Explained,
        lasts: timedelta,
        language: Language,
        moves: str | None,
    ) -> None:
        self._box, self._workshop_id, self._wish = box, workshop_id, wish
        self._found, self._lasts, self._language, self._moves = found, lasts, language, moves

    def shown(self, offer: Offer, appointment_id: str) -> OfferResource:
        """An offer with its token. ``appointment_id``: of the appointment it will be."""
        zone = self._found.shop.zone
        ticket = self._ticket(offer, self._moves or appointment_id)
        visit = offer.visit
        lasts_until = self._found.now.replace(microsecond=0) + self._lasts
        return OfferResource(
            token=self._box.seal(ticket, self._found.now),
            expires_at=local(lasts_until, zone),
            arrival=local(visit.arrival, zone),
            promised=None if visit.promised is None else local(visit.promised, zone),
            ready=local(offer.ready, zone),
            collect_at=_driven(visit.arrival, self._wish.collect, -1, zone),
            back_at=_driven(visit.promised, self._wish.bring_back, 1, zone),
            advisor_id=visit.advisor_id,
            technician_ids=sorted({name for one in offer.assignments for name in one.technician_ids}),
            bay_ids=sorted({one.bay_id for one in offer.assignments if one.bay_id is not None}),
            found_by=offer.found_by,
            moved=len(offer.moved),
            load=_load(offer),
            words=words_of(offer, zone, self._language),
            rank=offer.rank,
            terms=[_term(one) for one in offer.terms],
            parts=[_part(one, zone) for one in offer.parts],
            steps=[step_resource(one, zone) for one in offer.assignments],
        )

    def _ticket(self, offer: Offer, appointment_id: str) -> Ticket:
        place = renamed(offer, appointment_id, self._found.asked.priority_reason)
        return Ticket(
            workshop_id=self._workshop_id,
            versions=self._found.versions,
            commitment=place.commitment,
            moved=place.moved,
            found_by=place.found_by,
            wish=wish_document(self._wish),
            plate=self._wish.vehicle.plate,
            moves=self._moves is not None,
        )


def renamed(offer: Offer, visit_id: str, priority_reason: str) -> Offer:
    """The offer for a visit of another id: each offer of an answer can become an appointment of its own."""
    before = offer.visit.visit_id
    assignments = tuple(
        replace(one, visit_id=visit_id, step_id=visit_id + one.step_id.removeprefix(before))
        for one in offer.assignments
    )
    visit = replace(offer.visit, visit_id=visit_id, priority_reason=priority_reason)
    return replace(offer, visit=visit, assignments=assignments)


def step_resource(one: Assignment, zone: ZoneInfo) -> StepResource:
    """A step as JSON."""
    return StepResource(
        step_id=one.step_id,
        kind=one.kind,
        start=local(one.start, zone),
        end=local(one.end, zone),
        technician_ids=list(one.technician_ids),
        bay_id=one.bay_id,
        unit_id=one.unit_id,
    )


def reason_resource(one: Reason, zone: ZoneInfo) -> ReasonResource:
    """A reason as JSON."""
    return ReasonResource(
        rule=one.rule,
        subject=one.subject,
        until=None if one.until is None else local(one.until, zone),
        text_en=one.text_en,
        text_zh=one.text_zh,
    )


def _driven(at: datetime | None, drive: Drive | None, sign: int, zone: ZoneInfo) -> datetime | None:
    return None if at is None or drive is None else local(at + sign * timedelta(minutes=drive.minutes), zone)


def _load(offer: Offer) -> OfferLoad:
    return OfferLoad(
        day=_change(offer.day),
        half_hour=_change(offer.half_hour),
        reception=_change(offer.reception),
        reserve_left_minutes=offer.reserve_left,
    )


def _change(load: LoadChange) -> LoadResource:
    return LoadResource(
        before=load.before,
        after=load.after,
        available=load.available,
        share_before=share(load.before, load.available),
        share_after=share(load.after, load.available),
    )


def _term(one: RankTerm) -> RankTermResource:
    return RankTermResource(name=one.name, amount=one.amount, unit=one.unit, weight=one.weight, cost=one.cost)


def _part(one: PartStanding, zone: ZoneInfo) -> PartResource:
    there = None if one.available_from is None else local(one.available_from, zone)
    return PartResource(part_number=one.part_number, needed=one.needed, free=one.free, available_from=there)
