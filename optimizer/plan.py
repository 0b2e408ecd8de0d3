"""What comes out: the plan in trade words, with cost, bound and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from optimizer.visit import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One step of the plan, ``[start, end)``.

    ``unit_id`` is the advisor for reception and hand-over, ``inspection-1`` … or ``wash-1`` … for stations.
    ``keeps_bay``: the car stays in ``bay_id`` until the visit's next step starts there.
    ``pinned``: the step was running, or frozen, and is kept.
    ``overtime``: the technicians' overtime spans count as working time for this step.
    """

    step_id: str
    visit_id: str
    kind: StepKind
    start: datetime
    end: datetime
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None
    keeps_bay: bool = False
    pinned: bool = False
    overtime: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason by rule name, with its subject (technician, bay, part, …), the time it ends, and words."""

    rule: str
    subject: str = ""
    until: datetime | None = None
    text_en: str = ""
    text_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNote:
    """A visit that is unplanned or whose promise cannot be kept, with the minimal set of reasons."""

    visit_id: str
    code: str  # "unplanned", "promise_impossible", "promise_at_risk", "released_frozen"
    late_minutes: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTerm:
    """One term: ``amount`` in ``unit``, times ``weight`` and the tier's factor gives ``cost``."""

    name: str
    tier: str
    amount: int
    unit: str
    weight: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBreakdown:
    """All terms in order of their tiers; ``total`` is the sum of their costs."""

    terms: tuple[CostTerm, ...]

    @property
    def total(self) -> int:
        """Sum of the terms' costs."""
        return sum(term.cost for term in self.terms)

    def amount(self, name: str) -> int:
        """Amount of the named term. Raises ``KeyError`` for a name that is none."""
        for term in self.terms:
            if term.name == name:
                return term.amount
        raise KeyError(name)

    def tier(self, tier: str) -> int:
        """Cost of one tier, with its factor."""
        return sum(term.cost for term in self.terms if term.tier == tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What is known about the best possible promise cost (class-weighted minutes, tier factor left out).

    ``unavoidable``: no plan costs less (each visit alone in the workshop, or a stronger bound). ``avoidable``:
    promise cost of this plan minus ``unavoidable``. ``proven``: the claim "no plan has a lower promise cost"
    stands twice; ``proofs`` names what says so. ``contradictions``: claims of the solver that a checked plan refutes.
    """

    unavoidable: int
    avoidable: int
    proven: bool
    proofs: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A checked plan for one workshop and its visits."""

    workshop_id: str
    now: datetime
    horizon_start: datetime
    horizon_end: datetime
    assignments: tuple[Assignment, ...]
    unplanned: tuple[str, ...] = ()
    notes: tuple[VisitNote, ...] = ()
    cost: CostBreakdown
    bound: Bound | None = None
    rounding_error: float = 0.0  # planned ÷ exact working time of all technicians − 1
    seed: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The plan that the shop works by: what a re-plan disturbs. ``released`` steps are not frozen."""

    assignments: tuple[Assignment, ...]
    released: frozenset[str] = frozenset()
