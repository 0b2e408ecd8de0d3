"""What the technicians of a day can do: available minutes and the pace to expect for an operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from optimizer.workshop import Operation, Technician
from scenarios.clock import span
from scenarios.presence import minutes_within, regular


@dataclass(frozen=True, slots=True)
class Capacity:
    """The technicians and their regular minutes (shifts − breaks − absences) on one date, by technician id."""

    technicians: tuple[Technician, ...]
    minutes: Mapping[str, int]
    _paces: dict[tuple[str | None, str], float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def on(cls, technicians: Sequence[Technician], zone: ZoneInfo, day: date) -> Capacity:
        """The capacity of the local date ``day``."""
        window = span(zone, day, 0, 24 * 60)
        return cls(
            tuple(technicians),
            {t.technician_id: minutes_within(regular(t), window) for t in technicians},
        )

    @property
    def total(self) -> int:
        """Available technician minutes of the date."""
        return sum(self.minutes.values())

    def holders(self, skill: str | None) -> tuple[Technician, ...]:
        """Technicians that have a skill (all for None)."""
        return tuple(t for t in self.technicians if skill is None or skill in t.skills)

    def pace(self, operation: Operation) -> float:
        """FRT hours an hour to expect: mean pace of those with the skill, weighted by their minutes."""
        key = operation.skill, operation.category
        if key not in self._paces:  # asked for some thousand times a day, for some twenty keys
            self._paces[key] = self._mean_pace(*key)
        return self._paces[key]

    def _mean_pace(self, skill: str | None, category: str) -> float:
        holders = self.holders(skill)
        present = sum(self.minutes[t.technician_id] for t in holders)
        if not present:
            return sum(t.pace(category) for t in holders) / len(holders)
        return sum(self.minutes[t.technician_id] * t.pace(category) for t in holders) / present

    def demand_minutes(self, operation: Operation, frt_hours: float) -> float:
        """Technician minutes that ``frt_hours`` of an operation take: FRT ÷ expected pace; sublet none."""
        if operation.sublet_hours is not None:
            return 0.0
        return 60.0 * frt_hours / self.pace(operation)
