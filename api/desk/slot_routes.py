"""Routes of the slots: ask when it goes, and why it does not."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.desk.asks import SlotQuestion, SlotSearch
from api.desk.offers import ExplanationResource, SlotsResource
from api.desk.refusals import told
from api.desk.routes import PREFIX, ReadingFront, shown
from api.service.bodies import JsonBody, body_of, read_body
from api.service.responses import Responses, refusals

router = APIRouter(prefix=PREFIX, tags=["desk"])

_NOT_READY: Responses = refusals({409: "The workshop's set-up cannot be planned by; all of its faults are listed."})


@router.post(
    "/slots:search",
    operation_id="searchSlots",
    summary="When can you take me?",
    response_model=SlotsResource,
    responses=_NOT_READY,
    openapi_extra=body_of(SlotSearch, "What the customer wants, and how many offers."),
)
def search_slots(front: ReadingFront, body: JsonBody) -> Response:
    """Ranked offers over the dates on which appointments are given.

    Each can be taken exactly as it is, with its `token`, until it expires. What burdens the shop least comes first,
    wishes decide among near equals, and `terms` explain the rank. When there are fewer offers than asked for, other
    cars get other technicians and bays within the promises given to their customers. With `appointment_id` the
    offers are for moving that appointment.
    """
    with told():
        return shown(front.search(read_body(body, SlotSearch, front.zone)))


@router.post(
    "/slots:explain",
    operation_id="explainSlot",
    summary="Why does that time not go?",
    response_model=ExplanationResource,
    responses=_NOT_READY,
    openapi_extra=body_of(SlotQuestion, "What the customer wants, and the time that does not go."),
)
def explain_slot(front: ReadingFront, body: JsonBody) -> Response:
    """Whether an arrival goes. If not, a minimal set of reasons in both languages, and the nearest time that does."""
    with told():
        return shown(front.explain(read_body(body, SlotQuestion, front.zone)))
