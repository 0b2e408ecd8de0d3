"""The question put to the optimizer: a workshop, its visits, the moment, and the plan in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from optimizer.decisions import NO_DECISIONS, Decisions
from optimizer.plan import Published
from optimizer.visit import Visit
from optimizer.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is planned at ``now``. ``assumptions`` tells in words what was not in the source of the data."""

    workshop: Workshop
    visits: tuple[Visit, ...]
    now: datetime
    published: Published | None = None
    decisions: Decisions = NO_DECISIONS
    assumptions: tuple[str, ...] = ()
