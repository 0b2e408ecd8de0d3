"""What rules and cost terms read: a day and a plan, looked up once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cached_property

from optimizer.day import Day
from optimizer.plan import Assignment, CostBreakdown, Plan
from optimizer.policy import ClassRule, PriorityClass
from optimizer.referee.bays import Hold, MovedPair, holds_of, moved_pairs_of
from optimizer.referee.booked import Booking, Load, bookings_of, load_of
from optimizer.referee.cars import Car, Line, cars_of
from optimizer.referee.clock import Clock
from optimizer.referee.known import Sieve
from optimizer.referee.people import People, people_of
from optimizer.referee.violation import Violation
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import StepStatus, Visit


@dataclass(frozen=True, kw_only=True)
class Index:
    """A plan beside its day.

    ``sound``: the assignments that could be read, by step id; ``rejected`` tells of the others, which are in no other
    field. ``frozen``: the published assignments of steps that are frozen and not released, by step id.
    """

    day: Day
    plan: Plan
    clock: Clock
    people: People
    sound: Mapping[str, Assignment]
    cars: tuple[Car, ...]
    frozen: Mapping[str, Assignment]
    rejected: tuple[Violation, ...]

    @classmethod
    def of(cls, day: Day, plan: Plan) -> Index:
        """Look everything up. Raises ``KeyError`` when the day itself uses an unknown operation code."""
        clock = Clock.of(day)
        people = people_of(day.workshop, clock)
        catalogue = Catalogue.of(day.workshop)
        steps = {visit.visit_id: steps_of(visit, catalogue) for visit in day.visits}
        by_id = {step.step_id: step for own in steps.values() for step in own}
        sieve = Sieve(day, clock, people, by_id, plan.assignments)
        return cls(
            day=day,
            plan=plan,
            clock=clock,
            people=people,
            sound=sieve.sound,
            cars=cars_of(
                visits=day.visits,
                steps=steps,
                operations=catalogue.operations,
                clock=clock,
                sound=sieve.sound,
                unplanned=frozenset(plan.unplanned),
            ),
            frozen=_frozen(day, plan, frozenset(by_id)),
            rejected=tuple(sieve.rejected),
        )

    @classmethod
    def bare(cls, day: Day, assignments: tuple[Assignment, ...], unplanned: tuple[str, ...]) -> Index:
        """The same for what is not a whole plan yet."""
        clock = Clock.of(day)
        plan = Plan(
            workshop_id=day.workshop.workshop_id,
            now=day.now,
            horizon_start=clock.origin,
            horizon_end=clock.local(clock.horizon),
            assignments=assignments,
            unplanned=unplanned,
            cost=CostBreakdown(terms=()),
        )
        return cls.of(day, plan)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All placed steps."""
        return tuple(line for car in self.cars for line in car.lines)

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """All holds of bays."""
        return holds_of(self.cars, self.clock.now)

    @cached_property
    def moved_pairs(self) -> tuple[MovedPair, ...]:
        """All moves of cars."""
        return moved_pairs_of(self.cars, self.clock.now)

    @cached_property
    def bookings(self) -> tuple[Booking, ...]:
        """All working time of technicians in steps."""
        return bookings_of(self.cars, self.people)

    @cached_property
    def load(self) -> Load:
        """Minutes booked and available."""
        reserved = frozenset(
            visit.visit_id for visit in self.day.visits if visit.booked and not self.class_of(visit).opens_reserve
        )
        return load_of(
            cars=self.cars,
            people=self.people,
            clock=self.clock,
            bookings=self.bookings,
            holds=self.holds,
            reserved=reserved,
        )

    @cached_property
    def published(self) -> Mapping[str, Assignment]:
        """The published assignments by step id; empty without a published plan."""
        published = self.day.published
        return {} if published is None else {one.step_id: one for one in published.assignments}

    @cached_property
    def waived(self) -> frozenset[tuple[str, str]]:
        """Rules that a person has set aside, each with the step it is set aside for."""
        return frozenset((one.rule, one.step_id) for one in self.day.decisions.overrides)

    def class_of(self, visit: Visit) -> ClassRule:
        """The rule of a visit's priority class. Raises ``KeyError`` when the policy does not list it."""
        return self._classes[visit.priority_class]

    @cached_property
    def _classes(self) -> Mapping[PriorityClass, ClassRule]:
        return {rule.priority_class: rule for rule in reversed(self.day.workshop.policy.classes)}


def _frozen(day: Day, plan: Plan, steps: frozenset[str]) -> dict[str, Assignment]:
    if day.published is None:
        return {}
    now = day.now.astimezone(UTC)
    until = now + timedelta(minutes=day.workshop.policy.frozen_window_minutes)
    begun = {
        one.step_id
        for visit in day.visits
        for one in visit.progress
        if one.status in (StepStatus.FINISHED, StepStatus.RUNNING)
    }
    noted = {reason.subject for note in plan.notes if note.code == "released_frozen" for reason in note.reasons}
    free = begun | noted | day.published.released
    return {
        one.step_id: one
        for one in day.published.assignments
        if now <= one.start < until and one.step_id in steps and one.step_id not in free
    }
