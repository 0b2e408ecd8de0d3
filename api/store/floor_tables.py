"""Tables of the workshop floor: what happens, what is decided, what is proposed, who is called."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from api.store.tables import Sequence, UtcDateTime, metadata

# What happened on the floor, as it was told. ``seq`` is the order in which it was accepted, ``occurred_at`` when it
# happened. ``document``: the event in the form of the contract. ``withdrawn_at``: it was told by mistake.
events = Table(
    "events",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), nullable=False),
    Column("event_id", String(40), nullable=False),
    Column("type", String(40), nullable=False),
    Column("appointment_id", String(64)),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("document", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    UniqueConstraint("workshop_id", "event_id"),
    Index(None, "workshop_id", "appointment_id"),
    Index(None, "workshop_id", "occurred_at"),
    sqlite_autoincrement=True,
)

# What the foreman has decided (`optimizer.decisions`), each with its reason. ``ended_at``: it holds no longer.
decisions = Table(
    "decisions",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), nullable=False),
    Column("decision_id", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("document", JSON, nullable=False),
    Column("reason", String(2000), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("workshop_id", "decision_id"),
    Index(None, "workshop_id", "ended_at"),
    sqlite_autoincrement=True,
)

# A question for a new plan, and what it was asked of: the versions of set-up, plan and floor, the last event.
# ``decisions``: those that go with it, stored when it is published. ``causes``: what has happened since the plan in
# force was published. ``what_if``: its suppositions, if it ``supposes``.
# ``proposed_at``: when its last run ended. ``published_run_id``: the proposal that became the plan.
replans = Table(
    "replans",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), nullable=False),
    Column("replan_id", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("trigger", String(20), nullable=False),
    Column("setup_version", Integer, nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("floor_version", Integer, nullable=False),
    Column("event_seq", Integer, nullable=False),
    Column("decisions", JSON, nullable=False),
    Column("causes", JSON, nullable=False),
    Column("supposes", Boolean, nullable=False),
    Column("what_if", JSON, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("proposed_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("published_run_id", String(40)),
    UniqueConstraint("workshop_id", "replan_id"),
    Index(None, "workshop_id", "state"),
    sqlite_autoincrement=True,
)

# The proposals of a replan: each is a run, planned towards ``goal``. ``until``: of the goal with overtime.
proposals = Table(
    "proposals",
    metadata,
    Column("workshop_id", String(64), primary_key=True),
    Column("replan_id", String(40), primary_key=True),
    Column("run_id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("goal", String(20), nullable=False),
    Column("until", UtcDateTime),
    Index(None, "run_id"),
)

# Whom to call, with what and why. ``promised_before`` stays the promise until the customer agrees to
# ``promised_after``. ``call_by``: when the call no longer makes sense. ``attempts``: calls that nobody answered.
notices = Table(
    "notices",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), nullable=False),
    Column("notice_id", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("appointment_id", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("caller", String(20), nullable=False),
    Column("promised_before", UtcDateTime),
    Column("promised_after", UtcDateTime),
    Column("call_by", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("answer", JSON),
    Column("replan_id", String(40)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    UniqueConstraint("workshop_id", "notice_id"),
    Index(None, "workshop_id", "state"),
    Index(None, "workshop_id", "appointment_id"),
    sqlite_autoincrement=True,
)

# The end of a day: a decision for each car that is not finished, and when the day was closed.
day_ends = Table(
    "day_ends",
    metadata,
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), primary_key=True),
    Column("date", Date, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("actor", String(200), nullable=False),
)

# How a workshop re-plans by itself; a workshop without a row does so only when asked.
replan_settings = Table(
    "replan_settings",
    metadata,
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
)
