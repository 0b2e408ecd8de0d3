"""Figures that the store knows, read when Prometheus asks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from api.runs.records import RunStatus
from api.store.database import Database
from api.store.desk_tables import appointments
from api.store.tables import journal, runs

logger = logging.getLogger(__name__)

_OPEN = tuple(status for status in RunStatus if not status.ended)


class StoredFigures(Collector):
    """Runs by status, appointments by state, holds, the journal's end and the pool of connections.

    Of the whole store: with several processes on one database each tells the same, so take one of them (``max``).
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def collect(self) -> Iterator[Metric]:
        """Read once. When the store does not answer only ``heijunka_store_up 0`` is told."""
        try:
            with self._database.read() as connection:
                found = list(_families(connection, self._clock()))
        except SQLAlchemyError:
            logger.exception("the store does not answer")
            yield _single("heijunka_store_up", "Whether the store answers.", 0)
            return
        yield _single("heijunka_store_up", "Whether the store answers.", 1)
        yield from found
        yield from _pool(self._database)

    def describe(self) -> Iterator[Metric]:
        """Nothing is read when the collector is registered."""
        yield from ()


def _families(connection: Connection, now: datetime) -> Iterator[Metric]:
    statuses = select(runs.c.status, func.count()).where(runs.c.status.in_(_OPEN)).group_by(runs.c.status)
    found = dict.fromkeys((status.value for status in _OPEN), 0) | _counted(connection, statuses)
    yield _by("heijunka_runs", "Runs that have not ended, by status.", "status", found)
    states = select(appointments.c.state, func.count()).group_by(appointments.c.state)
    yield _by("heijunka_appointments", "Appointments, by state.", "state", _counted(connection, states))
    over = func.count().filter(appointments.c.expires_at < now)
    held = connection.execute(select(func.count(), over).where(appointments.c.state == "held")).one()
    holds = {"open": held[0] - held[1], "expired": held[1]}
    yield _by("heijunka_holds", "Holds by whether their time is up.", "state", holds)
    last = connection.execute(select(func.max(journal.c.seq))).scalar() or 0
    yield _single("heijunka_journal_seq", "Sequence number of the last entry of the journal.", last)


def _pool(database: Database) -> Iterator[Metric]:
    pool = database.pool
    if isinstance(pool, QueuePool):
        figures = {"in use": pool.checkedout(), "idle": pool.checkedin()}
        yield _by("heijunka_store_connections", "Connections to the store, by use.", "use", figures)


def _counted(connection: Connection, query: Select[str, int]) -> dict[str, int]:
    return {str(name): count for name, count in connection.execute(query)}


def _single(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _by(name: str, words: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, count in sorted(values.items()):
        family.add_metric([value], count)
    return family
