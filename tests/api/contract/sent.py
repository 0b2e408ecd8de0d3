"""Days as they are sent, right and wrong, and what becomes of them."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from api.contract import read_day, write_day
from api.contract.source import JsonObject
from optimizer.faults import Fault, InvalidDayError
from tests.api.contract.edit import drop, put
from tests.shops import day, visit

TWO_VISITS = write_day(day(visit("v1", "OIL", "ALIGN", progress=("reception 7:00-7:10",)), visit("v2", "TEST")))
ANN = "/workshop/technicians/0"
OIL = "/workshop/operations/0"


def document(*changes: tuple[str, JsonValue], without: str = "") -> JsonObject:
    """A day of two visits with other values at some places, and without a field at another."""
    changed = TWO_VISITS
    for place, value in changes:
        changed = put(changed, place, value)
    return drop(changed, without) if without else changed


def refused(data: bytes | str | JsonObject) -> tuple[Fault, ...]:
    """The faults with which a day is refused."""
    with pytest.raises(InvalidDayError) as caught:
        read_day(data)
    faults = caught.value.faults
    assert all(fault.message and fault.remedy for fault in faults)
    return faults


def named(data: bytes | str | JsonObject) -> list[tuple[str, str]]:
    """(code, pointer) of the faults with which a day is refused."""
    return [(fault.code, fault.pointer) for fault in refused(data)]
