"""What is missing before requests should be sent here."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from functools import cache

from sqlalchemy.exc import SQLAlchemyError

from api.service.services import Services
from api.store import migrate
from optimizer.errors import Fault

logger = logging.getLogger(__name__)


def missing(services: Services) -> tuple[Fault, ...]:
    """All that is missing; empty when the service is ready."""
    return tuple(fault for look in _LOOKS for fault in look(services))


def _ending(services: Services) -> Iterator[Fault]:
    if services.closing.is_set():
        yield Fault(
            pointer="/service",
            code="ending",
            message="the service is ending",
            remedy="ask another one, or this one after its restart",
        )


def _solver(services: Services) -> Iterator[Fault]:
    if not services.solver.ready:
        yield Fault(
            pointer="/solver",
            code="loading",
            message="the compiled search is not loaded",
            remedy="wait: seconds from the cache, up to a minute when it is compiled for the first time",
        )


def _desk(services: Services) -> Iterator[Fault]:
    if not services.desk.warmth.ready:
        yield Fault(
            pointer="/desk",
            code="loading",
            message="the compiled search for slots is not loaded",
            remedy="wait: seconds from the cache, up to a minute when it is compiled for the first time",
        )


def _store(services: Services) -> Iterator[Fault]:
    try:
        with services.database.read() as connection:
            found = migrate.revision_of(connection)
    except SQLAlchemyError:
        logger.exception("the store does not answer")
        yield Fault(
            pointer="/store",
            code="unreachable",
            message="the store does not answer",
            remedy="see the log; look after the disk or the database",
        )
        return
    if found != _newest():
        yield Fault(
            pointer="/store",
            code="other_revision",
            message=f"the store is at revision {found}, this version works with {_newest()}",
            remedy="restart the version that belongs to the store; a start migrates an older store",
        )


def _disk(services: Services) -> Iterator[Fault]:
    wanted = services.settings.min_free_mb
    if not services.database.alone:
        return  # a database of its own machine
    free = shutil.disk_usage(services.settings.data).free // 1_000_000
    if free < wanted:
        yield Fault(
            pointer="/disk",
            code="nearly_full",
            message=f"{free} MB are free under the data folder, {wanted} MB are wanted",
            remedy="make room, or lower HEIJUNKA_MIN_FREE_MB",
        )


_LOOKS: tuple[Callable[[Services], Iterator[Fault]], ...] = (_ending, _solver, _desk, _store, _disk)


@cache
def _newest() -> str:
    """Does not change while the process runs, and takes a look at each file of `migrations`."""
    return migrate.newest_revision()
