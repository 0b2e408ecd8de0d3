"""Routes of a workshop's customers."""

from __future__ import annotations

from typing import Annotated, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path, Response

from api.contract.base import Wire
from api.customers.problems import quiet
from api.customers.records import Customer, phone_key
from api.customers.resources import (
    CustomerBody,
    CustomerChangeBody,
    CustomerDetailsResource,
    CustomerList,
    CustomerSearchBody,
    NewCustomerBody,
    customer_resource,
)
from api.customers.store import Customers
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service.bodies import JsonBody, body_of, read_body
from api.service.errors import ApiError
from api.service.etag import SeenVersions, etag_of
from api.service.responses import ETAG, Responses, header, refusals
from api.service.services import ServicesDep
from optimizer.errors import Fault

router = APIRouter(prefix="/v1/workshops/{workshop_id}/customers", tags=["customers"])

W = TypeVar("W", bound=Wire)
Writer = Annotated[Principal, Depends(Needs(Scope.CUSTOMERS_WRITE))]
Reader = Annotated[Principal, Depends(Needs(Scope.CUSTOMERS_READ))]
Ref = Annotated[str, Path(max_length=64, description="Reference of the customer.", examples=["C-1001"])]

_PLACE = header("Where the customer is.")
_SHOWN: Responses = {200: {"model": CustomerDetailsResource, "description": "The customer.", "headers": {"ETag": ETAG}}}
_ERASED = refusals({409: "The customer was erased and takes no details any more."})
_MADE: Responses = {
    201: {
        "model": CustomerDetailsResource,
        "description": "The customer.",
        "headers": {"ETag": ETAG, "Location": _PLACE},
    },
    **refusals({409: "The reference is taken."}),
}
_PUT: Responses = {
    201: {"description": "The customer is new.", "headers": {"ETag": ETAG, "Location": _PLACE}},
    204: {"description": "The customer was brought up to date.", "headers": {"ETag": ETAG}},
    **_ERASED,
}


def customers_of(workshop_id: WorkshopId, services: ServicesDep, principal: Writer) -> Customers:
    """The customers of the path's workshop, for who may change them."""
    return Customers(services.database, services.clock, workshop_id, principal.actor)


def readable(workshop_id: WorkshopId, services: ServicesDep, principal: Reader) -> Customers:
    """The same, for who may see names and phones."""
    return Customers(services.database, services.clock, workshop_id, principal.actor)


Writable = Annotated[Customers, Depends(customers_of)]
Readable = Annotated[Customers, Depends(readable)]


@router.post(
    "",
    operation_id="createCustomer",
    summary="Note a customer",
    status_code=201,
    response_model=CustomerDetailsResource,
    responses=_MADE,
    openapi_extra=body_of(NewCustomerBody, "The customer."),
)
def create_customer(workshop_id: WorkshopId, customers: Writable, body: JsonBody) -> Response:
    """Note a customer, whom appointments name by `customer_ref` only.

    There is no `Idempotency-Key`, because an answer with a name is not kept; `PUT` may be sent again.
    """
    ask = _read(body, NewCustomerBody)
    _check_ref(ask.customer_ref, ask)
    return _answer(customers.create(ask.customer_ref, ask.details()), status=201, workshop_id=workshop_id)


@router.post(
    ":search",
    operation_id="searchCustomers",
    summary="Find customers by phone, name or plate",
    response_model=CustomerList,
    openapi_extra=body_of(CustomerSearchBody, "Whom to look for."),
)
def search_customers(customers: Readable, body: JsonBody) -> CustomerList:
    """Find customers. A POST, because what stands in an address ends up in logs."""
    ask = _read(body, CustomerSearchBody)
    if ask.phone is None and ask.name is None and ask.plate is None:
        raise quiet([Fault(pointer="", code="missing_field", message="", remedy="give phone, name or plate")])
    found = customers.find(phone=ask.phone, name=ask.name, plate=ask.plate, limit=ask.limit + 1)
    return CustomerList(items=[customer_resource(one) for one in found[: ask.limit]], more=len(found) > ask.limit)


