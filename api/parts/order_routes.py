"""Routes of `/v1/workshops/{workshop_id}/part-orders`: order a part, and what happens to the order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel
from sqlalchemy import Connection

from api.parts.answers import ArrivalResource, OrderPage, OrderResource, SlipResource
from api.parts.asks import Arrived, CancelledOrder, Confirmed, NewOrder, Slipped
from api.parts.desk import CounterDep
from api.parts.elsewhere import earliest_elsewhere
from api.parts.life import OrderState
from api.parts.orders import page_of_orders
from api.security.principal import Needs, Scope
from api.service import cursor as cursors
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions, etag_of
from api.service.idempotency import OnceDep, response_of
from api.service.responses import ETAG, Responses, header, refusals
from api.store.answers import KeptAnswer

router = APIRouter(prefix="/v1/workshops/{workshop_id}/part-orders", tags=["parts"])

OrderId = Annotated[str, Path(max_length=64, examples=["po_4f1c0b7a9d2e4c6f"])]
Reads = [Depends(Needs(Scope.PARTS_READ))]
Writes = [Depends(Needs(Scope.PARTS_WRITE))]

_NOT_NOW = refusals({409: "The order does not allow that now, or its part is no longer listed."})


def _versioned(kind: type[BaseModel], words: str) -> Responses:
    return {200: {"model": kind, "description": words, "headers": {"ETag": ETAG}}, **_NOT_NOW}


@router.post(
    "",
    operation_id="orderPart",
    summary="Order a part",
    status_code=201,
    response_model=OrderResource,
    responses={
        201: {"description": "The order.", "headers": {"ETag": ETAG, "Location": header("Where the order is.")}},
        **refusals({409: "The ETA cannot be reckoned, or the request with this key is still under work."}),
    },
    openapi_extra=body_of(NewOrder, "What is ordered."),
    dependencies=Writes,
)
def order_part(desk: CounterDep, body: JsonBody, once: OnceDep) -> Response:
    """A back order (缺件订货). Its pieces count as expected from then on: offers and the balance of the part know them.

    Without `eta` it is reckoned: for `regular` order cycle + transport, for `urgent` and `extra_urgent`, which do not
    wait for the cycle, transport; then the opening time of the first open date.
    """
    ask = read_body(body, NewOrder, desk.zone)

    def change(connection: Connection) -> KeptAnswer:
        order = desk.counter(connection).place(ask)
        told = desk.writer.order(order).model_dump_json()
        where = f"/v1/workshops/{desk.workshop_id}/part-orders/{order.order_id}"
        return KeptAnswer(status=201, headers={"Location": where, "ETag": etag_of(order.version)}, body=told)

    return response_of(once.perform(desk.database, desk.now, body, change))


@router.get("", operation_id="listPartOrders", summary="Orders of parts, newest first", dependencies=Reads)
def list_part_orders(
    desk: CounterDep,
    state: Annotated[list[OrderState] | None, Query(description="Only those in one of these states.")] = None,
    part_number: Annotated[str | None, Query(max_length=64, description="Only those of this part.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")] = None,
) -> OrderPage:
    """A page of orders. `may_be_cancelled` marks those open for more than a month."""
    before = None if cursor is None else cursors.decode(cursor)
    with desk.database.read() as connection:
        found = page_of_orders(
            connection,
            desk.workshop_id,
            states=state or (),
            part_number=part_number,
            before=before,
            limit=limit + 1,
        )
    more = cursors.encode(found[limit - 1].seq) if len(found) > limit else None
    return OrderPage(items=[desk.writer.order(one) for one in found[:limit]], next_cursor=more)


@router.get(
    "/{order_id}",
    operation_id="getPartOrder",
    summary="An order of a part",
    response_model=OrderResource,
    responses={200: {"description": "The order.", "headers": {"ETag": ETAG}}},
    dependencies=Reads,
)
def get_part_order(desk: CounterDep, order_id: OrderId) -> Response:
    """Where an order stands, and what may happen to it next."""
    with desk.database.read() as connection:
        order = desk.counter(connection).order(order_id)
    return desk.answer(desk.writer.order(order), order.version)


@router.post(
    "/{order_id}:confirm",
    operation_id="confirmPartOrder",
    summary="The supplier confirms an order",
    response_model=OrderResource,
    responses=_versioned(OrderResource, "The order."),
    openapi_extra=body_of(Confirmed, "What the supplier says.", required=False),
    dependencies=Writes,
)
def confirm_part_order(desk: CounterDep, order_id: OrderId, body: JsonBody, seen: SeenVersions) -> Response:
    """Confirmed, with the supplier's ETA when there is one."""
    ask = read_body(body, Confirmed, desk.zone)
    order = desk.transact(lambda counter: counter.confirm(order_id, ask, seen))
    return desk.answer(desk.writer.order(order), order.version)


@router.post(
    "/{order_id}:slip",
    operation_id="slipPartOrder",
    summary="An order slips",
    response_model=SlipResource,
    responses=_versioned(SlipResource, "The order, and what it breaks."),
    openapi_extra=body_of(Slipped, "The new ETA."),
    dependencies=Writes,
)
def slip_part_order(desk: CounterDep, order_id: OrderId, body: JsonBody, seen: SeenVersions) -> Response:
    """Another ETA, and which appointments it breaks: those whose work starts before their pieces are there.

    Pieces go to whoever starts first. For the first of those that break, by priority, the earliest time that goes is
    looked up, as if they were moved in that order; nobody is moved.
    """
    ask = read_body(body, Slipped, desk.zone)
    order, breaks = desk.transact(lambda counter: counter.slip(order_id, ask, seen))
    elsewhere = earliest_elsewhere(desk, [one.appointment for one in breaks])
    told = [desk.writer.broken(one, elsewhere.get(one.appointment.appointment_id)) for one in breaks]
    return desk.answer(SlipResource(order=desk.writer.order(order), breaks=told), order.version)


@router.post(
    "/{order_id}:arrive",
    operation_id="receivePartOrder",
    summary="Pieces of an order have come",
    response_model=ArrivalResource,
    responses=_versioned(ArrivalResource, "The order, the shelf, and whom to invite."),
    openapi_extra=body_of(Arrived, "How many.", required=False),
    dependencies=Writes,
)
def receive_part_order(desk: CounterDep, order_id: OrderId, body: JsonBody, seen: SeenVersions) -> Response:
    """Pieces go on the shelf. The answer names who was waiting for them, by priority; `there` when all theirs are here.

    An order of which pieces are still missing stays open.
    """
    ask = read_body(body, Arrived, desk.zone)
    order, on_hand, invite = desk.transact(lambda counter: counter.receive(order_id, ask, seen))
    told = [desk.writer.invitation(one, order.part_number) for one in invite]
    return desk.answer(ArrivalResource(order=desk.writer.order(order), on_hand=on_hand, invite=told), order.version)


@router.post(
    "/{order_id}:cancel",
    operation_id="cancelPartOrder",
    summary="Cancel an order",
    response_model=OrderResource,
    responses=_versioned(OrderResource, "The order."),
    openapi_extra=body_of(CancelledOrder, "Why.", required=False),
    dependencies=Writes,
)
def cancel_part_order(desk: CounterDep, order_id: OrderId, body: JsonBody, seen: SeenVersions) -> Response:
    """What is still missing will not come. An order open for less than a month needs a reason."""
    ask = read_body(body, CancelledOrder, desk.zone)
    order = desk.transact(lambda counter: counter.cancel(order_id, ask, seen))
    return desk.answer(desk.writer.order(order), order.version)
