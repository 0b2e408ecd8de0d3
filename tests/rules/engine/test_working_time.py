"""Rule ``working_time`` through the engine: up to the break, on after it, over night only what may."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, planned, step, when
from tests.shops import OPERATIONS, day, policy, shop, station, technician, visit

ALONE = tuple(one for one in OPERATIONS if one.crew == 1)


@pytest.mark.parametrize(
    ("code", "now", "work"),
    [
        ("EXPRESS", "11:30", "11:30-12:00"),
        ("EXPRESS", "11:31", "13:00-13:30"),  # not interrupted
        ("OIL", "11:01", "11:01-13:01"),
        ("OIL", "16:00", "16:00-17:00"),
        ("OIL", "16:01", "8:00+1-9:00+1"),  # not over night
        ("ENGINE", "15:00", "15:00-17:00"),
        ("ENGINE", "16:01", "16:01-9:01+1"),  # carried over
    ],
)
def test_stretch(code: str, now: str, work: str) -> None:
    plan = planned(day(visit("v1", code, promised="8:00", progress=RECEIVED), now=now))
    assert when(plan, "v1/work/1") == work


@pytest.mark.parametrize(
    ("now", "allowed", "work", "overtime"),
    [
        ("16:00", True, "16:00-17:00", 0),  # vacuous: not needed
        ("16:30", True, "16:30-17:30", 30),
        ("17:00", True, "17:00-18:00", 60),
        ("17:01", True, "8:00+1-9:00+1", 0),
        ("16:30", False, "8:00+1-9:00+1", 0),
    ],
)
def test_overtime_where_the_policy_allows_it(now: str, allowed: bool, work: str, overtime: int) -> None:
    workshop = shop(
        technicians=(technician("ann", "engine", overtime="17:00-18:00"),),
        operations=ALONE,
        policy=policy(overtime_allowed=allowed),
    )
    plan = planned(day(visit("v1", "OIL", promised="8:00", progress=RECEIVED), now=now, workshop=workshop))
    assert when(plan, "v1/work/1") == work
    assert (plan.cost.amount("overtime"), step(plan, "v1/work/1").overtime) == (overtime, overtime > 0)


@pytest.mark.parametrize(("closes", "wash"), [("8:20", "8:00-8:20"), ("8:19", "8:00+1-8:20+1")])
def test_stations_close(closes: str, wash: str) -> None:
    stations = (station("wash", open_spans=f"8:00-{closes} 8:00+1-17:00+1"),)
    plan = planned(day(visit("v1", wash=True, promised="8:20", progress=RECEIVED), workshop=shop(stations=stations)))
    assert when(plan, "v1/wash") == wash
