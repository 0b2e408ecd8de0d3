"""Every error that Heijunka raises on purpose, in one tree.

- ``HeijunkaError``: catch this for all of them
    - ``InvalidInputError``: input that cannot be used; carries every fault found, not only the first
        - ``InvalidDayError``: a day, read from JSON or built in Python
        - ``InvalidPlanError``: a plan read from JSON
    - ``PlanRejectedError``: the referee rejects a plan of the engine, which is a bug

A promise that cannot be kept is no error: it is a note in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """What is wrong at one place, and what to do about it.

    ``pointer``: JSON pointer (RFC 6901) into the document, ``""`` for the document as a whole; for a field that
    is missing, where it belongs. ``code`` is API, ``message`` and ``remedy`` are for people.
    """

    pointer: str
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """The fault on one line."""
        return f"{self.pointer or '(document)'}: {self.message} [{self.code}]. Remedy: {self.remedy}"


class HeijunkaError(Exception):
    """Base of all errors of Heijunka."""


class InvalidInputError(HeijunkaError, ValueError):
    """Input that cannot be used. ``faults`` holds every fault, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        # As the only argument, so that the error survives pickling between processes.
        super().__init__(self.faults)

    def __str__(self) -> str:
        """All faults, a line each."""
        count = len(self.faults)
        head = "1 fault" if count == 1 else f"{count} faults"
        return "\n".join([head, *(f"  {fault}" for fault in self.faults)])


class InvalidDayError(InvalidInputError):
    """A day that is not one."""


class InvalidPlanError(InvalidInputError):
    """A plan document that is not one."""


class PlanRejectedError(HeijunkaError):
    """The referee rejects a plan of the engine: a bug. ``violations`` tells what is wrong."""

    def __init__(self, violations: Iterable[object]) -> None:
        self.violations = tuple(violations)
        super().__init__(self.violations)

    def __str__(self) -> str:
        """All violations, a line each."""
        return "\n".join(["the referee rejects the plan", *(f"  {one}" for one in self.violations)])
