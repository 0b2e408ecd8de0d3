"""`python -m benchmarks race`: one process on SQLite, two on PostgreSQL, and a table of what the desks were told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from api.service.settings import system_clock
from api.setup.change import Author, create
from api.store.database import Database
from benchmarks.crash.command import fresh_place
from benchmarks.crash.service import KilledService
from benchmarks.race.race import Course, Outcome, everything_booked, race
from benchmarks.race.shop import WORKSHOP_ID, arrivals, job_code, race_setup
from benchmarks.table import markdown

HEAD = (
    "store",
    "processes",
    "desks",
    "threads",
    "places",
    "booked",
    "booked once",
    "told so",
    "with fresh offers",
    "errors",
    "p95 ms",
)


def run_race(database: str, desks: int, places: int, threads: int, say: Callable[[str], None]) -> tuple[str, bool]:
    """Race on a fresh store; the table, and whether each place was booked once and everybody else was told so."""
    setup, processes = race_setup(), 1 if database == "sqlite" else 2
    with fresh_place(database) as place, ExitStack() as stack:
        _prepare(place)
        say("services start")
        lives = [KilledService(place) for _ in range(processes)]
        for one in lives:
            stack.callback(one.kill)
        access = [one.access() for one in lives]
        course = Course(
            addresses=[one.address for one in access],
            headers={"Authorization": f"Bearer {access[0].key}"},
            workshop_id=WORKSHOP_ID,
            operation_code=job_code(setup),
            arrivals=arrivals(setup, datetime.now(ZoneInfo(setup.time_zone)).date(), places),
        )
        outcome = race(course, desks, threads)
        once = _booked_once(course, outcome)
    clean = once == places == len(outcome.booked) and outcome.fresh == desks - places and not outcome.errors
    return markdown(HEAD, [_row(database, processes, desks, threads, places, once, outcome)]), clean


def _prepare(place: str | Path) -> None:
    with closing(Database(place)) as database, database.write() as connection:
        create(connection, race_setup(), Author(actor="race", at=system_clock()))


def _booked_once(course: Course, outcome: Outcome) -> int:
    """Places that one appointment has, among those that the store has and a desk was told of."""
    told = {one["id"] for one in outcome.booked}
    stored = [one["arrival"] for one in everything_booked(course) if one["id"] in told]
    return sum(stored.count(arrival) == 1 for arrival in set(stored))


def _row(
    database: str, processes: int, desks: int, threads: int, places: int, once: int, outcome: Outcome
) -> tuple[str, ...]:
    seconds = sorted(outcome.seconds)
    counts = (processes, desks, threads, places, len(outcome.booked), once, outcome.told, outcome.fresh)
    errors = ", ".join(f"{count} × {kind}" for kind, count in sorted(outcome.errors.items())) or "0"
    return (database, *map(str, counts), errors, f"{1000 * seconds[int(0.95 * (len(seconds) - 1))]:.0f}")
