"""Publishes and discards, each in a transaction of its own; a stale re-plan is asked again."""

from __future__ import annotations

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.problems import Problem
from api.replans import refusals, rows
from api.replans.closing import close
from api.replans.desk import ReplanDesk
from api.replans.publishing import Publisher, StaleError
from api.replans.records import Proposals, Replan, ReplanState, Trigger
from api.replans.resources import path_of
from api.replans.staleness import stale_because
from api.runs.documents import PLAN
from api.service.errors import ApiError
from api.service.etag import etag_of

Seen = frozenset[int] | None


def publish(desk: ReplanDesk, workshop_id: str, replan_id: str, run_id: str, seen: Seen, actor: str) -> Replan:
    """Publish a proposal. Raises ``ApiError``: 409 with a fresh re-plan when it is out of date."""
    found = desk.get(workshop_id, replan_id)
    if found.replan.state is ReplanState.PUBLISHED and found.replan.published_run_id == run_id:
        return found.replan
    _check_seen(desk, found.replan, seen)
    publisher = _publisher(desk, found, run_id, actor)
    try:
        if found.replan.state is ReplanState.STALE:
            raise StaleError("floor")
        return desk.database.transact(publisher.publish)
    except StaleError as error:
        fresh = _asked_again(desk, found, actor)
        raise refusals.stale(error.because, error.violations, path_of(fresh.replan)) from None


def discard(desk: ReplanDesk, workshop_id: str, replan_id: str, actor: str) -> Replan:
    """Nobody will publish it. Raises ``ApiError`` 409 when somebody has."""
    found = desk.get(workshop_id, replan_id)

    def change(connection: Connection) -> Replan:
        desk_rows.lock_workshop(connection, workshop_id)
        present = rows.replan(connection, workshop_id, replan_id)
        if present.state is ReplanState.PUBLISHED:
            raise refusals.closed(present)
        return close(connection, present, ReplanState.DISCARDED, desk.clock(), actor)

    done = desk.database.transact(change)
    for run in found.runs:
        if not run.status.ended:
            desk.runner.cancel(run.run_id, actor)
    return done


def _publisher(desk: ReplanDesk, found: Proposals, run_id: str, actor: str) -> Publisher:
    """Raises ``ApiError`` for what is no proposal to publish."""
    its = {one.run_id: (one, run) for one, run in zip(found.proposals, found.runs, strict=True)}
    if run_id not in its:
        raise refusals.unknown_proposal(run_id)
    if found.replan.what_if:
        raise refusals.only_supposed()
    if found.replan.state in (ReplanState.PUBLISHED, ReplanState.DISCARDED):
        raise refusals.closed(found.replan)
    proposal, run = its[run_id]
    _, plan = desk.store.documents(run_id)
    if plan is None or not run.status.ended:
        raise refusals.not_ready(run)
    return Publisher(
        replan=found.replan,
        proposal=proposal,
        day=desk.viewer.day(found),
        plan=PLAN.validate_json(plan),
        actor=actor,
        now=desk.clock(),
    )


def _check_seen(desk: ReplanDesk, found: Replan, seen: Seen) -> None:
    """Raises ``ApiError`` 412 for who has seen neither the version asked of nor the present one."""
    with desk.database.read() as connection:
        present = desk_rows.versions_of(connection, found.workshop_id).plan
    if seen is None or seen & {present, found.asked_of.plan_version}:
        return
    problem = Problem(
        status=412,
        code="stale",
        title="It has changed since you read it",
        detail=f"The plan is at version {present} now: read the re-plan again, then decide.",
    )
    raise ApiError(problem, {"ETag": etag_of(present)})


def _asked_again(desk: ReplanDesk, old: Proposals, actor: str) -> Proposals:
    """A re-plan in place of a stale one; one that has been asked in its place already is not asked twice."""
    known = _standing_offer(desk, old)
    if known is not None:
        return known
    asker = desk.asker(old.replan.workshop_id, actor)
    goals = [(one.goal, one.until) for one in old.proposals]
    time_limit_s = old.runs[0].options.time_limit_s
    question = asker.again(goals, time_limit_s, Trigger.REOFFER, old.replan.decisions)

    def change(connection: Connection) -> Proposals:
        desk_rows.lock_workshop(connection, old.replan.workshop_id)
        present = rows.replan(connection, old.replan.workshop_id, old.replan.replan_id)
        close(connection, present, ReplanState.STALE, desk.clock(), actor)
        return asker.ask(connection, question)

    made = desk.database.transact(change)
    desk.begin(made)
    return made


def _standing_offer(desk: ReplanDesk, old: Proposals) -> Proposals | None:
    with desk.database.read() as connection:
        newest = rows.newest(connection, old.replan.workshop_id)
        if newest is None or newest.seq <= old.replan.seq or newest.trigger is not Trigger.REOFFER:
            return None
        found = rows.with_proposals(connection, newest)
        same = (newest.decisions, [(one.goal, one.until) for one in found.proposals])
        if same != (old.replan.decisions, [(one.goal, one.until) for one in old.proposals]):
            return None
        return None if stale_because(connection, newest, desk.viewer.day(found)) is not None else found
