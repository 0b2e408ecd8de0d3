"""Proofs of the promise cost, and what must hold before one is shown: it stands twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version

from optimizer.engine.bounds import Unavoidable, promise_cost, unavoidable
from optimizer.engine.budget import StopSignal
from optimizer.engine.prove.build import PROMISE, Model, build_model, model_size
from optimizer.engine.prove.check import broken_rules
from optimizer.engine.prove.frame import BuildOver
from optimizer.engine.prove.rules import RULES, Rule
from optimizer.engine.prove.rules.order import step_order
from optimizer.engine.prove.rules.technicians import technician_overlap
from optimizer.engine.prove.solve import Effort, Outcome, solve
from optimizer.engine.solution import Solution
from optimizer.problem import Problem

CREWS = 8  # offered a step when a model with all of them is too large for the time
FIRST_SHARE = 0.8  # of the time for the first proof; the rest is for the second
SECOND_SEED = 104_729

# Fewer rules are another, simpler model: if even that has no plan below, the day has none.
SECOND_OPINIONS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("no plan below with technicians alone", (step_order, technician_overlap)),
    ("no plan below with every rule, model not presolved", RULES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The solver claimed that no plan costs less than ``claimed``, and a checked plan costs ``exists``.

    Promise cost in class-weighted minutes. ``solver`` names the build, ``claim`` the words of the claim.
    """

    claim: str
    claimed: int
    exists: int
    seed: int
    solver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is known of the promise cost of a day (class-weighted minutes, tier factor left out).

    ``solution``: a better one than the incumbent, checked, or None. ``bound``: no plan costs less; it rests on
    unavoidable lateness, or on a claim that stands twice. ``claimed_bound``: the solver's word alone, not to be shown.
    ``proven``: the best plan known costs ``bound``; ``proofs`` names what says so. ``contradictions``: claims that a
    plan refutes.
    """

    solution: Solution | None
    bound: int
    claimed_bound: int
    claimed_optimal: bool
    proven: bool
    proofs: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]


def prove(
    problem: Problem,
    incumbent: Solution,
    *,
    time_limit_s: float,
    seed: int = 0,
    workers: int = 2,
    stop: StopSignal | None = None,
    deterministic_limit: float | None = None,
    known: Unavoidable | None = None,
) -> Proof:
    """Solve the whole day for its promises, from the incumbent; a claim of optimality is put to a second proof.

    Ends within about 0.1 s of ``time_limit_s`` or of ``stop``. ``deterministic_limit``: see ``Effort``.
    """
    effort = Effort.within(
        time_limit_s,
        problem.arrays.num_steps,
        seed=seed,
        workers=workers,
        stop=stop,
        deterministic_limit=deterministic_limit,
    )
    return _Court(problem, incumbent, unavoidable(problem) if known is None else known, effort).decide(time_limit_s)


class _Court:
    """Gathers the best solution, the claims made, and those that a solution refutes."""

    def __init__(self, problem: Problem, incumbent: Solution, known: Unavoidable, effort: Effort) -> None:
        self.problem, self.known, self.effort = problem, known, effort
        self.best, self.promise = incumbent, self._promise_of(incumbent)
        self.first_promise = self.promise
        self.claims: list[tuple[str, int]] = []

    def decide(self, time_limit_s: float) -> Proof:
        """First claim, then the second opinion on it."""
        proofs: tuple[str, ...] = ()
        if self.promise > self.known.total:
            outcome = self._ask("optimal", self.effort.until(time_limit_s * FIRST_SHARE), self.promise, RULES)
            claimed = outcome is not None and outcome.is_optimal and self._claimed() >= self.promise
            if claimed and self.promise > self.known.total:
                proofs = self._second_opinion()
        if self.promise == self.known.total:
            proofs = ("unavoidable lateness",)
        refuted = tuple(
            Contradiction(
                claim=claim,
                claimed=value,
                exists=self.promise,
                seed=self.effort.seed,
                solver=f"ortools {version('ortools')}",
            )
            for claim, value in self.claims
            if value > self.promise
        )
        proven = bool(proofs) and not refuted
        return Proof(
            solution=self.best if self.promise < self.first_promise else None,
            bound=self.promise if proven else self.known.total,
            claimed_bound=max([self.known.total, *(value for _, value in self.claims)]),
            claimed_optimal=any(value >= self.promise for _, value in self.claims),
            proven=proven,
            proofs=proofs if proven else (),
            contradictions=refuted,
        )

    def _claimed(self) -> int:
        """The highest bound claimed so far."""
        return max((value for _, value in self.claims), default=0)

    def _second_opinion(self) -> tuple[str, ...]:
        """Whether another model, searched another way, knows no plan below the best either."""
        for words, rules in SECOND_OPINIONS:
            effort = replace(self.effort, seed=self.effort.seed + SECOND_SEED, presolve=False)
            below = self.promise - 1
            outcome = self._ask(words, effort, below, rules)
            if outcome is not None and outcome.is_infeasible and self.promise == below + 1:
                return ("optimal by CP-SAT", words)
        return ()

    def _ask(self, words: str, effort: Effort, limit: int, rules: tuple[Rule, ...]) -> Outcome | None:
        """Solve for plans of at most ``limit``, keep what is better, note what is claimed."""
        model = self._model(effort, limit, rules)
        if model is None:
            return None
        outcome = solve(model, effort)
        if outcome.solution is not None and not broken_rules(self.problem.arrays, outcome.solution):
            promise = self._promise_of(outcome.solution)
            if promise < self.promise:
                self.best, self.promise = outcome.solution, promise
        if model.restricted:
            return None
        if outcome.is_infeasible:
            self.claims.append((words, limit + 1))
        elif outcome.bound is not None:
            self.claims.append((words, outcome.bound + model.promise_elsewhere))
        return outcome

    def _model(self, effort: Effort, limit: int, rules: tuple[Rule, ...]) -> Model | None:
        everyone = range(self.problem.arrays.num_visits)
        crews = next((some for some in (None, CREWS) if effort.allows(model_size(self.problem, everyone, some))), -1)
        is_first = rules is RULES and effort.presolve
        if crews == -1 or (crews is not None and not is_first) or self.known.total > limit:
            return None
        try:
            return build_model(
                self.problem,
                incumbent=self.best if is_first else None,
                tiers=PROMISE,
                known=self.known,
                promise_limit=limit - self._of_settled(),
                crew_limit=crews,
                seed=effort.seed,
                rules=rules,
                is_over=effort.is_over,
            )
        except BuildOver:
            return None

    def _of_settled(self) -> int:
        """Promise cost of visits without open steps, which no model has."""
        a = self.problem.arrays
        return sum(
            int(self.known.cost[visit])
            for visit in range(a.num_visits)
            if a.step_fixed[a.visit_first[visit] : a.visit_first[visit + 1]].all()
        )

    def _promise_of(self, solution: Solution) -> int:
        return promise_cost(self.problem.arrays, self.problem.day.workshop.policy.weights, solution)
