"""Publishes a proposal: places, decisions, notices and the journal are one transaction, or nothing is."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.changes import Changes
from api.desk.life import LifeAction
from api.desk.records import Appointment
from api.floor.day import floor_day
from api.floor.records import FloorDay
from api.floor.rows import count_up
from api.notices.publishing import publish_notices
from api.replans import decision_rows, rows
from api.replans.deciding import with_decisions, without_decisions
from api.replans.deciding_rows import end, take
from api.replans.records import ProposalRun, Replan, ReplanState
from api.replans.staleness import Changed, stale_because
from api.store.journal import note
from optimizer.changes import changes
from optimizer.day import Day
from optimizer.goals import day_for
from optimizer.in_force import in_force
from optimizer.plan import Assignment, Plan, Published
from optimizer.referee import Violation, review
from optimizer.visit import StepStatus

# So long a proposal is judged by the moment it was planned at: nobody starts a job within the minute in which it was
# planned. Later it must hold as it is at the moment of publishing.
FRESH = timedelta(minutes=5)


class StaleError(Exception):
    """What a proposal was planned for is no longer so."""

    def __init__(self, because: Changed, violations: Sequence[Violation] = ()) -> None:
        super().__init__(because)
        self.because: Changed = because
        self.violations = tuple(violations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes which proposal, read before. ``day``: the one it was planned for."""

    replan: Replan
    proposal: ProposalRun
    day: Day
    plan: Plan
    actor: str
    now: datetime

    def publish(self, connection: Connection) -> Replan:
        """Publish, in an open transaction that has looked at nothing yet. Raises ``StaleError``."""
        workshop_id = self.replan.workshop_id
        versions = desk_rows.lock_workshop(connection, workshop_id)
        found = rows.replan(connection, workshop_id, self.replan.replan_id)
        because = stale_because(connection, found, self.day)
        if found.state is not ReplanState.OPEN or because is not None:
            raise StaleError(because or "plan")
        floor = self._floor(connection)
        plan = self._checked(floor.day)
        moved = changes(floor.day, floor.day.published or Published(assignments=()), plan, found.causes)
        writer = Changes(connection, workshop_id, versions, self.now, self.actor)
        num_cars = _write_places(writer, floor, plan)
        self._decide(connection)
        made = publish_notices(connection, floor, plan, moved, found.replan_id, self.now, self.actor)
        done = rows.close(connection, found, ReplanState.PUBLISHED, self.now, self.proposal.run_id)
        self._tell(connection, num_cars, [one.notice_id for one in made])
        return done

    def _floor(self, connection: Connection) -> FloorDay:
        at = self.day.now if self.now - self.day.now <= FRESH else self.now
        floor = floor_day(connection, self.replan.workshop_id, at)
        ended = {one for each in self.replan.decisions for one in each.replaces}
        held = decision_rows.held(connection, self.replan.workshop_id)
        floor = without_decisions(floor, [one for one in held if one.decision_id in ended])
        floor = with_decisions(floor, self.replan.decisions)
        return replace(floor, day=in_force(floor.day))

    def _checked(self, day: Day) -> Plan:
        """The plan, accepted by the referee for a day as it stands. Raises ``StaleError``."""
        goal_day = day_for(day, self.proposal.goal, self.proposal.until)
        plan = replace(self.plan, now=day.now)
        _, found = review(goal_day, plan)
        if found:
            raise StaleError("floor", found)
        return plan

    def _decide(self, connection: Connection) -> None:
        workshop_id = self.replan.workshop_id
        for one in self.replan.decisions:
            for decision_id in one.replaces:
                end(connection, workshop_id, decision_id, self.actor, self.now)
            take(connection, workshop_id, one, self.actor, self.now)
        if self.replan.decisions:
            count_up(connection, workshop_id)

    def _tell(self, connection: Connection, num_cars: int, notice_ids: Sequence[str]) -> None:
        workshop_id = self.replan.workshop_id
        note(
            connection,
            workshop_id=workshop_id,
            subject_id=self.replan.replan_id,
            type_="replan.published",
            payload={
                "run_id": self.proposal.run_id,
                "goal": self.proposal.goal.value,
                "trigger": self.replan.trigger.value,
                "plan_version": desk_rows.versions_of(connection, workshop_id).plan,
                "cars_moved": num_cars,
                "notices": list(notice_ids),
            },
            at=self.now,
            actor=self.actor,
        )


def _write_places(writer: Changes, floor: FloorDay, plan: Plan) -> int:
    """Every car at its new place; how many have another one."""
    by_visit: dict[str, list[Assignment]] = {}
    for step in plan.assignments:
        by_visit.setdefault(step.visit_id, []).append(step)
    begun = {
        one.step_id for visit in floor.day.visits for one in visit.progress if one.status is not StepStatus.INTERRUPTED
    }
    count = 0
    for visit_id, before in floor.appointments.items():
        places = _places(before, by_visit.get(visit_id, []), begun)
        if places != before.assignments:
            writer.apply(before, LifeAction.REPLAN, replace(before, assignments=places))
            count += 1
    return count


def _places(before: Appointment, planned: Sequence[Assignment], begun: Set[str]) -> tuple[Assignment, ...]:
    """What the plan says of a car; of steps that have begun and that it does not have, what was published."""
    new = {one.step_id for one in planned}
    kept = [one for one in before.assignments if one.step_id in begun and one.step_id not in new]
    # That a step was frozen for a plan is nothing that the next plan need know.
    own = [replace(one, pinned=False) for one in planned]
    return tuple(sorted((*kept, *own), key=lambda one: (one.start, one.step_id)))
