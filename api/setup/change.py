"""The one way in which a set-up changes: judged as a whole, written item by item, told by the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.setup import rows
from api.setup.booked import booked_in
from api.setup.difference import HEAD, POLICY, Action, Change, differences
from api.setup.effects import Affected, affected, still_used
from api.setup.kinds import KINDS
from api.store.journal import note
from optimizer.errors import Fault, InvalidInputError
from scenarios.setup.faults import setup_faults
from scenarios.setup.records import Setup

# Changes that an entry of the journal names; an import may have thousands.
MOST_TOLD = 200


class StillUsedError(InvalidInputError):
    """A change that takes away what others use."""


class AppointmentsAffectedError(Exception):
    """A change that takes their place from appointments, and nobody has said that this is meant."""

    def __init__(self, appointments: Sequence[Affected]) -> None:
        super().__init__(f"{len(appointments)} appointments")
        self.appointments = tuple(appointments)


class InvalidChangeError(InvalidInputError):
    """A change after which the set-up has faults that it did not have before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who changes a set-up, and when."""

    actor: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a change did. ``setup_version`` after it; ``affected``: appointments that lost their place."""

    setup: Setup
    setup_version: int
    changes: tuple[Change, ...]
    affected: tuple[Affected, ...] = ()


def create(connection: Connection, setup: Setup, author: Author) -> Outcome:
    """A new workshop. The caller has seen to it that there is none with its id, and that the set-up has no faults."""
    rows.insert_head(connection, setup, author.at)
    changes = differences(None, setup)
    _write(connection, setup, changes, 1, author)
    note(
        connection,
        workshop_id=setup.workshop_id,
        subject_id=setup.workshop_id,
        type_="workshop.created",
        payload={"setup_version": 1},
        at=author.at,
        actor=author.actor,
    )
    return Outcome(setup=setup, setup_version=1, changes=changes)


def change(
    connection: Connection,
    before: rows.Stored,
    after: Setup,
    author: Author,
    *,
    accept_affected: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Make the set-up of a workshop, locked by the caller, what ``after`` says; nothing is written when it is that.

    Raises ``InvalidChangeError`` for faults that were not there before, ``StillUsedError`` when appointments use
    what is taken away, ``AppointmentsAffectedError`` when appointments lose their place, unless that is accepted
    or this is a ``dry_run``, which writes nothing.
    """
    changes = differences(before.setup, after)
    if not changes:
        return Outcome(setup=after, setup_version=before.setup_version, changes=())
    if faults := new_faults(before.setup, after):
        raise InvalidChangeError(faults)
    booked = booked_in(connection, after.workshop_id, author.at)
    if uses := still_used(before.setup, after, changes, booked):
        raise StillUsedError(uses)
    losing = affected(before.setup, after, changes, booked, author.at)
    if losing and not (accept_affected or dry_run):
        raise AppointmentsAffectedError(losing)
    version = before.setup_version + 1
    if not dry_run:
        _write(connection, after, changes, version, author)
        _tell(connection, after, changes, losing, version, author)
    return Outcome(setup=after, setup_version=version, changes=changes, affected=losing)


def new_faults(before: Setup, after: Setup) -> tuple[Fault, ...]:
    """Faults that a change brings. A set-up that is still being put together has others, which it may keep."""
    found = setup_faults(after)
    # By what they say, since places move when an item is added or removed.
    known = {(fault.code, fault.message) for fault in setup_faults(before)} if found else set()
    return tuple(fault for fault in found if (fault.code, fault.message) not in known)


def _write(connection: Connection, setup: Setup, changes: Sequence[Change], version: int, author: Author) -> None:
    zone = ZoneInfo(setup.time_zone)
    rows.set_version(connection, setup.workshop_id, version)
    sections = {change.section for change in changes}
    if HEAD in sections:
        rows.update_head(connection, setup, version)
    if POLICY in sections:
        rows.insert_policy(
            connection, setup.workshop_id, setup.policy, version=version, at=author.at, actor=author.actor
        )
    for kind in KINDS.values():
        ours = [change for change in changes if change.section == kind.name]
        by_id = kind.by_id(setup)
        kept = [by_id[change.item_id] for change in ours if change.action is not Action.REMOVED]
        gone = [change.item_id for change in ours if change.action is Action.REMOVED]
        rows.delete_items(connection, kind, setup.workshop_id, gone)
        if kept:
            rows.put_items(connection, kind, setup.workshop_id, kept, version=version, zone=zone)


def _tell(
    connection: Connection,
    setup: Setup,
    changes: Sequence[Change],
    losing: Sequence[Affected],
    version: int,
    author: Author,
) -> None:
    note(
        connection,
        workshop_id=setup.workshop_id,
        subject_id=setup.workshop_id,
        type_="setup.changed",
        payload={
            "setup_version": version,
            # Not the values: they may be personal.
            "changes": [
                {
                    "section": one.section,
                    "id": one.item_id,
                    "action": one.action.value,
                    "fields": [field.pointer for field in one.fields],
                }
                for one in changes[:MOST_TOLD]
            ],
            "num_changes": len(changes),
            "affected": [one.appointment_id for one in losing],
        },
        at=author.at,
        actor=author.actor,
    )
