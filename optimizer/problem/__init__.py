"""Trade words to integers: the one translation, and the only place that rounds time."""

from optimizer.problem.arrays import Arrays
from optimizer.problem.build import Problem, build_problem
from optimizer.problem.grid import Grid

__all__ = ["Arrays", "Grid", "Problem", "build_problem"]
