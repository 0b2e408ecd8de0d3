"""What the service does about re-plans by itself: tells of proposals, closes what is out of date, and, where a workshop
has set it so, re-plans after what happens and publishes what touches nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.rows import UnknownWorkshopError
from api.notices.rows import notices_about
from api.replans import rows
from api.replans.closing import close
from api.replans.desk import ReplanDesk
from api.replans.publishing import Publisher, StaleError
from api.replans.records import Proposals, Replan, ReplanState, Trigger
from api.replans.settings_rows import ReplanSettings, automatic
from api.replans.staleness import stale_because
from api.replans.touching import Touched, touched
from api.replans.unanswered import unanswered
from api.store.journal import note

logger = logging.getLogger(__name__)

SERVICE = "service"


class Automatic:
    """To be called again and again by one thread; all it knows is in the store."""

    def __init__(self, desk: ReplanDesk) -> None:
        self._desk = desk

    def tick(self) -> None:
        """Do what is due. A workshop that fails is logged, and tried again; the others do not wait for it."""
        with self._desk.database.read() as connection:
            standing = rows.open_replans(connection)
            planning = automatic(connection)
        for one in standing:
            _attempt(one.workshop_id, partial(self._look_after, one))
        for workshop_id, settings in planning.items():
            _attempt(workshop_id, partial(self._answer, workshop_id, settings))

    def _look_after(self, found: Replan) -> None:
        """An open re-plan: it is out of date, or its proposals are there, or it goes on."""
        its = self._desk.get(found.workshop_id, found.replan_id)
        with self._desk.database.read() as connection:
            because = None if found.what_if else stale_because(connection, found, self._desk.viewer.day(its))
        if because is not None:
            self._close(its)
        elif found.proposed_at is None and its.ended:
            self._propose(its)

    def _close(self, its: Proposals) -> None:
        def change(connection: Connection) -> None:
            desk_rows.lock_workshop(connection, its.replan.workshop_id)
            present = rows.replan(connection, its.replan.workshop_id, its.replan.replan_id)
            close(connection, present, ReplanState.STALE, self._desk.clock(), SERVICE)

        self._desk.database.transact(change)
        for run in its.runs:
            if not run.status.ended:
                self._desk.runner.cancel(run.run_id, SERVICE)

    def _propose(self, its: Proposals) -> None:
        """Tell of the proposals, after publishing what the service may publish itself."""
        touches = self._touched(its) if its.replan.trigger is Trigger.AUTOMATIC else None
        try:
            self._desk.database.transact(lambda connection: self._conclude(connection, its, touches))
        except StaleError:
            self._close(its)

    def _conclude(self, connection: Connection, its: Proposals, touches: Touched | None) -> None:
        desk_rows.lock_workshop(connection, its.replan.workshop_id)
        present = rows.replan(connection, its.replan.workshop_id, its.replan.replan_id)
        if present.state is not ReplanState.OPEN or present.proposed_at is not None:
            return
        present = rows.mark_proposed(connection, present, self._desk.clock())
        self._tell(connection, its, touches)
        if touches is not None and touches.nobody:
            self._publisher(its, present).publish(connection)

    def _publisher(self, its: Proposals, present: Replan) -> Publisher:
        valued = self._desk.viewer.valued(its, its.runs[0])
        assert valued is not None
        return Publisher(
            replan=present,
            proposal=its.proposals[0],
            day=self._desk.viewer.day(its),
            plan=valued.plan,
            actor=SERVICE,
            now=self._desk.clock(),
        )

    def _touched(self, its: Proposals) -> Touched:
        valued = self._desk.viewer.valued(its, its.runs[0])
        day = self._desk.viewer.day(its)
        with self._desk.database.read() as connection:
            visit_ids = [visit.visit_id for visit in day.visits]
            told = notices_about(connection, its.replan.workshop_id, visit_ids)
        return touched(day, valued, told)

    def _tell(self, connection: Connection, its: Proposals, touches: Touched | None) -> None:
        found = its.replan
        note(
            connection,
            workshop_id=found.workshop_id,
            subject_id=found.replan_id,
            type_="replan.proposed",
            payload={
                "trigger": found.trigger.value,
                "what_if": bool(found.what_if),
                "proposals": [
                    {"run_id": one.run_id, "goal": one.goal.value, "status": run.status.value}
                    for one, run in zip(its.proposals, its.runs, strict=True)
                ],
                "waits_for": None if touches is None else touches.told(),
            },
            at=self._desk.clock(),
            actor=SERVICE,
        )

    def _answer(self, workshop_id: str, settings: ReplanSettings) -> None:
        """Re-plan for what was told when it is time: one re-plan, however much it was."""
        now = self._desk.clock()
        with self._desk.database.read() as connection:
            seen = unanswered(connection, workshop_id)
        if seen is None or not seen.is_due(now, settings):
            return
        asker = self._desk.asker(workshop_id, SERVICE)
        question = asker.again([(settings.goal, None)], settings.time_limit_s, Trigger.AUTOMATIC)

        def change(connection: Connection) -> Proposals | None:
            desk_rows.lock_workshop(connection, workshop_id)
            present = unanswered(connection, workshop_id)
            if present is None or present.since != seen.since:
                return None  # another process was faster
            return asker.ask(connection, question)

        made = self._desk.database.transact(change)
        if made is not None:
            self._desk.begin(made)


def _attempt(workshop_id: str, do: Callable[[], None]) -> None:
    try:
        do()
    except UnknownWorkshopError:
        return  # it was deleted meanwhile
    except Exception:
        logger.exception("re-plans of %s: tried again", workshop_id)
