"""CP-SAT: better plans in neighbourhoods, bounds and proofs. The only rooms that import ortools."""

from optimizer.engine.prove.build import Model, build_model
from optimizer.engine.prove.neighbourhood import solve_neighbourhood

__all__ = ["Model", "build_model", "solve_neighbourhood"]
