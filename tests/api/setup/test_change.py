"""Set-ups in the store: what is written is read, each change is one version with its entry in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from api.setup import rows
from api.setup.change import (
    AppointmentsAffectedError,
    Author,
    InvalidChangeError,
    Outcome,
    StillUsedError,
    change,
    create,
)
from api.setup.difference import Action, differences
from api.setup.kinds import KINDS
from api.setup.standing import setup_of
from api.store.database import Database
from api.store.journal import entries_after
from api.store.setup_tables import policies
from optimizer.calendar import Span
from optimizer.policy import Policy, PriorityClass
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.hours import Hours
from scenarios.setup.records import Absence, DatedException, ExceptionKind, Part, Roster, Setup
from scenarios.shop import SHOPS
from tests.api.contract.setup.test_setup_document import FULL
from tests.api.setup.booking import at, book
from tests.scenarios.setup.shops import MONDAY, shift, technician, tiny

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
AUTHOR = Author(actor="key:1", at=NOW)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def database(database: Database) -> Database:
    """A store with the tiny shop."""
    with database.write() as connection:
        create(connection, tiny(), AUTHOR)
    return database


def apply(database: Database, after: Setup, *, accept_affected: bool = False, dry_run: bool = False) -> Outcome:
    """Change the tiny shop."""
    with database.write() as connection:
        before = rows.stored(connection, after.workshop_id)
        return change(connection, before, after, AUTHOR, accept_affected=accept_affected, dry_run=dry_run)


@pytest.mark.parametrize("setup", [replace(FULL, workshop_id="full"), setup_of_shop(SHOPS["default"], 7)])
def test_what_is_written_is_read(database: Database, setup: Setup) -> None:
    with database.write() as connection:
        create(connection, setup, AUTHOR)
    with database.read() as connection:
        assert setup_of(connection, setup.workshop_id) == setup
        assert setup_of(connection, "tiny") == tiny()


def test_a_change_writes_what_differs_and_tells_it(database: Database) -> None:
    first, second = tiny().technicians
    after = replace(
        tiny(),
        name="Tiny 2",
        technicians=(replace(first, team="A"), technician("zoe")),
        policy=Policy(wash_minutes=25),
    )
    outcome = apply(database, after)
    assert outcome.setup_version == 2
    assert [(one.section, one.item_id, one.action) for one in outcome.changes] == [
        ("workshop", "tiny", Action.CHANGED),
        ("technicians", "ann", Action.CHANGED),
        ("technicians", "zoe", Action.ADDED),
        ("technicians", second.technician_id, Action.REMOVED),
        ("policy", "policy", Action.CHANGED),
    ]
    with database.read() as connection:
        stored = rows.stored(connection, "tiny")
        assert stored.setup == after
        assert (stored.setup_version, stored.version, stored.policy_version) == (2, 2, 2)
        kind_versions = [rows.item_version(connection, KINDS["technicians"], "tiny", one) for one in ("ann", "bob")]
        assert kind_versions == [2, None]
        kept = connection.execute(select(policies.c.version, policies.c.actor).order_by(policies.c.version)).all()
        assert [tuple(row) for row in kept] == [(1, "key:1"), (2, "key:1")]
    created, changed = entries_after(database, "tiny", 0)
    assert (created.type, changed.type) == ("workshop.created", "setup.changed")
    told = changed.payload["changes"]
    assert isinstance(told, list)
    assert told[1] == {"section": "technicians", "id": "ann", "action": "changed", "fields": ["/team"]}
    assert "Tiny 2" not in str(changed.payload), "values may be personal"


def test_the_same_again_changes_nothing(database: Database) -> None:
    outcome = apply(database, tiny())
    assert (outcome.changes, outcome.setup_version) == ((), 1)
    assert len(entries_after(database, "tiny", 0)) == 1


def test_a_dry_run_tells_and_writes_nothing(database: Database) -> None:
    outcome = apply(database, replace(tiny(), loan_cars=4), dry_run=True)
    (one,) = outcome.changes
    assert [(field.pointer, field.before, field.after) for field in one.fields] == [("/loan_cars", 0, 4)]
    with database.read() as connection:
        assert rows.stored(connection, "tiny").setup == tiny()


def test_new_faults_are_refused_and_old_ones_are_not(database: Database) -> None:
    with pytest.raises(InvalidChangeError, match="no technician has the skill engine"):
        apply(database, replace(tiny(), technicians=(technician("bob"),)))
    with pytest.raises(InvalidChangeError, match="group job BOTH names ENGINE"):
        apply(database, replace(tiny(), operations=tiny().operations[:1]))
    empty = Setup(workshop_id="new", time_zone="Asia/Shanghai")
    with database.write() as connection:
        create(connection, empty, AUTHOR)
    assert apply(database, replace(empty, parts=(Part(part_number="P"),))).setup_version == 2


def test_what_an_appointment_uses_is_not_removed(database: Database) -> None:
    with database.write() as connection:
        book(connection, "tiny", "a1", at(TUESDAY, "09:00"), code="BOTH")
        book(connection, "tiny", "a2", at(TUESDAY, "09:00"), code="BOTH", in_plan=False)
    with pytest.raises(StillUsedError) as caught:
        apply(database, replace(tiny(), group_jobs=()))
    (fault,) = caught.value.faults
    assert (fault.pointer, fault.code) == ("/group_jobs/BOTH", "used_by_appointment")
    assert "a1" in fault.message


def test_a_class_that_an_appointment_has_stays_in_the_policy(database: Database) -> None:
    policy = Policy(classes=tuple(rule for rule in Policy().classes if rule.priority_class is not PriorityClass.REST))
    with database.write() as connection:
        book(connection, "tiny", "a1", at(TUESDAY, "09:00"))
    with pytest.raises(StillUsedError) as caught:
        apply(database, replace(tiny(), policy=policy))
    assert [(fault.pointer, fault.message) for fault in caught.value.faults] == [
        ("/policy/classes", "appointment a1 is of class rest")
    ]


def away(hours: str | None = None) -> Setup:
    """The tiny shop without ann on Tuesday, or for some hours of it."""
    absence = Absence(first_day=TUESDAY, last_day=TUESDAY, hours=Hours.parse(hours) if hours else None)
    roster = Roster(shifts=(shift(breaks="12:00-13:00"),), absences=(absence,))
    return tiny(technicians=(technician("ann", "engine", roster=roster), technician("bob")))


CLOSED = replace(tiny(), exceptions=(DatedException(date=TUESDAY, kind=ExceptionKind.CLOSED),))
OUT = replace(
    tiny(), bays=tuple(replace(one, outages=(Span(at(TUESDAY, "10:00"), at(TUESDAY, "11:00")),)) for one in tiny().bays)
)
OIL, ENGINE = tiny().operations
# Appointment a1 is on Tuesday 9:00-10:15, with ann in bay b1, received by eve.
LOSING = {
    "absent": (away(), ["technician ann"]),
    "absent for hours": (away("10:00-10:30"), ["technician ann"]),
    "closed": (CLOSED, ["eve", "technician ann"]),
    "out of order": (OUT, ["bay b1"]),
    "longer": (replace(tiny(), operations=(replace(OIL, frt_hours=1.5), ENGINE)), ["operation OIL"]),
    "by two": (replace(tiny(), operations=(replace(OIL, crew=2), ENGINE)), ["operation OIL"]),
    "bay removed": (replace(tiny(), bays=(replace(tiny().bays[0], bay_id="b9"),)), ["bay b1"]),
}


@pytest.mark.parametrize("case", LOSING)
def test_appointments_that_lose_their_place_are_named_first(database: Database, case: str) -> None:
    after, lost = LOSING[case]
    with database.write() as connection:
        book(connection, "tiny", "a1", at(TUESDAY, "09:00"))
        book(connection, "tiny", "gone", at(MONDAY - timedelta(days=7), "09:00"))
        book(connection, "tiny", "off", at(TUESDAY, "09:00"), in_plan=False)
    with pytest.raises(AppointmentsAffectedError) as caught:
        apply(database, after)
    assert [(one.appointment_id, list(one.losses)) for one in caught.value.appointments] == [("a1", lost)]
    assert [one.appointment_id for one in apply(database, after, dry_run=True).affected] == ["a1"]
    outcome = apply(database, after, accept_affected=True)
    assert outcome.setup_version == 2
    assert entries_after(database, "tiny", 0)[-1].payload["affected"] == ["a1"]


def test_a_change_beside_what_is_booked_affects_nobody(database: Database) -> None:
    with database.write() as connection:
        book(connection, "tiny", "a1", at(TUESDAY, "09:00"))
    assert apply(database, away("14:00-15:00")).affected == ()
    assert apply(database, replace(away("14:00-15:00"), loan_cars=2)).affected == ()
    renamed = replace(OIL, name="Oil", frt_by_model={})
    assert apply(database, replace(tiny(), operations=(renamed, replace(ENGINE, frt_hours=3.0)))).affected == ()


def test_differences_of_nothing_are_none() -> None:
    assert differences(FULL, FULL) == ()
    assert {one.action for one in differences(None, FULL)} == {Action.ADDED}
