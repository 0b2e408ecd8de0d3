"""JSON of customers, as the service takes and answers it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.contract.base import Id, Name, Text, Wire
from api.customers.records import CallBy, Customer, Details

_DETAILS: JsonDict = {
    "name": "Li Na 李娜",
    "phone": "+86 138 0013 8000",
    "call_by": "message",
    "language": "zh",
    "notes": "",
}
_EXAMPLE: JsonDict = {
    "object": "customer",
    "customer_ref": "C-1001",
    "version": 1,
    **_DETAILS,
    "erased": False,
    "created_at": "2026-03-16T00:30:00Z",
    "updated_at": "2026-03-16T00:30:00Z",
}

_LINE = r"^[^\x00-\x1f\x7f]*$"
_Phone = Annotated[
    str, Field(max_length=40, pattern=_LINE, description="As the customer gives it.", examples=["+86 138 0013 8000"])
]
_Named = Annotated[Name, Field(pattern=_LINE, description="As the customer is addressed.", examples=["Li Na 李娜"])]
_CallBy = Annotated[CallBy, Field(description="How the customer wishes to be reached.")]
_Language = Annotated[
    str, Field(max_length=16, pattern=_LINE, description="Language to speak, such as zh or en.", examples=["zh"])
]
_Notes = Annotated[Text, Field(pattern=r"^[^\x00]*$", description="What helps on the phone; erased with the rest.")]


class CustomerBody(Wire):
    """A customer as they are to be from now on; what is left out is blank."""

    model_config = ConfigDict(json_schema_extra={"example": _DETAILS})

    name: _Named = ""
    phone: _Phone = ""
    call_by: _CallBy = CallBy.PHONE
    language: _Language = ""
    notes: _Notes = ""

    def details(self) -> Details:
        """As a record."""
        return Details(name=self.name, phone=self.phone, call_by=self.call_by, language=self.language, notes=self.notes)


class NewCustomerBody(CustomerBody):
    """A new customer."""

    model_config = ConfigDict(json_schema_extra={"example": {"customer_ref": "C-1001", **_DETAILS}})

    customer_ref: Annotated[
        Id | None, Field(description="The reference that appointments have; made up when left out. Not the phone.")
    ] = None


class CustomerChangeBody(CustomerBody):
    """What is to change of a customer; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"example": {"call_by": "phone"}})


class CustomerSearchBody(Wire):
    """Whom to look for; all that is given must hold. In the body and not in the address, which logs keep."""

    model_config = ConfigDict(json_schema_extra={"example": {"phone": "138 0013 8000"}})

    phone: Annotated[
        str | None, Field(max_length=40, pattern=_LINE, description="The whole number; blanks and +86 do not count.")
    ] = None
    name: Annotated[
        str | None, Field(max_length=200, pattern=_LINE, min_length=1, description="How the name begins.")
    ] = None
    plate: Annotated[
        str | None, Field(max_length=40, pattern=_LINE, description="Number plate of one of their appointments.")
    ] = None
    limit: Annotated[int, Field(ge=1, le=200, description="Most that are answered.")] = 50


class CustomerDetailsResource(BaseModel):
    """A customer; all blank once erased."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    object: Literal["customer"] = "customer"
    customer_ref: str
    version: int
    name: str
    phone: str
    call_by: CallBy
    language: str
    notes: str
    erased: bool
    created_at: datetime
    updated_at: datetime


class CustomerList(BaseModel):
    """Customers found, by name. ``more``: there are more than asked for; look more closely."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [_EXAMPLE], "more": False}})

    items: list[CustomerDetailsResource]
    more: bool


def customer_resource(customer: Customer) -> CustomerDetailsResource:
    """A customer as JSON."""
    details = customer.details
    return CustomerDetailsResource(
        customer_ref=customer.customer_ref,
        version=customer.version,
        name=details.name,
        phone=details.phone,
        call_by=details.call_by,
        language=details.language,
        notes=details.notes,
        erased=customer.erased_at is not None,
        created_at=customer.created_at,
        updated_at=customer.updated_at,
    )
