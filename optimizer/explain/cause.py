"""A cause, by the rule it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """A rule and what it is about: a technician, skill, bay, capability, part, step or station; "" for the visit."""

    rule: str
    subject: str = ""
