"""Lower bounds of the promise cost without a solver: relaxations that take milliseconds."""

from optimizer.engine.bounds.promise import promise_cost
from optimizer.engine.bounds.unavoidable import Unavoidable, unavoidable

__all__ = ["Unavoidable", "promise_cost", "unavoidable"]
