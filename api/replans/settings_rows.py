"""How a workshop re-plans by itself, as the store keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from api.store.floor_tables import replan_settings
from optimizer.goals import Goal


class Mode(StrEnum):
    """When it is re-planned."""

    MANUAL = "manual"  # only when asked
    AUTOMATIC = "automatic"  # after what happens, too


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanSettings:
    """``quiet_s``: nothing must have been told for so long, but ``max_wait_s`` after the first thing told is enough."""

    mode: Mode = Mode.MANUAL
    quiet_s: float = 5.0
    max_wait_s: float = 60.0
    goal: Goal = Goal.BALANCED
    time_limit_s: float = 0.6


SETTINGS = TypeAdapter(ReplanSettings)
DEFAULT = ReplanSettings()


def settings_of(connection: Connection, workshop_id: str) -> tuple[int, ReplanSettings]:
    """Version and settings; version 0 and the defaults of a workshop that never set them."""
    query = select(replan_settings).where(replan_settings.c.workshop_id == workshop_id)
    row = connection.execute(query).mappings().one_or_none()
    return (0, DEFAULT) if row is None else (row["version"], SETTINGS.validate_python(row["document"]))


def put_settings(connection: Connection, workshop_id: str, version: int, settings: ReplanSettings) -> None:
    """The settings from now on; the workshop is locked."""
    connection.execute(delete(replan_settings).where(replan_settings.c.workshop_id == workshop_id))
    document = SETTINGS.dump_python(settings, mode="json")
    values = {"workshop_id": workshop_id, "version": version, "document": document}
    connection.execute(insert(replan_settings).values(**values))


def automatic(connection: Connection) -> Mapping[str, ReplanSettings]:
    """The workshops that re-plan by themselves."""
    rows = connection.execute(select(replan_settings)).mappings()
    found = {row["workshop_id"]: SETTINGS.validate_python(row["document"]) for row in rows}
    return {name: one for name, one in found.items() if one.mode is Mode.AUTOMATIC}
