"""What a re-plan comes to: each proposal beside the plan in force carried on as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from api.replans.records import ProposalRun, Proposals, Replan
from api.replans.staleness import Changed
from api.runs.documents import DAY, PLAN
from api.runs.records import Run
from api.store.runs import RunStore
from optimizer.changes import Cause, Changes, changes
from optimizer.changes.places import Places
from optimizer.day import Day
from optimizer.errors import InvalidDayError
from optimizer.notices import Notice, NoticeKind, notices
from optimizer.plan import Plan, Published

if TYPE_CHECKING:  # loads the compiled search: only when something is supposed
    from optimizer.outlook import Outlook

V = TypeVar("V")

NOTHING_PUBLISHED = Published(assignments=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A plan in the figures that a foreman compares. Minutes are whole; disturbance is counted against the plan in
    force, ``starts_changed`` in the near window only. ``late_cars``: beyond the grace of the policy.
    """

    customers_called: int
    promises_moved_minutes: int
    technicians_changed: int
    starts_changed: int
    late_cars: int
    late_minutes: int
    unplanned_cars: int
    overtime_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """A plan with its figures, and what it changes of the plan in force. ``outlook``: only of what is supposed."""

    plan: Plan
    figures: Figures
    changes: Changes
    calls: tuple[Notice, ...]
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal; ``valued`` is None while there is no plan, or when there will be none."""

    proposal: ProposalRun
    run: Run
    valued: Valued | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanView:
    """A re-plan to look at. ``present``: the plan in force carried on; None for a day that cannot be planned.

    ``stale_because``: what has changed since it was asked, None while it can be published.
    """

    replan: Replan
    day: Day
    stale_because: Changed | None
    present: Valued | None
    proposals: tuple[ProposalView, ...]
    ended: bool


class Memory(Generic[V]):
    """What was worked out last, at most ``most`` of it: days and plans of runs never change."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is kept under a key, made when it is not there. Two may make it at once; both get what they made."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


class Viewer:
    """Works out views, and keeps what it worked out."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._days: Memory[Day] = Memory(16)
        self._present: Memory[Valued | None] = Memory(16)
        self._valued: Memory[Valued | None] = Memory()

    def day(self, found: Proposals) -> Day:
        """The day that was asked of."""
        return self._days.get(found.replan.replan_id, lambda: self._read_day(found))

    def keep_day(self, replan_id: str, day: Day) -> None:
        """The day of a re-plan that was just asked, so that it need not be read again."""
        self._days.get(replan_id, lambda: day)

    def present(self, found: Proposals) -> Valued | None:
        """The plan in force carried on as it is."""
        return self._present.get(found.replan.replan_id, lambda: self._carry_on(found))

    def view(self, found: Proposals, stale_because: Changed | None) -> ReplanView:
        """All of it."""
        its = zip(found.proposals, found.runs, strict=True)
        return ReplanView(
            replan=found.replan,
            day=self.day(found),
            stale_because=stale_because,
            present=self.present(found),
            proposals=tuple(ProposalView(proposal=one, run=run, valued=self.valued(found, run)) for one, run in its),
            ended=found.ended,
        )

    def valued(self, found: Proposals, run: Run) -> Valued | None:
        """The plan of one proposal; None without one."""
        if not run.has_plan:
            return None
        return self._valued.get(run.run_id, lambda: self._read_plan(found, run.run_id))

    def _carry_on(self, found: Proposals) -> Valued | None:
        day = self.day(found)
        made = _carried_on(day, found.replan.causes)
        return made if made is None or not found.replan.what_if else _looked_ahead(day, made)

    def _read_day(self, found: Proposals) -> Day:
        text, _ = self._store.documents(found.runs[0].run_id)
        return DAY.validate_json(text)

    def _read_plan(self, found: Proposals, run_id: str) -> Valued | None:
        _, text = self._store.documents(run_id)
        if text is None:
            return None
        day = self.day(found)
        made = valued(day, PLAN.validate_json(text), found.replan.causes)
        return _looked_ahead(day, made) if found.replan.what_if else made


def valued(day: Day, plan: Plan, causes: Sequence[Cause]) -> Valued:
    """A plan of a day with all that is said of it."""
    before = day.published or NOTHING_PUBLISHED
    moved = changes(day, before, plan, causes)
    calls = notices(day, moved)
    return Valued(plan=plan, figures=_figures(day, plan, calls), changes=moved, calls=calls)


def _looked_ahead(day: Day, one: Valued) -> Valued:
    """With the distribution of lateness: how sure is what is only supposed?"""
    from optimizer.outlook import outlook  # loads the compiled search

    return replace(one, outlook=outlook(day, one.plan.assignments))


def _carried_on(day: Day, causes: Sequence[Cause]) -> Valued | None:
    from optimizer.do_nothing import do_nothing  # loads the compiled search

    try:
        return valued(day, do_nothing(day), causes)
    except InvalidDayError:
        return None


def _figures(day: Day, plan: Plan, calls: Sequence[Notice]) -> Figures:
    late = _late(day, plan)
    grace = day.workshop.policy.grace_minutes
    return Figures(
        customers_called=sum(one.kind is not NoticeKind.SAFETY_COMEBACK for one in calls),
        promises_moved_minutes=_amount(plan, "promises_moved"),
        technicians_changed=_amount(plan, "technicians_changed"),
        starts_changed=_amount(plan, "starts_changed"),
        late_cars=sum(minutes > grace for minutes in late),
        late_minutes=sum(late),
        unplanned_cars=len(plan.unplanned),
        overtime_minutes=_amount(plan, "overtime"),
    )


def _amount(plan: Plan, name: str) -> int:
    return plan.cost.amount(name) if any(term.name == name for term in plan.cost.terms) else 0


def _late(day: Day, plan: Plan) -> list[int]:
    """Minutes late of each planned car that is."""
    places = Places.of(day, plan, plan)
    found: list[int] = []
    for visit in day.visits:
        ready = places.ready(visit, places.after)
        if visit.promised is not None and ready is not None and ready > visit.promised:
            found.append((ready - visit.promised) // timedelta(minutes=1))
    return found
