"""Rows of workshops, their items and their policies, to records and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from api.contract.base import record_of
from api.contract.policy import Policy
from api.contract.setup.calendar import OpenHours
from api.contract.writing import json_of
from api.setup.kinds import KINDS, Item, Kind
from api.setup.memory import ItemMemory
from api.store.setup_tables import policies, setup_items, workshops
from optimizer import policy as trade
from scenarios.setup import records
from scenarios.setup.records import Setup

_MEMORY = ItemMemory()
_SELECT_ITEM = select(setup_items.c.seq, setup_items.c.item_id, setup_items.c.version, setup_items.c.document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A set-up as it is in the store. ``version``: of its head; ``policy_version``: of its policy."""

    setup: Setup
    setup_version: int
    version: int
    policy_version: int
    created_at: datetime


class ItemRow(NamedTuple):
    """An item as it is stored; ``seq`` counts items in the order in which they were made."""

    seq: int
    item_id: str
    version: int
    document: str


class PolicyRow(NamedTuple):
    """A version of a policy as it is stored."""

    version: int
    document: str
    at: datetime
    actor: str


def stored(connection: Connection, workshop_id: str) -> Stored:
    """The whole set-up of a workshop. Raises ``KeyError`` for an unknown one."""
    row = head_row(connection, workshop_id)
    policy_version, policy = policy_of(connection, workshop_id)
    zone = ZoneInfo(row["time_zone"])
    setup = Setup(
        workshop_id=workshop_id,
        name=row["name"],
        time_zone=row["time_zone"],
        country=row["country"],
        subdivision=row["subdivision"],
        loan_cars=row["loan_cars"],
        opening=_opening(row),
        policy=policy,
        **_sections(connection, workshop_id, zone),  # type: ignore[arg-type]  # names and types of KINDS
    )
    return Stored(
        setup=setup,
        setup_version=row["setup_version"],
        version=row["version"],
        policy_version=policy_version,
        created_at=row["created_at"],
    )


def head_row(connection: Connection, workshop_id: str) -> RowMapping:
    """The row of a workshop. Raises ``KeyError`` for an unknown one."""
    row = connection.execute(select(workshops).where(workshops.c.workshop_id == workshop_id)).mappings().one_or_none()
    if row is None:
        raise KeyError(workshop_id)
    return row


def has_workshop(connection: Connection, workshop_id: str) -> bool:
    """Whether there is such a workshop."""
    chosen = workshops.c.workshop_id == workshop_id
    return connection.execute(select(workshops.c.version).where(chosen)).first() is not None


def insert_head(connection: Connection, setup: Setup, at: datetime) -> None:
    """A new workshop, at version 1."""
    values = {"workshop_id": setup.workshop_id, "setup_version": 1, "plan_version": 1, "created_at": at, "version": 1}
    connection.execute(insert(workshops).values(**values, **_head_values(setup)))


def update_head(connection: Connection, setup: Setup, version: int) -> None:
    """Change what stands in the row itself."""
    chosen = workshops.c.workshop_id == setup.workshop_id
    connection.execute(update(workshops).where(chosen).values(version=version, **_head_values(setup)))


def set_version(connection: Connection, workshop_id: str, version: int) -> None:
    """The set-up of a workshop is at a new version."""
    chosen = workshops.c.workshop_id == workshop_id
    connection.execute(update(workshops).where(chosen).values(setup_version=version))


def insert_policy(
    connection: Connection, workshop_id: str, policy: trade.Policy, *, version: int, at: datetime, actor: str
) -> None:
    """A new version of the policy; those before stay."""
    values = {"workshop_id": workshop_id, "version": version, "at": at, "actor": actor}
    connection.execute(insert(policies).values(document=text_of(policy, ZoneInfo("UTC")), **values))


