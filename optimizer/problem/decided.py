"""The foreman's decisions by step, as ticks and indices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from copy import copy

from optimizer.day import Day
from optimizer.decisions import Forbidden, Pin, TechnicianOrder
from optimizer.problem.grid import Grid

Counts = Callable[[str, str], bool]


def _all_count(_rule: str, _subject: str) -> bool:
    return True


class Decided:
    """What holds for each step. Ticks of the grid; its horizon stands for "never".

    Whether a decision counts can be asked of a rule and its subject: ``pinned`` and ``forbidden`` with the step,
    ``ordered`` with the technician. Rules set aside are set aside whatever counts.
    """

    def __init__(
        self,
        day: Day,
        grid: Grid,
        technician_of: Mapping[str, int],
        bay_of: Mapping[str, int],
        counts: Counts = _all_count,
    ) -> None:
        made = day.decisions
        self._grid, self._technician_of, self._bay_of, self._counts = grid, technician_of, bay_of, counts
        self._waived = frozenset((one.rule, one.step_id) for one in made.overrides)
        self.pins: Mapping[str, Pin] = {pin.step_id: pin for pin in made.pins}
        self.orders: tuple[TechnicianOrder, ...] = tuple(sorted(made.orders, key=lambda one: one.technician_id))
        self.forbidden: Mapping[str, list[Forbidden]] = defaultdict(list)
        for one in made.forbidden:
            self.forbidden[one.step_id].append(one)
        self.ordered: Mapping[str, list[str]] = defaultdict(list)
        for order in self.orders:
            for step_id in order.step_ids:
                self.ordered[step_id].append(order.technician_id)

    def where(self, counts: Counts) -> Decided:
        """The same with only the decisions that count."""
        other = copy(self)
        other._counts = counts
        return other

    def waives(self, rule: str, step_id: str) -> bool:
        """Whether a person has set a rule aside for a step."""
        return (rule, step_id) in self._waived

    def touches(self, step_id: str) -> bool:
        """Whether a pin, an order or something forbidden is about a step, counting or not."""
        return step_id in self.pins or step_id in self.forbidden or step_id in self.ordered

    def start(self, step_id: str) -> int | None:
        """The tick to which a step is pinned."""
        pin = self.pins.get(step_id)
        if pin is None or pin.start is None or not self._counts("pinned", step_id):
            return None
        return self._grid.up(pin.start)

    def owners(self, step_id: str) -> tuple[int, ...]:
        """Technicians in whose order a step is."""
        names = self.ordered.get(step_id, [])
        return tuple(self._technician_of[name] for name in names if self._counts("ordered", name))

    def technician_from(self, step_id: str, technician: int, crew: int) -> int:
        """Tick from which a technician may begin a step; the horizon when not at all."""
        pin, owners = self.pins.get(step_id), self.owners(step_id)
        names = pin.technician_ids if pin is not None and self._counts("pinned", step_id) else None
        outside = names is not None and technician not in {self._technician_of[name] for name in names}
        if outside or (len(owners) >= crew and technician not in owners):
            return self._grid.num_ticks
        return self._free_from(step_id, lambda one: self._technician_of.get(one.technician_id or "") == technician)

    def bay_from(self, step_id: str, bay: int) -> int:
        """Tick from which a step may begin in a bay; the horizon when not at all."""
        pin = self.pins.get(step_id)
        given = pin.bay_id if pin is not None and self._counts("pinned", step_id) else None
        if given is not None and self._bay_of[given] != bay:
            return self._grid.num_ticks
        return self._free_from(step_id, lambda one: self._bay_of.get(one.bay_id or "") == bay)

    def _free_from(self, step_id: str, is_meant: Callable[[Forbidden], bool]) -> int:
        at = 0
        if step_id in self.forbidden and self._counts("forbidden", step_id):
            for one in filter(is_meant, self.forbidden[step_id]):
                at = max(at, self._grid.num_ticks if one.until is None else self._grid.up(one.until))
        return min(at, self._grid.num_ticks)

    def pinned_technicians(self, step_id: str) -> frozenset[int]:
        """Technicians to whom a step is pinned, whether that counts or not."""
        pin = self.pins.get(step_id)
        return frozenset(self._technician_of[name] for name in (pin.technician_ids or () if pin is not None else ()))

    def pinned_bay(self, step_id: str) -> int | None:
        """The bay to which a step is pinned, whether that counts or not."""
        pin = self.pins.get(step_id)
        return None if pin is None or pin.bay_id is None else self._bay_of[pin.bay_id]
