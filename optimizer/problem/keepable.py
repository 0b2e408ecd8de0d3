"""Whether a frozen step can still be kept beside what is fixed already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from optimizer.problem.index import Index, VisitSteps
from optimizer.visit import Step, StepKind
from optimizer.workshop import PartNeed

Key = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedStep:
    """A step kept where it is: ticks, technician indices, bay, unit. ``extended``: overtime counts as working."""

    step: Step
    start: int
    end: int
    technicians: tuple[int, ...]
    bay: int | None
    unit: int | None
    extended: bool
    running: bool

    @property
    def keys(self) -> list[Key]:
        """The unary resources the step occupies."""
        found = [("technician", one) for one in self.technicians]
        found += [] if self.bay is None else [("bay", self.bay)]
        return found + ([] if self.unit is None else [("unit", self.unit)])


class Board:
    """What fixed steps occupy: technicians, bays, units, arrivals, parts, car park, loan cars."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._policy = index.day.workshop.policy
        self._visit_of: dict[str, VisitSteps] = {one.visit.visit_id: one for one in index.visits}
        self._busy: dict[Key, list[tuple[int, int]]] = defaultdict(list)
        self._fixed: dict[str, FixedStep] = {}
        self._parts: list[tuple[str, int, int]] = []
        self._parked: list[tuple[int, int]] = []
        self._loans = sum(one.visit.loan_car and bool(one.progress) for one in index.visits)
        for n, bay in enumerate(index.bays):
            self._busy["bay", n].extend(index.grid.outer(bay.outages))

    def put(self, fixed: FixedStep) -> None:
        """Occupy what a running step, or a frozen one without ``obstacle``, needs."""
        self._fixed[fixed.step.step_id] = fixed
        for key in fixed.keys:
            self._busy[key].append((fixed.start, fixed.end))
        if fixed.running:
            return
        self._parts.extend((need.part_number, fixed.start, need.quantity) for need in self._needs(fixed.step))
        start, end, bay = self._wait(fixed)
        if bay is None:
            self._parked.append((start + self._move, end))
        else:
            self._busy["bay", bay].append((start, end))
        if fixed.step.kind is StepKind.RECEPTION and fixed.unit is not None:
            self._busy["arrival", fixed.unit].append((fixed.start, fixed.start + self._spacing))
            self._loans += self._visit_of[fixed.step.visit_id].visit.loan_car

    def obstacle(self, frozen: FixedStep) -> str:
        """Name of a rule that forbids keeping the step; empty when it can stay."""
        start, end, bay = self._wait(frozen)
        arrival = (frozen.start, frozen.start + self._spacing)
        is_reception = frozen.step.kind is StepKind.RECEPTION and frozen.unit is not None
        parked = sum(one < frozen.start and start + self._move < other for one, other in self._parked)
        spot = (frozen.start, frozen.end)
        checks = (
            ("step_order", self._previous_open(frozen) or self._previous_end(frozen) > frozen.start),
            ("arrival", frozen.start < self._release(frozen)),
            ("skill", not self._able(frozen)),
            ("bay_capability", not self._bay_fits(frozen)),
            (
                "technician_overlap",
                any(self._taken(key, spot) for key in frozen.keys if key[0] == "technician"),
            ),
            ("bay_overlap", any(self._taken(key, spot) for key in frozen.keys if key[0] == "bay")),
            ("station_overlap", any(self._taken(key, spot) for key in frozen.keys if key[0] == "unit")),
            ("bay_overlap", bay is not None and self._taken(("bay", bay), (start, end))),
            ("bay_move", bay is None and end < start + self._move),
            ("car_park", bay is None and end > start + self._move and parked >= self._policy.car_park_places),
            ("arrival_spacing", is_reception and self._taken(("arrival", frozen.unit or 0), arrival)),
            ("parts", any(self._short(need, frozen.start) for need in self._needs(frozen.step))),
            ("loan_cars", is_reception and self._no_loan_car(frozen)),
        )
        return next((rule for rule, broken in checks if broken), "")

    @property
    def _move(self) -> int:
        return -(-self._policy.bay_move_minutes // self._index.grid.minutes)

    @property
    def _spacing(self) -> int:
        return max(1, -(-self._policy.arrival_spacing_minutes // self._index.grid.minutes))

    def _taken(self, key: Key, spot: tuple[int, int]) -> bool:
        return any(start < spot[1] and spot[0] < end for start, end in self._busy[key])

    def _previous(self, fixed: FixedStep) -> Step | None:
        steps = self._visit_of[fixed.step.visit_id].unfinished
        at = steps.index(fixed.step)
        return steps[at - 1] if at else None

    def _previous_open(self, fixed: FixedStep) -> bool:
        previous = self._previous(fixed)
        return previous is not None and previous.step_id not in self._fixed

    def _previous_end(self, fixed: FixedStep) -> int:
        previous = self._previous(fixed)
        return 0 if previous is None or previous.step_id not in self._fixed else self._fixed[previous.step_id].end

    def _wait(self, fixed: FixedStep) -> tuple[int, int, int | None]:
        """Span between the step before and this one, and the bay in which the car waits (None: moved pair).

        For steps that make no pair the span is empty and stands at the start, with a bay that is no bay.
        """
        visit = self._visit_of[fixed.step.visit_id]
        previous = self._previous(fixed)
        here = self._index.grid.up(self._index.day.now)
        nowhere = (fixed.start, fixed.start, -1)
        if previous is None:
            if visit.visit.in_bay is None or fixed.bay is None:
                return nowhere
            bay: int | None = self._index.bay_of[visit.visit.in_bay]
            return here, fixed.start, bay if bay == fixed.bay else None
        before = self._fixed.get(previous.step_id)
        if before is None or not (_pairs(before) and _pairs(fixed)):
            return nowhere
        same = before.bay is not None and before.bay == fixed.bay
        return before.end, fixed.start, before.bay if same else None

    def _release(self, fixed: FixedStep) -> int:
        visit = self._visit_of[fixed.step.visit_id]
        progress = visit.progress.get(fixed.step.step_id)
        at = self._index.grid.up(visit.visit.arrival) if not visit.progress else 0
        there = visit.visit.customer_there
        if fixed.step.kind is StepKind.HAND_OVER and there is not None:
            at = max(at, self._index.grid.up(there))
        if progress is not None and progress.resume_at is not None:
            at = max(at, self._index.grid.up(progress.resume_at))
        return at

    def _able(self, fixed: FixedStep) -> bool:
        operation = self._index.operation(fixed.step)
        skill = None if operation is None else operation.skill
        named = self._visit_of[fixed.step.visit_id].visit.advisor_id
        if fixed.step.kind is StepKind.RECEPTION and named is not None and fixed.unit is not None:
            return self._index.units[fixed.unit].unit_id == named
        if skill is None or self._index.decided.waives("skill", fixed.step.step_id):
            return True
        return all(skill in self._index.technicians[one].skills for one in fixed.technicians)

    def _bay_fits(self, fixed: FixedStep) -> bool:
        operation = self._index.operation(fixed.step)
        capability = None if operation is None or fixed.step.kind is StepKind.SUBLET else operation.bay_capability
        if capability is None or fixed.bay is None:
            return capability is None and fixed.bay is None
        if self._index.decided.waives("bay_capability", fixed.step.step_id):
            return True
        return capability in self._index.bays[fixed.bay].capabilities

    def _needs(self, step: Step) -> tuple[PartNeed, ...]:
        issued = step.step_id in self._visit_of[step.visit_id].progress
        return () if issued or self._index.decided.waives("parts", step.step_id) else step.parts

    def _short(self, need: PartNeed, start: int) -> bool:
        shop, grid = self._index.day.workshop, self._index.grid
        have = sum(one.on_hand for one in shop.stock if one.part_number == need.part_number)
        have += sum(
            one.quantity for one in shop.deliveries if one.part_number == need.part_number and grid.up(one.eta) <= start
        )
        return have < need.quantity + sum(quantity for part, _, quantity in self._parts if part == need.part_number)

    def _no_loan_car(self, fixed: FixedStep) -> bool:
        wanted = self._visit_of[fixed.step.visit_id].visit.loan_car
        return wanted and self._loans >= self._index.day.workshop.loan_cars


def _pairs(fixed: FixedStep) -> bool:
    return fixed.bay is not None or fixed.step.kind is StepKind.SUBLET
