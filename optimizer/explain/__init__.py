"""Why a promise cannot be kept: minimal sets of reasons, found by taking one cause away at a time."""

from optimizer.explain.notes import fixed_reasons, notes_of, num_late
from optimizer.explain.reasons import reasons

__all__ = ["fixed_reasons", "notes_of", "num_late", "reasons"]
