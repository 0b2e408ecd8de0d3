"""What the foreman has decided: the plan keeps it, whatever it costs (docs/model.md, rules pinned to ordered)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# Rules of the referee that a person may set aside for one step; the first two for who or where the step is pinned to.
OVERRIDABLE = ("skill", "bay_capability", "parts")


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
    """The order of a technician: these steps, all of them theirs, one after the other and nothing of theirs between.

    Other work of theirs may come before the first and after the last.
    """

    technician_id: str
    step_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A rule that a person has set aside for one step, with the reason. ``rule``: one of ``OVERRIDABLE``.

    ``skill``: the technicians pinned need not have it. ``bay_capability``: the bay pinned need not have it. ``parts``:
    the step takes none from the stock; they were got elsewhere.
    """

    rule: str
    step_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All of them. On steps that are running or finished they say nothing; a frozen step stays as published."""

    pins: tuple[Pin, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    orders: tuple[TechnicianOrder, ...] = ()
    overrides: tuple[Override, ...] = ()


NO_DECISIONS = Decisions()
