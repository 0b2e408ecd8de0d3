"""Soak: thousands of odd days through the whole product; every plan has to pass the referee."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import timedelta

from benchmarks.instances import DATE
from benchmarks.table import markdown
from optimizer.day import Day
from optimizer.errors import PlanRejectedError
from optimizer.plan import Plan
from optimizer.plan_day import plan_day
from scenarios.advance import advance
from scenarios.generator import SHOPS, generate_day
from scenarios.odd import odd_day

_LIMIT_S = 0.02
_GENERATED_EVERY = 50
_AGAIN_EVERY = 10
_LATER = timedelta(minutes=95)


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a soak has counted. Visits that are over are in neither ``planned`` nor ``unplanned``."""

    days: int = 0
    replans: int = 0
    visits: int = 0
    planned: int = 0
    unplanned: int = 0
    unexplained: int = 0  # unplanned visits without a reason, or with a place that was overlooked
    violations: int = 0  # plans that the referee rejected
    crashes: int = 0
    contradictions: int = 0  # plans whose promises cost less than the bound
    refuted: int = 0  # claims of the solver that a plan refutes: told, and never shown as proofs

    @property
    def clean(self) -> bool:
        """Whether nothing of ours was found wrong."""
        return not (self.unexplained or self.violations or self.crashes or self.contradictions)

    def add(self, other: Tally) -> None:
        """Add the counts of other days."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def table(self) -> str:
        """The counts as a table of one line."""
        names = [field.name for field in fields(self)]
        return markdown(names, [[f"{count:,}" for count in asdict(self).values()]])


def soak(days: int, seed: int, say: Callable[[str], None]) -> Tally:
    """Plan days ``seed`` to ``seed + days - 1``; what is found wrong is told by ``say``, with the day's number."""
    tally = Tally()
    for number in range(seed, seed + days):
        _one(tally, number, say)
    return tally


def soak_days(number: int) -> Iterator[Day]:
    """The days of a number: an odd day, and now and then a generated one."""
    yield odd_day(number)
    if number % _GENERATED_EVERY == 0:
        yield generate_day(
            SHOPS["small"], seed=number, date=DATE, load=(0.85, 0.95, 1.05)[number // _GENERATED_EVERY % 3]
        )


def _one(tally: Tally, number: int, say: Callable[[str], None]) -> None:
    tally.days += 1
    for day in soak_days(number):
        plan = _planned(tally, number, day, say)
        if plan is None or number % _AGAIN_EVERY:
            continue
        tally.replans += 1
        _planned(tally, number, advance(day, plan, day.now + _LATER, number), say)


def _planned(tally: Tally, number: int, day: Day, say: Callable[[str], None]) -> Plan | None:
    what = f"day {number}" if day.published is None else f"day {number} with a published plan"
    try:
        plan = plan_day(day, time_limit_s=_LIMIT_S, seed=number, deterministic=True)
    except PlanRejectedError as error:
        tally.violations += 1
        say(f"{what}: {error}")
        return None
    except Exception as error:  # whatever goes wrong is what a soak is looking for
        tally.crashes += 1
        say(f"{what}: {type(error).__name__}: {error}")
        return None
    _count(tally, day, plan)
    for visit_id in _unexplained(plan):
        tally.unexplained += 1
        say(f"{what}: {visit_id} is not planned, and no rule is in its way")
    if plan.bound is not None and plan.bound.avoidable < 0:
        tally.contradictions += 1
        say(f"{what}: {plan.bound}")
    if plan.bound is not None and plan.bound.contradictions:
        tally.refuted += 1
        say(f"{what}: {'; '.join(plan.bound.contradictions)}")
    return plan


def _count(tally: Tally, day: Day, plan: Plan) -> None:
    tally.visits += len(day.visits)
    tally.unplanned += len(plan.unplanned)
    tally.planned += len({one.visit_id for one in plan.assignments} - set(plan.unplanned))


def _unexplained(plan: Plan) -> set[str]:
    notes = (note for note in plan.notes if note.code == "unplanned" and note.reasons)
    explained = {note.visit_id for note in notes if note.reasons[0].rule != "overlooked"}
    return set(plan.unplanned) - explained
