"""Why a promise cannot be kept: minimal sets of reasons, found by taking one cause away at a time."""

from optimizer.explain.notes import notes_of
from optimizer.explain.reasons import reasons

__all__ = ["notes_of", "reasons"]
