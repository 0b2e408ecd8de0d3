"""The feed of a workshop: all that happens in it, out of the journal, live and by polling."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import anyio
import anyio.to_thread
from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.contract.times import local
from api.desk import rows as desk_rows
from api.desk.refusals import told
from api.desk.routes import PREFIX, shown
from api.notices import feed_examples
from api.notices.feed_rows import feed_after, newest
from api.security.principal import Needs, Principal, Scope, WorkshopId
from api.service.services import Services, ServicesDep
from api.store.journal import JournalEntry

router = APIRouter(prefix=PREFIX, tags=["feed"])

Reader = Annotated[Principal, Depends(Needs(Scope.FLOOR_READ))]
# A stream ends after so long and the client comes back: so that a key that was revoked sees nothing for longer.
LASTS_S = 900.0
OPENED, RESET = "feed.opened", "feed.reset"


class FeedItem(BaseModel):
    """One thing that happened. No customer, no plate, nothing that somebody typed is in it."""

    seq: Annotated[int, Field(description="Its number in the feed.")]
    type: Annotated[str, Field(description="What happened, such as `appointment.moved`.")]
    subject_id: Annotated[str, Field(description="To which appointment, event, replan, notice …")]
    actor: str
    at: datetime
    payload: dict[str, JsonValue]


class FeedPage(BaseModel):
    """What happened after a place in the feed, oldest first."""

    model_config = ConfigDict(json_schema_extra={"example": feed_examples.PAGE})

    items: list[FeedItem]
    next_after: Annotated[int, Field(description="Ask on after this; also when nothing was there.")]
    more: Annotated[bool, Field(description="There is more already.")]


@router.get("/journal", operation_id="readJournal", summary="What happened, by polling", response_model=FeedPage)
def read_journal(
    workshop_id: WorkshopId,
    principal: Reader,
    services: ServicesDep,
    after: Annotated[
        int | None, Query(ge=0, le=2**63 - 1, description="`next_after` of the answer before; none: from now on.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 200,
) -> Response:
    """The same as the stream, in the same order: ask on with `next_after`. `after=0` tells everything."""
    del principal
    with told(), services.database.read() as connection:
        zone = desk_rows.zone_of(connection, workshop_id)
        start = newest(connection, workshop_id) if after is None else after
        found = feed_after(connection, workshop_id, start, limit + 1)
    items = [_item(one, at=local(one.created_at, zone)) for one in found[:limit]]
    return shown(FeedPage(items=items, next_after=items[-1].seq if items else start, more=len(found) > limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPoint:
    """Where a stream begins. ``event``: what is told first."""

    workshop_id: str
    seq: int
    event: str


def feed_point(
    workshop_id: WorkshopId,
    principal: Reader,
    services: ServicesDep,
    last_event_id: Annotated[
        str | None, Header(max_length=19, pattern=r"^\d+$", description="Continue after this event.")
    ] = None,
    after: Annotated[int | None, Query(ge=0, le=2**63 - 1, description="The same, for who cannot set headers.")] = None,
) -> FeedPoint:
    """After the last event seen; without one after the newest. A number that is not there yet was of another store."""
    del principal
    with told(), services.database.read() as connection:
        desk_rows.zone_of(connection, workshop_id)
        last = newest(connection, workshop_id)
    asked = after if last_event_id is None else int(last_event_id)
    if asked is not None and asked > last:
        return FeedPoint(workshop_id=workshop_id, seq=last, event=RESET)
    return FeedPoint(workshop_id=workshop_id, seq=last if asked is None else asked, event=OPENED)


@router.get(
    "/events/stream",
    operation_id="followWorkshop",
    summary="What happens, as server-sent events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "description": "A stream of events.",
            "content": {"text/event-stream": {"example": feed_examples.STREAM}},
        }
    },
)
async def follow_workshop(
    services: ServicesDep, point: Annotated[FeedPoint, Depends(feed_point)]
) -> AsyncIterator[ServerSentEvent]:
    """All that happens in the workshop: appointments, events on the floor, decisions, replans, notices, parts, set-up.

    The first event is `feed.opened`, or `feed.reset` when `Last-Event-ID` is of another store: then read everything
    anew. With `Last-Event-ID` nothing is missed. A comment is sent every 15 seconds when nothing happens; the stream
    ends after a quarter of an hour, and is to be opened again.
    """
    opened = services.clock()
    with services.metrics.following():
        yield ServerSentEvent(event=point.event, id=str(point.seq), data={"seq": point.seq})
        async for entry in _entries(services, point):
            if entry.created_at >= opened:
                services.metrics.stream_lag.observe((services.clock() - entry.created_at).total_seconds())
            item = _item(entry, at=entry.created_at)
            yield ServerSentEvent(event=entry.type, id=str(entry.seq), data=item.model_dump(mode="json"))


async def _entries(services: Services, point: FeedPoint) -> AsyncIterator[JournalEntry]:
    seq, until = point.seq, time.monotonic() + LASTS_S

    def read() -> list[JournalEntry]:
        with services.database.read() as connection:
            return feed_after(connection, point.workshop_id, seq)

    while time.monotonic() < until:
        no_more = services.searches_ended.is_set()
        if no_more or await services.feeds.newest(point.workshop_id) > seq:
            found = await anyio.to_thread.run_sync(read)
            for entry in found:
                seq = entry.seq
                yield entry
            if no_more and not found:
                return
        await services.feeds.pause(point.workshop_id)


def _item(one: JournalEntry, *, at: datetime) -> FeedItem:
    return FeedItem(
        seq=one.seq,
        type=one.type,
        subject_id=one.subject_id,
        actor=one.actor,
        at=at,
        payload=dict(one.payload),  # type: ignore[arg-type]  # what is written as JSON is read as JSON
    )