def policy_of(connection: Connection, workshop_id: str) -> tuple[int, trade.Policy]:
    """The policy that holds, and its version. Of a workshop without one: version 0 and the usual policy."""
    chosen = policies.c.workshop_id == workshop_id
    query = select(policies).where(chosen).order_by(policies.c.version.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return 0, trade.Policy()
    return row["version"], read_policy(row["document"])


def policy_rows(connection: Connection, workshop_id: str) -> list[PolicyRow]:
    """Every version of the policy, newest first."""
    columns = select(policies.c.version, policies.c.document, policies.c.at, policies.c.actor)
    query = columns.where(policies.c.workshop_id == workshop_id).order_by(policies.c.version.desc())
    return [PolicyRow(*row) for row in connection.execute(query)]


def read_policy(text: str) -> trade.Policy:
    """The policy of a stored document."""
    return record_of(Policy.model_validate_json(text), trade.Policy)


def put_items(
    connection: Connection, kind: Kind, workshop_id: str, items: Sequence[Item], *, version: int, zone: ZoneInfo
) -> None:
    """Write items, each in place of the one with its id if there is one."""
    known = set(_ids(connection, kind, workshop_id))
    values = [
        {
            "workshop_id": workshop_id,
            "kind": kind.name,
            "item_id": kind.id_of(item),
            "version": version,
            "document": text_of(item, zone),
        }
        for item in items
    ]
    if fresh := [one for one in values if one["item_id"] not in known]:
        connection.execute(insert(setup_items), fresh)
    for one in values:
        if one["item_id"] in known:
            place = _chosen(kind, workshop_id) & (setup_items.c.item_id == one["item_id"])
            changes = {"version": version, "document": one["document"]}
            connection.execute(update(setup_items).where(place).values(**changes))


def delete_items(connection: Connection, kind: Kind, workshop_id: str, ids: Iterable[str]) -> None:
    """Remove items."""
    for item_id in ids:
        connection.execute(delete(setup_items).where(_chosen(kind, workshop_id), setup_items.c.item_id == item_id))


def item_version(connection: Connection, kind: Kind, workshop_id: str, item_id: str) -> int | None:
    """The version of an item, None when there is none."""
    query = select(setup_items.c.version).where(_chosen(kind, workshop_id), setup_items.c.item_id == item_id)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def item_rows(connection: Connection, kind: Kind, workshop_id: str, *, after: int, limit: int) -> list[ItemRow]:
    """At most ``limit`` items made after row ``after``, in the order in which they were made."""
    query = _SELECT_ITEM.where(_chosen(kind, workshop_id), setup_items.c.seq > after)
    return [ItemRow(*row) for row in connection.execute(query.order_by(setup_items.c.seq).limit(limit))]


def item_row(connection: Connection, kind: Kind, workshop_id: str, item_id: str) -> ItemRow | None:
    """One item, None when there is none."""
    query = _SELECT_ITEM.where(_chosen(kind, workshop_id), setup_items.c.item_id == item_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else ItemRow(*row)


def text_of(record: object, zone: ZoneInfo) -> str:
    """A record as it is stored: the document of the contract."""
    return json.dumps(json_of(record, zone), ensure_ascii=False)


def _sections(connection: Connection, workshop_id: str, zone: ZoneInfo) -> dict[str, tuple[Item, ...]]:
    columns = (setup_items.c.kind, setup_items.c.document)
    chosen = setup_items.c.workshop_id == workshop_id
    rows = connection.execute(select(*columns).where(chosen).order_by(setup_items.c.kind, setup_items.c.seq))
    return {
        name: _MEMORY.read(KINDS[name], [row.document for row in group], zone)
        for name, group in groupby(rows, key=lambda row: str(row.kind))
    }


def _ids(connection: Connection, kind: Kind, workshop_id: str) -> Sequence[str]:
    return connection.execute(select(setup_items.c.item_id).where(_chosen(kind, workshop_id))).scalars().all()


def _chosen(kind: Kind, workshop_id: str) -> ColumnElement[bool]:
    return (setup_items.c.workshop_id == workshop_id) & (setup_items.c.kind == kind.name)


def _opening(row: RowMapping) -> tuple[records.OpenHours, ...]:
    return tuple(record_of(OpenHours.model_validate_json(json.dumps(one)), records.OpenHours) for one in row["opening"])


def _head_values(setup: Setup) -> dict[str, object]:
    names = ("name", "time_zone", "country", "subdivision", "loan_cars")
    opening = json_of(setup.opening, ZoneInfo(setup.time_zone))
    return {name: getattr(setup, name) for name in names} | {"opening": opening}
