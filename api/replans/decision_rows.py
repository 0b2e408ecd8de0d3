"""Between rows of `decisions` and their records."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from api.replans.decision_records import Decided, Decision, DecisionKind, joined
from api.store.floor_tables import decisions
from optimizer.decisions import Decisions

# Our own documents, well formed: by the records' types, as `api.desk.documents` does.
DECIDED = TypeAdapter(Decided)


class UnknownDecisionError(KeyError):
    """There is no decision of this id in the workshop."""


def new_decision_id() -> str:
    """A fresh id of a decision."""
    return f"dec_{secrets.token_hex(12)}"


def standing(connection: Connection, workshop_id: str) -> tuple[Decisions, frozenset[str]]:
    """What was decided and has not ended, and the steps released: for `Day.decisions` and `Published.released`."""
    return joined(one.decided for one in held(connection, workshop_id))


def held(connection: Connection, workshop_id: str) -> Sequence[Decision]:
    """The decisions that have not ended, oldest first."""
    query = _of(workshop_id).where(decisions.c.ended_at.is_(None)).order_by(decisions.c.seq)
    return [_decision(row) for row in connection.execute(query).mappings()]


def decision(connection: Connection, workshop_id: str, decision_id: str) -> Decision:
    """One decision. Raises ``UnknownDecisionError``."""
    query = _of(workshop_id).where(decisions.c.decision_id == decision_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownDecisionError(decision_id)
    return _decision(row)


def page(
    connection: Connection,
    workshop_id: str,
    *,
    kind: DecisionKind | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    only_held: bool = False,
    before: int | None = None,
    limit: int,
) -> Sequence[Decision]:
    """Decisions made in ``[start, end)``, newest first, of those older than the row ``before``."""
    query = _of(workshop_id)
    if kind is not None:
        query = query.where(decisions.c.kind == kind.value)
    if start is not None:
        query = query.where(decisions.c.made_at >= start)
    if end is not None:
        query = query.where(decisions.c.made_at < end)
    if only_held:
        query = query.where(decisions.c.ended_at.is_(None))
    if before is not None:
        query = query.where(decisions.c.seq < before)
    query = query.order_by(decisions.c.seq.desc()).limit(limit)
    return [_decision(row) for row in connection.execute(query).mappings()]


def insert_decision(
    connection: Connection, workshop_id: str, decided: Decided, *, reason: str, actor: str, at: datetime
) -> Decision:
    """A new row, with a fresh id; the workshop is locked."""
    values = {
        "workshop_id": workshop_id,
        "decision_id": new_decision_id(),
        "kind": decided.kind.value,
        "document": DECIDED.dump_python(decided, mode="json"),
        "reason": reason,
        "actor": actor,
        "made_at": at,
    }
    connection.execute(insert(decisions).values(**values))
    return decision(connection, workshop_id, values["decision_id"])


def end_decision(connection: Connection, workshop_id: str, decision_id: str, at: datetime) -> None:
    """It holds no longer."""
    chosen = (decisions.c.workshop_id == workshop_id, decisions.c.decision_id == decision_id)
    connection.execute(update(decisions).where(*chosen).values(ended_at=at))


def _of(workshop_id: str) -> Select[tuple[object, ...]]:
    return select(decisions).where(decisions.c.workshop_id == workshop_id)


def _decision(row: RowMapping) -> Decision:
    return Decision(
        seq=row["seq"],
        workshop_id=row["workshop_id"],
        decision_id=row["decision_id"],
        decided=DECIDED.validate_python(row["document"]),
        reason=row["reason"],
        actor=row["actor"],
        made_at=row["made_at"],
        ended_at=row["ended_at"],
    )
