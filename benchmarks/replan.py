"""A bad morning healed: the re-plan beside doing nothing, beside one that minds no change, beside a plan made anew."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median, quantiles

from benchmarks.bad_morning import bad_morning
from benchmarks.instances import Instance
from benchmarks.measure import hold_to, promise_minutes, warm_up
from benchmarks.table import markdown
from optimizer.day import Day
from optimizer.do_nothing import do_nothing
from optimizer.goals import undisturbed, weighted
from optimizer.plan import Plan
from optimizer.plan_day import Progress, plan_day
from optimizer.referee import cost
from optimizer.replan_day import replan_day

WAYS = ("doing nothing", "re-plan", "re-plan without stability", "plan made anew")
_LIMITS_S = {"large": 1.6, "huge": 3.0}
_LIMIT_S = 0.8
# What the re-plan should reach: ÷ doing nothing, and ÷ the re-plan without a cost for changes.
_GOALS = "goal: promise at most 0.33, calls at most 0.50 of doing nothing; starts at most 0.33 of without stability"
_HEAD = ("days", "way out", "promise", "÷", "calls", "÷", "starts moved", "hands changed", "first s p95", "s p95")

Say = Callable[[str], None]
Note = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way out of one bad morning. ``promise`` in class-weighted minutes; starts are those of the next two hours.

    ``seconds`` from the event to the plan, ``first_s`` to the first valid one.
    """

    promise: int
    calls: int
    starts: int
    technicians: int
    seconds: float = 0.0
    first_s: float = 0.0


Found = dict[str, list[tuple[Outcome, ...]]]


def compare(chosen: Sequence[Instance], limit_s: float | None, threads: int, out: Path, say: Say) -> str:
    """A table a group of days, and each day's outcomes in ``replan.json`` in the folder.

    ``limit_s`` None: what leaves a proposal within a second, of the largest shops within two.
    """
    hold_to(threads)
    warm_up()
    found: Found = {}
    for instance in chosen:
        outcomes = _outcomes(bad_morning(instance), limit_s or _LIMITS_S.get(instance.shop, _LIMIT_S))
        found.setdefault(instance.group, []).append(outcomes)
        say(f"{instance.group} day {instance.seed}: {[(one.promise, one.starts) for one in outcomes]}")
    out.mkdir(parents=True, exist_ok=True)
    days = {group: [[asdict(one) for one in ways] for ways in rows] for group, rows in found.items()}
    (out / "replan.json").write_text(json.dumps(days, indent=1) + "\n", encoding="utf-8")
    rows = [row for group, outcomes in found.items() for row in _rows(group, outcomes)]
    return "\n\n".join((markdown(_HEAD, rows), *_ratios(found), _GOALS))


def _outcomes(day: Day, limit_s: float) -> tuple[Outcome, ...]:
    heedless = weighted(day, undisturbed(day.workshop.policy.weights))
    anew = replace(heedless, published=None)
    ways: tuple[Callable[[Note], Plan], ...] = (
        lambda _: do_nothing(day),
        lambda note: replan_day(day, time_limit_s=limit_s, on_progress=note),
        lambda note: plan_day(heedless, time_limit_s=limit_s, on_progress=note),
        lambda note: plan_day(anew, time_limit_s=limit_s, on_progress=note),
    )
    return tuple(_timed(day, way) for way in ways)


def _timed(day: Day, way: Callable[[Note], Plan]) -> Outcome:
    told: list[float] = []
    began = time.perf_counter()
    plan = way(lambda _: told.append(time.perf_counter() - began))
    seconds = time.perf_counter() - began
    return replace(_judged(day, plan), seconds=seconds, first_s=told[0] if told else seconds)


def _judged(day: Day, plan: Plan) -> Outcome:
    """The referee's count of a plan under the day's own policy."""
    price = cost(day, plan.assignments, plan.unplanned)
    return Outcome(
        promise=promise_minutes(price, day.workshop.policy.weights),
        calls=price.amount("customers_to_call"),
        starts=price.amount("starts_changed"),
        technicians=price.amount("technicians_changed"),
    )


def _rows(group: str, outcomes: Sequence[tuple[Outcome, ...]]) -> Iterator[tuple[str, ...]]:
    nothing = [ways[0] for ways in outcomes]
    for name, way in zip(WAYS, zip(*outcomes, strict=True), strict=True):
        yield (
            f"{group} ({len(outcomes)})",
            name,
            _spread([one.promise for one in way]),
            _ratio([one.promise for one in way], [one.promise for one in nothing]),
            _spread([one.calls for one in way]),
            _ratio([one.calls for one in way], [one.calls for one in nothing]),
            _spread([one.starts for one in way]),
            _spread([one.technicians for one in way]),
            f"{_p95([one.first_s for one in way]):.2f}",
            f"{_p95([one.seconds for one in way]):.2f}",
        )


def _ratios(found: Found) -> Iterator[str]:
    """Starts that the re-plan moves, beside those of the two that mind no change."""
    for group, outcomes in found.items():
        starts = [[ways[n].starts for ways in outcomes] for n in range(len(WAYS))]
        beside, anew = _ratio(starts[1], starts[2]), _ratio(starts[1], starts[3])
        yield f"{group}: starts ÷ without stability {beside}, ÷ made anew {anew} (medians of the days' ratios)"


def _ratio(values: Sequence[int], bases: Sequence[int]) -> str:
    """Median of the ratios of the days on which the base is not 0."""
    shares = [value / base for value, base in zip(values, bases, strict=True) if base]
    return f"{median(shares):.2f}" if shares else "–"


def _spread(values: Sequence[int]) -> str:
    return f"{median(values):,.0f} ({min(values):,}–{max(values):,})"


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
