"""What is decided comes back as the optimizer takes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.replans import decision_rows
from api.replans.decision_records import Decided, DecisionKind, joined
from api.setup.change import Author, create
from api.store.database import Database
from optimizer.decisions import Decisions, Forbidden, Override, Pin, TechnicianOrder
from tests.scenarios.setup.shops import tiny

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PIN = Decided(kind=DecisionKind.PIN, pins=(Pin(step_id="V1/work/1", technician_ids=("T1",), start=NOW),))
ALL = (
    PIN,
    Decided(
        kind=DecisionKind.FORBID,
        forbidden=(Forbidden(step_id="V2/work/1", bay_id="B1", until=NOW + timedelta(hours=1)),),
    ),
    Decided(kind=DecisionKind.ORDER, orders=(TechnicianOrder(technician_id="T1", step_ids=("V1/work/1",)),)),
    Decided(
        kind=DecisionKind.OVERRIDE, overrides=(Override(rule="skill", step_id="V3/work/1", reason="Wang is there"),)
    ),
    Decided(kind=DecisionKind.RELEASE, released=("V4/work/1",)),
)


@pytest.fixture
def workshop_id(database: Database) -> str:
    """A workshop in the store."""
    with database.write() as connection:
        create(connection, tiny(), Author(actor="test", at=NOW))
    return tiny().workshop_id


def test_what_holds_comes_back_as_it_was_decided(database: Database, workshop_id: str) -> None:
    with database.write() as connection:
        made = [
            decision_rows.insert_decision(connection, workshop_id, one, reason="so", actor="Li", at=NOW) for one in ALL
        ]
        found, released = decision_rows.standing(connection, workshop_id)
    assert [one.decided for one in made] == list(ALL)
    assert found == joined(ALL)[0]
    assert (found.pins, found.orders, released) == (PIN.pins, ALL[2].orders, frozenset({"V4/work/1"}))


def test_what_has_ended_holds_no_longer_and_is_still_told(database: Database, workshop_id: str) -> None:
    with database.write() as connection:
        made = decision_rows.insert_decision(connection, workshop_id, PIN, reason="so", actor="Li", at=NOW)
        decision_rows.end_decision(connection, workshop_id, made.decision_id, NOW)
        assert decision_rows.standing(connection, workshop_id) == (Decisions(), frozenset())
        (told,) = decision_rows.page(connection, workshop_id, limit=10)
    assert told.ended_at == NOW
