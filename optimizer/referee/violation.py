"""What the referee says when a rule is broken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A broken rule, by its name in the model, with the steps that break it and the numbers in words.

    ``visit_id`` is empty when the plan as a whole is meant.
    """

    rule: str
    visit_id: str = ""
    step_ids: tuple[str, ...] = ()
    message: str
