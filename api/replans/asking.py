"""Asks for proposals: the day is read first, then re-plan, runs and the line in the journal are one transaction.

What changes in between makes the re-plan stale, as what changes later does: it says what it was asked of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import Connection

from api.floor.day import floor_day
from api.floor.records import FloorDay
from api.replans import decision_rows, rows
from api.replans.asks import ReplanAsk
from api.replans.causes import causes_of, of_decisions
from api.replans.deciding import wanted, with_decisions, without_decisions
from api.replans.records import AskedOf, ProposalRun, Proposals, Replan, ReplanState, Trigger, Wanted
from api.replans.supposing import supposed
from api.runs.documents import DAY
from api.runs.records import NewRun, RunOptions
from api.store.database import Database
from api.store.journal import note
from api.store.runs import RunStore, new_run_id
from optimizer.changes import Cause
from optimizer.goals import Goal
from optimizer.in_force import in_force

Goals = Sequence[tuple[Goal, datetime | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of which day."""

    floor: FloorDay
    goals: Goals
    time_limit_s: float
    trigger: Trigger
    causes: tuple[Cause, ...]
    decisions: tuple[Wanted, ...] = ()
    what_if: tuple[JsonValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks in which workshop, and when."""

    database: Database
    store: RunStore
    workshop_id: str
    actor: str
    now: datetime

    def question(self, ask: ReplanAsk) -> Question:
        """The question of a foreman. Raises ``InvalidInputError`` and ``ApiError`` for what cannot be decided."""
        with self.database.read() as connection:
            floor = floor_day(connection, self.workshop_id, self.now)
            held = decision_rows.held(connection, self.workshop_id)
            happened = causes_of(connection, floor)
        ended = {one for each in ask.decisions for one in each.replaces}
        floor = without_decisions(floor, [one for one in held if one.decision_id in ended])
        others = [one for one in held if one.decision_id not in ended]
        decided = wanted(floor, ask.decisions, others, "decisions")
        return Question(
            floor=supposed(with_decisions(floor, decided), ask.what_if),
            goals=[(goal, ask.until if goal is Goal.WITH_OVERTIME else None) for goal in ask.goals],
            time_limit_s=ask.time_limit_s,
            trigger=Trigger.MANUAL,
            causes=(*of_decisions(decided), *happened),
            decisions=decided,
            what_if=tuple(one.model_dump(mode="json", exclude_defaults=True) for one in ask.what_if),
        )

    def again(self, goals: Goals, time_limit_s: float, trigger: Trigger, decisions: Sequence[Wanted] = ()) -> Question:
        """The question of the service: after what has happened, or in place of a stale re-plan."""
        with self.database.read() as connection:
            floor = floor_day(connection, self.workshop_id, self.now)
            happened = causes_of(connection, floor)
        floor = with_decisions(floor, decisions)
        return Question(
            floor=replace(floor, day=in_force(floor.day)),
            goals=goals,
            time_limit_s=time_limit_s,
            trigger=trigger,
            causes=(*of_decisions(decisions), *happened),
            decisions=tuple(decisions),
        )

    def ask(self, connection: Connection, question: Question) -> Proposals:
        """Ask it, in an open transaction."""
        text = DAY.dump_json(question.floor.day).decode()
        its = [self._run(connection, question, text, goal, until) for goal, until in question.goals]
        made = rows.insert_replan(connection, self._replan(question), its)
        self._tell(connection, made, its)
        return rows.with_proposals(connection, made)

    def _run(
        self, connection: Connection, question: Question, day: str, goal: Goal, until: datetime | None
    ) -> ProposalRun:
        new = NewRun(
            run_id=new_run_id(),
            day=day,
            workshop_id=self.workshop_id,
            day_now=self.now,
            num_visits=len(question.floor.day.visits),
            options=RunOptions(time_limit_s=question.time_limit_s, goal=goal, until=until),
        )
        self.store.add(connection, new, self.actor)
        return ProposalRun(run_id=new.run_id, goal=goal, until=until)

    def _replan(self, question: Question) -> Replan:
        versions = question.floor.versions
        return Replan(
            seq=0,
            workshop_id=self.workshop_id,
            replan_id=rows.new_replan_id(),
            state=ReplanState.OPEN,
            trigger=question.trigger,
            asked_of=AskedOf(
                setup_version=versions.setup,
                plan_version=versions.plan,
                floor_version=versions.floor,
                event_seq=question.floor.event_seq,
            ),
            decisions=question.decisions,
            causes=question.causes,
            what_if=question.what_if,
            actor=self.actor,
            created_at=self.now,
            proposed_at=None,
            closed_at=None,
            published_run_id=None,
        )

    def _tell(self, connection: Connection, made: Replan, its: Sequence[ProposalRun]) -> None:
        note(
            connection,
            workshop_id=self.workshop_id,
            subject_id=made.replan_id,
            type_="replan.asked",
            payload={
                "trigger": made.trigger.value,
                "what_if": bool(made.what_if),
                "plan_version": made.asked_of.plan_version,
                "floor_version": made.asked_of.floor_version,
                "proposals": [{"run_id": one.run_id, "goal": one.goal.value} for one in its],
            },
            at=self.now,
            actor=self.actor,
        )
