"""The live feed of a run: server-sent events out of the journal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import anyio
import anyio.to_thread
from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.service.errors import NothingMoreError
from api.service.openapi import EVENT_RESPONSES
from api.service.plans import KnownRun
from api.service.services import Services, ServicesDep
from api.store.journal import JournalEntry, entries_after

router = APIRouter(prefix="/v1/plans", tags=["plans"])

_LAST = frozenset({"run.succeeded", "run.failed", "run.cancelled"})


def resume_point(
    run: KnownRun,
    services: ServicesDep,
    last_event_id: Annotated[
        str | None, Header(max_length=20, pattern=r"^\d+$", description="Continue after this event.")
    ] = None,
) -> int:
    """The sequence number to continue after. Raises ``NothingMoreError`` when all was told."""
    seq = int(last_event_id or 0)
    if run.status.ended and seq and not entries_after(services.database, run.run_id, seq, limit=1):
        raise NothingMoreError
    return seq


@router.get(
    "/{run_id}/events",
    operation_id="followPlan",
    summary="Progress of a run as server-sent events",
    response_class=EventSourceResponse,
    responses=EVENT_RESPONSES,
)
async def follow_plan(
    run: KnownRun, services: ServicesDep, seq: Annotated[int, Depends(resume_point)]
) -> AsyncIterator[ServerSentEvent]:
    """All that happened to a run and then all that happens, until it ends.

    Events are named `run.queued`, `run.running`, `run.progress`, `run.cancel_requested`, `run.succeeded`,
    `run.failed`, `run.cancelled`; the last three end the stream. With `Last-Event-ID` it continues after that
    event, and 204 says that nothing more will come.
    """
    opened = services.clock()
    with services.metrics.following():
        async for entry in _entries(services, run.run_id, seq):
            if entry.created_at >= opened:  # what is older was there before somebody listened
                services.metrics.stream_lag.observe((services.clock() - entry.created_at).total_seconds())
            yield ServerSentEvent(
                event=entry.type,
                id=str(entry.seq),
                data={"run_id": entry.subject_id, "at": entry.created_at.isoformat(), **entry.payload},
            )


async def _entries(services: Services, run_id: str, seq: int) -> AsyncIterator[JournalEntry]:
    while True:
        no_more = services.searches_ended.is_set()
        entries = await anyio.to_thread.run_sync(entries_after, services.database, run_id, seq)
        for entry in entries:
            seq = entry.seq
            yield entry
            if entry.type in _LAST:
                return
        if no_more and not entries:
            return
        await anyio.sleep(services.settings.poll_s)
