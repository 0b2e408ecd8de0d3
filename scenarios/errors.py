"""What goes wrong when a day is read or made."""

from __future__ import annotations

from optimizer.errors import HeijunkaError


class ScenarioError(HeijunkaError, ValueError):
    """A source cannot be read as a day, or a shop cannot be generated as asked.

    The message names the file, row and column (where there is one) and what to do about it.
    """
