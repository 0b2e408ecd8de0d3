"""The books of the workshops, resident in memory.

A book is a copy: what counts is in the store. Whoever wants to look takes the book's lock, and the book first catches
up with what the store has that it has not: appointments whose place changed at a later version of the plan. With a new
set-up or a new day it is built anew. It never learns what a transaction may still undo: it catches up before a
transaction's own writes, not after them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from api.desk import rows
from api.desk.records import Versions
from api.desk.shop import CARRY_OVER_DAYS, Shop
from optimizer.day import Day
from optimizer.errors import Fault
from optimizer.faults import faults_of
from optimizer.slots.records import Commitment
from scenarios.errors import ScenarioError
from scenarios.events.facts import Facts, with_facts
from scenarios.setup.records import Setup

if TYPE_CHECKING:  # the book loads the compiled search: only when the first one is opened
    from optimizer.slots.book import Book


class NotReadyError(Exception):
    """A workshop whose set-up nobody can plan by: it never opens, or has faults."""

    def __init__(self, why: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(why)
        self.faults = tuple(faults)


SetupOf = Callable[[Connection, str], Setup]
# What is known of people and bays at a moment, beyond the set-up.
FactsOf = Callable[[Connection, Setup, datetime], Facts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A book that has caught up, its workshop, and the versions it is at. Only good while its lock is held.

    ``commitments``: what is in the book, by visit.
    """

    shop: Shop
    book: Book
    versions: Versions
    today: date
    commitments: dict[str, Commitment]

    @contextmanager
    def without(self, visit_id: str | None) -> Iterator[None]:
        """The book as if a visit were not in it; it is put back at the end."""
        taken = None if visit_id is None else self.commitments.get(visit_id)
        if taken is not None:
            self.drop(taken.visit.visit_id)
        try:
            yield
        finally:
            if taken is not None:
                self.keep(taken)

    def keep(self, commitment: Commitment) -> None:
        """Add a visit."""
        self.book.add(commitment)
        self.commitments[commitment.visit.visit_id] = commitment

    def drop(self, visit_id: str) -> None:
        """Take a visit out, if it is there."""
        if visit_id in self.commitments:
            del self.commitments[visit_id]
            self.book.remove(visit_id)


class Resident:
    """The book of one workshop, and its lock."""

    def __init__(self, workshop_id: str, setup_of: SetupOf, facts_of: FactsOf, open_days: int) -> None:
        self._workshop_id = workshop_id
        self._setup_of = setup_of
        self._facts_of = facts_of
        self._open_days = open_days
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    @contextmanager
    def open(self, connection: Connection, now: datetime) -> Iterator[Opened]:
        """The book as of the state that ``connection`` sees, or a later one.

        Raises ``UnknownWorkshopError``, and ``NotReadyError`` for a set-up by which nothing can be planned.
        """
        with self._lock:
            versions = rows.versions_of(connection, self._workshop_id)
            # Kept aside meanwhile: a book that an error leaves half changed is not used again.
            opened, self._opened = self._opened, None
            opened = self._caught_up(opened, connection, versions, now)
            num_visits = len(opened.commitments)
            try:
                yield opened
            finally:
                if len(opened.commitments) == num_visits:
                    self._opened = opened

    def _caught_up(self, opened: Opened | None, connection: Connection, versions: Versions, now: datetime) -> Opened:
        if opened is None or _is_outdated(opened, versions, now):
            return self._built(connection, versions, now)
        if versions.plan <= opened.versions.plan:
            return opened
        changed = rows.changed_since(connection, self._workshop_id, opened.versions.plan)
        for one in changed:  # all of them before any is added: two may have changed places
            opened.drop(one.appointment_id)
        for one in changed:
            if one.in_plan:
                opened.keep(one.commitment)
        return Opened(
            shop=opened.shop,
            book=opened.book,
            versions=versions,
            today=opened.today,
            commitments=opened.commitments,
        )

    def _built(self, connection: Connection, versions: Versions, now: datetime) -> Opened:
        setup = self._setup_of(connection, self._workshop_id)
        today = Shop.date_in(setup, now)
        shop = _shop(setup, self._facts_of(connection, setup, now), today, self._open_days, now)
        booked = rows.in_plan(connection, self._workshop_id, shop.midnight(today))
        commitments = {one.appointment_id: one.commitment for one in booked}
        book = build_book(shop, now, commitments.values())
        return Opened(shop=shop, book=book, versions=versions, today=today, commitments=commitments)


def _is_outdated(opened: Opened, versions: Versions, now: datetime) -> bool:
    """Whether catching up is not enough: other facts or set-up, another day, another workshop under the same id."""
    ours = opened.versions
    if versions.since != ours.since or opened.shop.date_of(now) != opened.today:
        return True
    return versions.setup > ours.setup or versions.facts > ours.facts


def build_book(shop: Shop, now: datetime, commitments: Iterable[Commitment]) -> Book:
    """A book of what is booked; loads the compiled search at the first call."""
    from optimizer.slots.book import Book

    return Book.build(
        shop.workshop, now, tuple(commitments), booked_days=len(shop.dates), carry_over_days=CARRY_OVER_DAYS
    )


def _shop(setup: Setup, facts: Facts, today: date, open_days: int, now: datetime) -> Shop:
    try:
        shop = Shop.of(setup, today, open_days)
        # Nobody is sold who is away, and no bay that is down or lacks a tool.
        shop = replace(shop, workshop=with_facts(shop.workshop, facts, tools_close_bays=True))
    except ScenarioError as error:
        raise NotReadyError(str(error)) from None
    faults = faults_of(Day(workshop=shop.workshop, visits=(), now=now))
    if faults:
        raise NotReadyError("nothing can be planned by this set-up", faults)
    return shop


class Residents:
    """The books of the workshops asked for last, at most ``most``."""

    def __init__(self, setup_of: SetupOf, facts_of: FactsOf, *, open_days: int, most: int) -> None:
        self._setup_of = setup_of
        self._facts_of = facts_of
        self._open_days = open_days
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Resident] = OrderedDict()

    def of(self, workshop_id: str) -> Resident:
        """The resident of a workshop."""
        with self._lock:
            found = self._kept.pop(workshop_id, None)
            if found is None:
                found = Resident(workshop_id, self._setup_of, self._facts_of, self._open_days)
            self._kept[workshop_id] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return found
