"""Days of random events: nothing is lost, every day can be planned, and told anew it is the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.contract.source import JsonObject
from api.contract.times import Clock
from api.floor.asks import PART_EVENTS, EventAsk, EventsTold
from api.floor.car_asks import CarArrived, CarCameIn, CarNoShow
from api.floor.day import floor_day
from api.floor.replay import differences
from api.floor.stored import StoredEvent, page_of_events
from api.floor.telling import Teller
from api.store.database import Database
from benchmarks.storm.made_up import made_up
from benchmarks.storm.shop import ACTOR, open_shop, publish
from benchmarks.table import markdown
from optimizer.do_nothing import do_nothing
from optimizer.errors import InvalidDayError, PlanRejectedError
from optimizer.replan_day import replan_day
from scenarios.events.refusals import EventRefused
from scenarios.shop import ShopSpec

_HOURS = 10
_MOST_AT_ONCE = 12
_WITHDRAWN = 0.03
# These may be refused after something was written; all others are judged before.
_WRITE_FIRST = (CarArrived, CarNoShow, CarCameIn, *PART_EVENTS)


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a storm has counted; what is wrong in the second line."""

    days: int = 0
    events: int = 0
    accepted: int = 0
    refused: int = 0
    withdrawn: int = 0
    warnings: int = 0
    replans: int = 0
    lost: int = 0  # accepted, and not in the store
    invalid: int = 0  # days that cannot be read as a problem
    violations: int = 0  # plans that the referee rejected
    worse: int = 0  # re-plans that cost more than doing nothing
    differences: int = 0  # cars that are another when all is told anew
    crashes: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was found wrong."""
        return not (self.lost or self.invalid or self.violations or self.worse or self.differences or self.crashes)

    def add(self, other: Tally) -> None:
        """Add the counts of another day."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def table(self) -> str:
        """The counts as a table of one line."""
        names = [one.name for one in fields(self)]
        return markdown(names, [[f"{count:,}" for count in asdict(self).values()]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """``events`` on each day of a shop like ``spec``, a re-plan of ``limit_s`` after every ``replan_every`` of them."""

    spec: ShopSpec
    events: int
    limit_s: float = 0.1
    replan_every: int = 50


def run_days(storm: Storm, days: int, seed: int, folder: Path, say: Callable[[str], None]) -> Tally:
    """So many days, each in a store of its own in ``folder``; what is found wrong is told by ``say``."""
    tally = Tally()
    for number in range(seed, seed + days):
        with closing(Database(folder / str(number))) as database:
            found = _Day(storm, database, number, say).run()
        say(f"day {number}: {found.accepted} accepted, {found.refused} refused, {found.replans} re-plans")
        tally.add(found)
    return tally


class _Day:
    def __init__(self, storm: Storm, database: Database, number: int, say: Callable[[str], None]) -> None:
        self._storm, self._database, self._say = storm, database, say
        self._number, self._rng = number, Random(number)
        self._tally = Tally(days=1)
        self._accepted: list[str] = []
        self._refusals = Counter[str]()
        with database.write() as connection:
            self._shop = open_shop(connection, storm.spec, number, storm.limit_s)
        self._now = self._shop.opens

    def run(self) -> Tally:
        """The day."""
        next_replan = self._storm.replan_every
        while self._tally.events < self._storm.events:
            left = self._storm.events - self._tally.events
            count = min(left, 1 + self._rng.randrange(_MOST_AT_ONCE))
            share = timedelta(hours=_HOURS) * count / self._storm.events
            self._now += share
            self._batch(count)
            if self._tally.events >= next_replan:
                next_replan += self._storm.replan_every
                self._replan()
        self._check()
        return self._tally

    def _batch(self, count: int) -> None:
        """Events of one transaction; one that is refused is undone by itself."""
        self._tally.events += count
        try:
            accepted = self._database.transact(lambda connection: self._tell(connection, count))
        except Exception as error:  # whatever goes wrong is what a storm is looking for
            self._tally.crashes += 1
            self._say(f"day {self._number}: {type(error).__name__}: {error}")
            return
        self._accepted += [one.told.event_id for one in accepted]
        self._tally.accepted += len(accepted)
        self._tally.warnings += sum(len(one.cautions) for one in accepted)

    def _tell(self, connection: Connection, count: int) -> list[StoredEvent]:
        accepted: list[StoredEvent] = []
        teller = self._teller(connection)
        for _ in range(count):
            ask = self._read(made_up(self._rng, teller.standing, self._now))
            try:
                with connection.begin_nested():
                    accepted.append(teller.tell(ask))
            except EventRefused as refused:
                self._tally.refused += 1
                self._refusals[refused.code] += 1
                if isinstance(ask, _WRITE_FIRST):
                    teller = self._teller(connection)
        if accepted and self._rng.random() < _WITHDRAWN:
            self._withdraw(connection, self._rng.choice(accepted))
        return accepted

    def _withdraw(self, connection: Connection, one: StoredEvent) -> None:
        try:
            with connection.begin_nested():
                teller = self._teller(connection)
                teller.withdraw(next(found for found in teller.standing.events if found.told == one.told))
        except EventRefused as refused:
            self._refusals[refused.code] += 1
        else:
            self._tally.withdrawn += 1

    def _teller(self, connection: Connection) -> Teller:
        return Teller.begin(connection, self._shop.workshop_id, self._now, ACTOR)

    def _read(self, event: JsonObject) -> EventAsk:
        zone = ZoneInfo(self._shop.setup.time_zone)
        text = json.dumps({"events": [event]})
        return EventsTold.model_validate_json(text, context=Clock(zone=zone)).events[0]

    def _replan(self) -> None:
        """Plan what stands, and work by that plan from now on."""
        with self._database.read() as connection:
            floor = floor_day(connection, self._shop.workshop_id, self._now)
        self._tally.replans += 1
        try:
            plan = replan_day(floor.day, time_limit_s=self._storm.limit_s, seed=self._number)
            nothing = do_nothing(floor.day)
        except InvalidDayError as error:
            self._tally.invalid += 1
            self._say(f"day {self._number} at {self._now}: {error}")
        except PlanRejectedError as error:
            self._tally.violations += 1
            self._say(f"day {self._number} at {self._now}: {error}")
        else:
            if plan.cost.total > nothing.cost.total:
                self._tally.worse += 1
                self._say(f"day {self._number} at {self._now}: {plan.cost.total} against {nothing.cost.total}")
            with self._database.write() as connection:
                publish(connection, self._shop, plan, self._now)

    def _check(self) -> None:
        """Every event that was accepted is there, and all of them told anew give the same cars."""
        with self._database.read() as connection:
            stored = page_of_events(connection, self._shop.workshop_id, limit=10 * self._storm.events)
            found = differences(connection, self._shop.workshop_id, self._now)
        lost = set(self._accepted) - {one.told.event_id for one in stored}
        self._tally.lost += len(lost)
        self._tally.differences += len(found)
        for words in (*sorted(lost), *found):
            self._say(f"day {self._number}: {words}")
        self._say(f"day {self._number}: refused {dict(self._refusals.most_common())}")
