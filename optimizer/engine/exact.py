"""CP-SAT beside the search: a proof of the whole day, or one neighbourhood after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.bounds import Unavoidable, promise_cost
from optimizer.engine.budget import Budget
from optimizer.engine.improver import Improver
from optimizer.engine.prove import Proof, prove, solve_neighbourhood
from optimizer.engine.shared import Shared
from optimizer.problem import Problem

_BEGINS = 0.4  # share of the budget after which the promises have settled
_BEGINS_LARGE = 0.7  # the same where only neighbourhoods can be solved: the search alone does more there for longer
_WHOLE_DAY_STEPS = 700  # larger models are not built and solved in a planner's seconds
_SHORTEST_S = 1.0  # with less time left a model is not worth building
_NEIGHBOURS = 6
_NEIGHBOURHOOD_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """What CP-SAT is asked, and with which seed."""

    problem: Problem
    known: Unavoidable
    seed: int

    @property
    def begins(self) -> float:
        """Share of the budget after which CP-SAT takes over."""
        return _BEGINS if self.problem.arrays.num_steps <= _WHOLE_DAY_STEPS else _BEGINS_LARGE

    def promise_of(self, shared: Shared) -> int:
        """Promise cost of the shared best, tier factor left out."""
        solution, _ = shared.best()
        return promise_cost(self.problem.arrays, self.problem.day.workshop.policy.weights, solution)

    def is_open(self, shared: Shared) -> bool:
        """Whether a better promise is still conceivable."""
        return self.promise_of(shared) > self.known.total

    def work(self, improver: Improver, shared: Shared, budget: Budget) -> Proof | None:
        """Use what is left of the budget; gives the last proof that was tried."""
        proof = None
        if self.problem.arrays.num_steps <= _WHOLE_DAY_STEPS and budget.left > _SHORTEST_S:
            proof = self._whole_day(improver, shared, budget)
        turn = 0
        while self.is_open(shared) and not budget.over and budget.left > _SHORTEST_S:
            self._neighbourhood(improver, shared, budget, turn)
            turn += 1
        return proof

    def proof(self, shared: Shared, budget: Budget) -> Proof:
        """A proof by counted work, for the deterministic mode."""
        solution, _ = shared.best()
        return prove(
            self.problem,
            solution,
            time_limit_s=budget.time_limit_s,
            seed=self.seed,
            workers=1,
            stop=budget,
            deterministic_limit=budget.time_limit_s * 0.3,
            known=self.known,
        )

    def _whole_day(self, improver: Improver, shared: Shared, budget: Budget) -> Proof:
        solution, _ = shared.best()
        proof = prove(
            self.problem,
            solution,
            time_limit_s=budget.left,
            seed=self.seed,
            workers=1,
            stop=budget,
            known=self.known,
        )
        if proof.solution is not None:
            improver.adopt(proof.solution)
            shared.offer(improver)
        return proof

    def _neighbourhood(self, improver: Improver, shared: Shared, budget: Budget, turn: int) -> None:
        solution, _ = shared.best()
        found = solve_neighbourhood(
            self.problem,
            solution,
            self._free_visits(shared, turn),
            time_limit_s=min(budget.left, _NEIGHBOURHOOD_S),
            seed=self.seed + turn,
            workers=1,
            stop=budget,
            known=self.known,
        )
        if found is not None:
            improver.adopt(found)
            shared.offer(improver)

    def _free_visits(self, shared: Shared, turn: int) -> list[int]:
        """A visit whose promise costs more than it must, drawn by turn, and those whose work lies nearest to it."""
        a = self.problem.arrays
        solution, _ = shared.best()
        rng = np.random.default_rng((self.seed, turn))
        ready = solution.end[a.visit_first[1:] - 2] * a.tick_minutes
        late = np.where(solution.planned, np.maximum(0, ready - a.visit_due), a.num_ticks) * a.visit_weight
        keys = late + rng.random(a.num_visits)
        centre = int(np.argsort(-keys)[turn % max(1, int((late > 0).sum()))])
        middle = solution.start[a.visit_first[:-1]] + solution.end[a.visit_first[1:] - 1]
        near = np.argsort(np.abs(middle - middle[centre]) * (0.5 + rng.random(a.num_visits)))
        return sorted({centre, *(int(one) for one in near[:_NEIGHBOURS])})
