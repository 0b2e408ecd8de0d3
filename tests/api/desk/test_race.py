"""The last place can be sold once, however many ask for it at the same moment."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest

from api.desk import rows
from api.setup.standing import setup_of
from api.store.database import Database
from benchmarks.race.race import Course, everything_booked, race
from benchmarks.race.shop import WORKSHOP_ID, arrivals, job_code, race_setup
from optimizer.slots.referee import violations_of_book
from scenarios.setup.resolve import resolved_workshop
from tests.api.desk.desks import SETTINGS, desk_service, on

PLACES, DESKS, THREADS = 6, 24, 12


@pytest.mark.parametrize(("database", "processes"), [("sqlite", 1), ("postgresql", 2)])
def test_each_place_is_booked_once_and_the_others_are_told_so(
    request: pytest.FixtureRequest, tmp_path: Path, database: str, processes: int
) -> None:
    place: Path | str = tmp_path if database == "sqlite" else request.getfixturevalue("postgres_url")
    setup = race_setup()
    now = on("08:00")
    with ExitStack() as stack:
        # On PostgreSQL two services that know nothing of one another but the database.
        services = [stack.enter_context(desk_service(place, SETTINGS)) for _ in range(processes)]
        services[0].add(setup, now)
        course = Course(
            addresses=[str(one.http.base_url) for one in services],
            headers=dict(services[0].http.headers),
            workshop_id=WORKSHOP_ID,
            operation_code=job_code(setup),
            arrivals=arrivals(setup, now.date(), PLACES),
        )
        outcome = race(course, DESKS, THREADS)
        stored = everything_booked(course)
    assert not outcome.errors
    assert (len(outcome.booked), outcome.told, outcome.fresh) == (PLACES, DESKS - PLACES, DESKS - PLACES)
    assert {one["id"] for one in stored} == {one["id"] for one in outcome.booked}
    assert sorted(one["arrival"] for one in stored) == [at.isoformat() for at in course.arrivals]
    assert len({one["plan_version"] for one in stored}) == PLACES  # one version each, none lost

    with closing(Database(place)) as store, store.read() as connection:
        booked = rows.in_plan(connection, WORKSHOP_ID, now)
        shop = resolved_workshop(setup_of(connection, WORKSHOP_ID), now.date(), 14)
    assert violations_of_book(shop, now - timedelta(hours=1), [one.commitment for one in booked], 14) == ()
    assert all(one.visit.arrival != other.visit.arrival for one, other in combinations(booked, 2))
