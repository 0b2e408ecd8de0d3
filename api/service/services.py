"""What the routes work with, made at start and closed at the end of the service."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from api.desk.desk import Desk
from api.desk.opening import open_desk
from api.notices.feed_rows import newest
from api.notices.feed_watch import FeedWatch
from api.notices.settling import settle_all
from api.ops.contexts import ContextExecutor
from api.ops.metrics import Metrics
from api.ops.stored_figures import StoredFigures
from api.problems import Problem
from api.replans.automatic import Automatic
from api.replans.desk import ReplanDesk
from api.replans.views import Viewer
from api.runs.runner import Runner
from api.security.security import Security
from api.service.chores import Chore, Chores
from api.service.errors import ApiError
from api.service.settings import ServiceSettings
from api.solving.solver import Solver
from api.store.answers import sweep
from api.store.database import Database
from api.store.runs import RunStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The open store and the runner. ``closing`` is set when the service is asked to end, ``searches_ended``
    when their best plans are written: what waits for news then has all there will be.

    ``clock`` is the only place from which the service knows the time of day.
    """

    settings: ServiceSettings
    database: Database
    store: RunStore
    runner: Runner
    solver: Solver
    metrics: Metrics
    desk: Desk
    replans: ReplanDesk
    security: Security
    feeds: FeedWatch
    clock: Callable[[], datetime]
    closing: threading.Event = field(default_factory=threading.Event)
    chores: Chores = field(default_factory=Chores)
    replanning: Chores = field(default_factory=Chores)
    searches_ended: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def open(cls, settings: ServiceSettings, solver: Solver, metrics: Metrics) -> Services:
        """Open the store, find the runs that a dead process left, and start to work them off."""
        database = Database(settings.place)
        store = RunStore(database, settings.clock, lease=timedelta(seconds=settings.lease_s))
        runner = Runner(
            store,
            metrics.measured(solver),
            ContextExecutor(settings.solvers, thread_name_prefix="solver"),
            progress_interval_s=settings.progress_interval_s,
            max_attempts=settings.max_attempts,
        )
        metrics.registry.register(StoredFigures(database, settings.clock))
        solver.open()
        runner.recover()
        found = cls(
            settings=settings,
            database=database,
            store=store,
            runner=runner,
            solver=solver,
            metrics=metrics,
            desk=open_desk(database, settings.desk, settings.clock),
            replans=ReplanDesk(
                database=database, store=store, runner=runner, viewer=Viewer(store), clock=settings.clock
            ),
            security=Security.open(database, settings.security, settings.clock),
            feeds=FeedWatch(partial(_newest, database), settings.poll_s),
            clock=settings.clock,
        )
        found.chores.start(found.list_of_chores())
        # On a thread of its own: no sweep makes a foreman wait.
        tick = Automatic(found.replans).tick
        found.replanning.start([Chore(name="re-plans", every_s=settings.replan_every_s, do=tick)])
        return found

    def list_of_chores(self) -> Iterator[Chore]:
        """What is to be done now and then."""
        yield Chore(name="old answers", every_s=600.0, do=self._sweep)
        yield Chore(name="holds", every_s=self.settings.desk.sweep_every_s, do=self.desk.sweep_all)
        yield Chore(name="calls", every_s=30.0, do=partial(settle_all, self.database, self.clock))
        yield Chore(name="search of the desk", every_s=2.0, do=self.desk.keep_warm)
        if not self.database.alone:
            yield Chore(name="runs", every_s=self.settings.lease_s / 15, do=self.runner.keep_up)

    def _sweep(self) -> None:
        self.database.transact(lambda connection: sweep(connection, self.clock()))

    def end_searches(self) -> None:
        """Let the searches end with their best plans and the open streams come to their end."""
        self.closing.set()
        self.replanning.close()
        self.runner.close()
        self.searches_ended.set()
        self.chores.close()

    def close(self) -> None:
        """End the searches, then close the store."""
        self.end_searches()
        self.solver.close()
        self.security.close()
        self.database.close()


def _newest(database: Database, workshop_id: str) -> int:
    with database.read() as connection:
        return newest(connection, workshop_id)


def services_of(request: Request) -> Services:
    """The services of the application that answers a request."""
    services = request.app.state.services
    assert isinstance(services, Services)
    return services


ServicesDep = Annotated[Services, Depends(services_of)]


def not_ending(services: ServicesDep) -> None:
    """For routes that begin long work. Raises ``ApiError`` 503 when the service has been told to end."""
    if services.closing.is_set():
        raise ApiError(_ending(), {"Retry-After": "5"})


def _ending() -> Problem:
    return Problem(
        status=503,
        code="ending",
        title="The service is ending",
        detail="It begins nothing new. Send the same again in a moment, to the service that follows.",
    )
