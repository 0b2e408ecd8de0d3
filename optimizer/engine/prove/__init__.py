"""CP-SAT: better plans in neighbourhoods, bounds and proofs. The only rooms that import ortools."""

from optimizer.engine.prove.admit import admit
from optimizer.engine.prove.build import Model, build_model
from optimizer.engine.prove.neighbourhood import solve_neighbourhood
from optimizer.engine.prove.proof import Contradiction, Proof, prove

__all__ = ["Contradiction", "Model", "Proof", "admit", "build_model", "prove", "solve_neighbourhood"]
