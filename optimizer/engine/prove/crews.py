"""Which crews are offered for a step: all of them, or on large days the incumbent's and the best few."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from optimizer.engine.prove.sizes import Crew
from optimizer.engine.solution import Solution
from optimizer.problem.arrays import NONE, Arrays


def all_crews(a: Arrays, step: int) -> list[Crew]:
    """Every technician who may do it, or every pair with its owner; once more in extended time where that differs."""
    rows = range(a.tech_ptr[step], a.tech_ptr[step + 1])
    if a.step_crew[step] == 1:
        crews = [Crew(int(a.tech_list[i]), NONE, False, int(a.tech_ticks[i])) for i in rows]
    else:
        able = sorted(int(a.tech_list[i]) for i in rows)
        pairs = [pair for pair in combinations(able, 2) if a.step_owner[step] in (NONE, *pair)]
        crews = [Crew(one, other, False, pair_ticks(a, step, one, other)) for one, other in pairs]
    return crews + [crew._replace(extended=True) for crew in crews if a.use_overtime and _gains_by_overtime(a, crew)]


def pair_ticks(a: Arrays, step: int, one: int, other: int) -> int:
    """Rounded working time of two technicians together."""
    pace = a.pace[one, a.step_category[step]] + a.pace[other, a.step_category[step]]
    return max(1, int(np.floor(a.step_labour[step] / pace / a.tick_minutes + 0.5)))


def _gains_by_overtime(a: Arrays, crew: Crew) -> bool:
    return any(a.tech_calendar[one, 0] != a.tech_calendar[one, 1] for one in crew.members)


def offered_crews(
    a: Arrays, step: int, incumbent: Solution | None, limit: int | None, rng: np.random.Generator
) -> list[Crew]:
    """At most about ``limit`` crews (None: all): the incumbent's, the fastest, the rest by chance."""
    crews = all_crews(a, step)
    if limit is None or len(crews) <= limit:
        return crews
    order = rng.permutation(len(crews))
    ranked = sorted(order, key=lambda n: crews[n].ticks)[: limit // 2]
    chosen = list(dict.fromkeys([*_of_incumbent(crews, step, incumbent), *ranked, *order]))
    return [crews[n] for n in chosen[:limit]]


def _of_incumbent(crews: list[Crew], step: int, incumbent: Solution | None) -> list[int]:
    if incumbent is None or incumbent.start[step] == NONE:
        return []
    wanted = (int(incumbent.first[step]), int(incumbent.second[step]))
    return [n for n, crew in enumerate(crews) if (crew.first, crew.second) == wanted]


def num_crews(a: Arrays, step: int) -> int:
    """How many crews ``all_crews`` has, at most, without making them."""
    able = int(a.tech_ptr[step + 1] - a.tech_ptr[step])
    alone = able if a.step_crew[step] == 1 else able * (able - 1) // 2
    return alone * (1 + a.use_overtime)
