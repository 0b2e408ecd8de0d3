"""Between the wish of a customer and the document that an appointment, or the token of an offer, keeps of it."""

from __future__ import annotations

import json

from pydantic import JsonValue

from api.contract.times import Clock
from api.desk.asks import SlotSearch, Wish


def wish_document(wish: Wish) -> dict[str, JsonValue]:
    """What a wish says beyond the defaults, as an appointment keeps it; the plate has its own column."""
    told: dict[str, JsonValue] = wish.model_dump(mode="json", include=set(Wish.model_fields), exclude_defaults=True)
    vehicle = told.get("vehicle")
    if isinstance(vehicle, dict):
        vehicle.pop("plate", None)
    return told


def wish_from(document: JsonValue) -> Wish:
    """The wish that an appointment keeps."""
    return Wish.model_validate_json(json.dumps(document), context=Clock(zone=None))


def searched(wish: Wish, **options: JsonValue) -> SlotSearch:
    """A search for what was wished before."""
    document = {**wish_document(wish), **options}
    found = SlotSearch.model_validate_json(json.dumps(document), context=Clock(zone=None))
    return found.model_copy(update={"vehicle": wish.vehicle})
