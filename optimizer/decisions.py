"""What the foreman has decided: the plan keeps it, whatever it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A step that is done by these technicians, in this bay, at this time: each of the three where it is given."""

    step_id: str
    technician_ids: tuple[str, ...] | None = None
    bay_id: str | None = None
    start: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """A step that is not done by this technician, not in this bay: one of the two.

    ``until``: it may be from then on, as when a tool is down in one bay; None: not at all.
    """

    step_id: str
    technician_id: str | None = None
    bay_id: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianOrder:
    """The whole order of a technician: these steps, all of them theirs, one after the other and nothing between."""

    technician_id: str
    step_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A rule that a person has set aside for one step, with the reason. ``rule``: its name as in the referee."""

    rule: str
    step_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All of them. Decisions on steps that are finished or gone say nothing."""

    pins: tuple[Pin, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    orders: tuple[TechnicianOrder, ...] = ()
    overrides: tuple[Override, ...] = ()


NO_DECISIONS = Decisions()