@router.get(
    "/{customer_ref}",
    operation_id="getCustomer",
    summary="A customer",
    response_model=CustomerDetailsResource,
    responses=_SHOWN,
)
def get_customer(customers: Readable, customer_ref: Ref) -> Response:
    """Name, phone and wishes of a customer."""
    return _answer(customers.get(customer_ref))


@router.put(
    "/{customer_ref}",
    operation_id="putCustomer",
    summary="Bring a customer in from another system",
    status_code=204,
    responses=_PUT,
    openapi_extra=body_of(CustomerBody, "The customer as they are there."),
)
def put_customer(
    workshop_id: WorkshopId, customers: Writable, customer_ref: Ref, body: JsonBody, seen: SeenVersions
) -> Response:
    """Make or replace a customer; `If-Match: *` whatever is there. Answers no details: who writes need not read.

    An erased customer stays erased (409), however often another system sends them.
    """
    ask = _read(body, CustomerBody)
    _check_ref(customer_ref, ask)
    customer, is_new = customers.put(customer_ref, ask.details(), seen)
    headers = {"ETag": etag_of(customer.version)}
    if is_new:
        headers["Location"] = _place(workshop_id, customer_ref)
    return Response(status_code=201 if is_new else 204, headers=headers)


@router.patch(
    "/{customer_ref}",
    operation_id="changeCustomer",
    summary="Change a customer",
    response_model=CustomerDetailsResource,
    responses={**_SHOWN, **_ERASED},
    openapi_extra=body_of(CustomerChangeBody, "What is to change."),
)
def change_customer(
    reader: Reader, customers: Writable, customer_ref: Ref, body: JsonBody, seen: SeenVersions
) -> Response:
    """Change what is named; the answer shows all, so this needs customers:read too."""
    del reader
    ask = _read(body, CustomerChangeBody)
    _check_ref(customer_ref, ask)
    values: dict[str, object] = {name: getattr(ask, name) for name in ask.model_fields_set}
    return _answer(customers.change(customer_ref, values, seen))


@router.post(
    "/{customer_ref}:erase",
    operation_id="eraseCustomer",
    summary="Forget a customer",
    response_model=CustomerDetailsResource,
    responses=_SHOWN,
)
def erase_customer(customers: Writable, customer_ref: Ref, seen: SeenVersions) -> Response:
    """Blank name, phone, notes and wishes for good. Appointments, plans and history stay, with the reference alone."""
    return _answer(customers.erase(customer_ref, seen))


def _read(body: bytes, kind: type[W]) -> W:
    try:
        return read_body(body, kind, ZoneInfo("UTC"))
    except ApiError as error:
        raise quiet(error.problem.errors) from None


def _check_ref(ref: str | None, ask: CustomerBody) -> None:
    """References are in logs and in the journal: they must not be what is to be kept out of them."""
    if ref is None:
        return
    digits = phone_key(ask.phone)
    if (digits and phone_key(ref) == digits) or (ask.name and ref == ask.name):
        remedy = "use the number that the customer has in your system, or leave it out to get one"
        raise quiet([Fault(pointer="/customer_ref", code="telling_reference", message="", remedy=remedy)])


def _answer(customer: Customer, *, status: int = 200, workshop_id: str | None = None) -> Response:
    headers = {"ETag": etag_of(customer.version), "Cache-Control": "no-store"}
    if workshop_id is not None:
        headers["Location"] = _place(workshop_id, customer.customer_ref)
    text = customer_resource(customer).model_dump_json()
    return Response(text, status_code=status, headers=headers, media_type="application/json")


def _place(workshop_id: str, ref: str) -> str:
    return f"/v1/workshops/{quote(workshop_id, safe='')}/customers/{quote(ref, safe='')}"
