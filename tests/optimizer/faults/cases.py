"""How the tests of the checks are written: a case a fault, with its exact places."""

from __future__ import annotations

from typing import NamedTuple

from optimizer.day import Day
from optimizer.faults import faults_of


class Case(NamedTuple):
    """A day in which exactly the faults of one code are wrong, and where. ``title`` says it in words."""

    title: str
    code: str
    day: Day
    pointers: tuple[str, ...]


def found(day: Day) -> list[tuple[str, str]]:
    """(code, pointer) of every fault of a day."""
    return [(fault.code, fault.pointer) for fault in faults_of(day)]


def check(case: Case) -> None:
    """The day has the faults of the case and no other, and each says what to do."""
    assert found(case.day) == [(case.code, pointer) for pointer in case.pointers]
    for fault in faults_of(case.day):
        assert fault.message
        assert fault.remedy
