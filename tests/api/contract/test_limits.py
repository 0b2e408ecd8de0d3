"""Whatever is sent is read or refused, and the schema refuses nothing else than the reader does."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import JsonValue

from api.contract import DayDocument, read_day, write_day
from api.contract.messages import CODES
from api.contract.reading import read_document
from api.contract.schema import FILES, schema_of
from api.contract.source import JsonObject
from optimizer.faults import CHECKS, InvalidDayError
from optimizer.faults.policy import COUNTS
from optimizer.policy import Weights
from tests.api.contract.edit import drop, exists, places, put
from tests.api.contract.sent import ANN, OIL, document, refused

SCHEMA = Draft202012Validator(schema_of(*FILES["day.schema.json"]))
SENSE = {check.code for check in CHECKS}
NEED: JsonValue = [{"part_number": "P", "quantity": 0}]
DELIVERY: JsonValue = [{"part_number": "P", "quantity": -1, "eta": "2025-03-03T08:00"}]
OUTSIDE: dict[str, JsonValue] = {
    "/workshop/loan_cars": -1,
    "/workshop/stations/1/count": -1,
    "/workshop/policy/horizon_days": 0,
    "/workshop/policy/promise_grid_minutes": 0,
    "/workshop/policy/grid_minutes": 4,
    "/workshop/policy/reserve_share": 1.1,
    "/workshop/policy/booking_rate": -0.1,
    "/workshop/policy/productivity": 0,
    "/workshop/policy/classes/0/weight": -1,
    f"{ANN}/availability": 0,
    f"{ANN}/default_efficiency": 0,
    f"{ANN}/efficiency": {"any": 0},
    f"{OIL}/crew": 3,
    f"{OIL}/frt_hours": -1,
    f"{OIL}/sublet_hours": 0,
    f"{OIL}/parts": NEED,
    "/workshop/stock": [{"part_number": "P", "on_hand": -1}],
    "/workshop/deliveries": DELIVERY,
    "/visits/0/jobs/0/frt_hours": 0,
    "/visits/0/progress/0/remaining_minutes": -1,
    "/visits/0/progress/0/remaining_frt_hours": -1,
    **{f"/workshop/policy/{name}": -1 for name in COUNTS},
    **{f"/workshop/policy/weights/{field.name}": -1 for field in fields(Weights)},
}


@pytest.mark.parametrize("place", OUTSIDE)
def test_a_value_outside_the_limits_of_the_schema_is_refused_in_the_words_of_the_trade(place: str) -> None:
    """The schema states these limits for integrators, `faults_of` judges them: both must say the same."""
    outside = document((place, OUTSIDE[place]))
    assert list(SCHEMA.iter_errors(outside))
    (fault,) = refused(outside)
    assert fault.pointer.startswith(place)
    assert fault.code in SENSE


def test_every_lower_limit_of_the_schema_was_tried() -> None:
    definitions = DayDocument.model_json_schema()["$defs"]
    limited = {
        name
        for definition in definitions.values()
        for name, field in definition.get("properties", {}).items()
        if {"minimum", "exclusiveMinimum"} & field.keys()
    }
    tried = {place.rpartition("/")[2] for place in OUTSIDE} | {"quantity", "on_hand"}
    assert limited
    assert limited - tried == set()


JUNK: st.SearchStrategy[JsonValue] = st.sampled_from(
    [None, True, -1, 0, 3, 2.5, "", "v1", "ann", "wash-1", "v1/reception", "2025-03-03T09:00", "2099-01-01T00:00Z", [],
     {}, [[]], {"": ""}, "\u2028", 10**400, float("nan")]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> JsonObject:
    """The day of two visits, spoilt at up to four places: a value replaced, taken out, or a field added."""
    changed = document()
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(list(places(changed))))
        kind = draw(st.sampled_from(["put", "drop", "add"]))
        if kind == "drop":
            changed = drop(changed, place)
        else:
            changed = put(changed, place if kind == "put" else place.rpartition("/")[0] + "/0", draw(JUNK))
    return changed


@given(spoilt())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
def test_whatever_is_sent_is_read_or_refused_with_known_codes_at_places_that_exist(sent: JsonObject) -> None:
    try:
        read = read_day(sent)
    except InvalidDayError as error:
        faults = error.faults
    else:
        assert read_day(write_day(read)) == read
        return
    assert faults
    assert {fault.code for fault in faults} <= CODES.keys() | SENSE
    assert [fault.pointer for fault in faults if not exists(sent, fault.pointer)] == []


@given(spoilt())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
def test_of_whatever_is_sent_the_sense_is_judged_too(sent: JsonObject) -> None:
    """Stand-ins take the place of what cannot be read, so that there always is a day to judge."""
    if (sent.get("kind"), sent.get("version")) == ("heijunka.day", "1"):
        assert read_document(sent, DayDocument).document is not None
