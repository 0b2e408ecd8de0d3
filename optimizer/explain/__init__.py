"""Why a promise cannot be kept: minimal sets of reasons, found by taking one cause away at a time."""

from optimizer.explain.notes import fixed_reasons, is_overlooked, notes_of, num_late
from optimizer.explain.reasons import reasons
from optimizer.explain.stage import Stage

__all__ = ["Stage", "fixed_reasons", "is_overlooked", "notes_of", "num_late", "reasons"]
