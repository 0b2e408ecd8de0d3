"""Routes of the notices: whom to call, and what they answered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.desk.asks import Noted
from api.desk.routes import PREFIX, shown, tagged
from api.notices import rows
from api.notices.asks import Agreed, Declined
from api.notices.call_desk import ReadingCalls, WritingCalls
from api.notices.records import NoticeAction
from api.notices.refusals import told
from api.notices.resources import DeclinedNotice, NoticePage, NoticeResource
from api.service import cursor as cursors
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions, etag_of
from api.service.responses import Responses, refusals

router = APIRouter(prefix=PREFIX, tags=["notices"])

NoticeId = Annotated[str, Path(max_length=64, examples=["ntc_0a1b2c3d4e5f60718293a4b5"])]

_REFUSED = refusals(
    {409: "It does not allow that any more (`allowed` says what it does), or the promise has changed meanwhile."}
)
_ANSWERS: Responses = tagged(NoticeResource, "The notice.") | _REFUSED


@router.get(
    "/notices",
    operation_id="listNotices",
    summary="Whom to call, the most urgent first",
    response_model=NoticePage,
)
def list_notices(
    calls: ReadingCalls,
    everything: Annotated[bool, Query(alias="all", description="Closed ones too, the newest first, by pages.")] = False,
    appointment_id: Annotated[
        str | None, Query(max_length=64, description="About this appointment; with `all` only.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 200,
    cursor: Annotated[
        str | None, Query(max_length=64, description="`next_cursor` of the page before; with `all` only.")
    ] = None,
) -> Response:
    """The calls that are still to be made, in the order in which to make them, at most `limit`.

    Calls that make sense for less than an hour come first, the shortest first; the others by the class of the
    customer. Names and phones are there for keys with the scope `customers:read` only.
    """
    with told():
        workshop_id = calls.front.workshop_id
        before = None if cursor is None else cursors.decode(cursor)
        with calls.services.database.read() as connection:
            if not everything:
                return shown(NoticePage(items=calls.shown(connection, calls.to_call(connection)[:limit])))
            found = rows.page(connection, workshop_id, appointment_id=appointment_id, before=before, limit=limit + 1)
            items = calls.shown(connection, found[:limit])
        more = cursors.encode(found[limit - 1].seq) if len(found) > limit else None
        return shown(NoticePage(items=items, next_cursor=more))


@router.get(
    "/notices/{notice_id}",
    operation_id="getNotice",
    summary="One notice",
    response_model=NoticeResource,
    responses=tagged(NoticeResource, "The notice."),
)
def get_notice(calls: ReadingCalls, notice_id: NoticeId) -> Response:
    """A notice as it is now."""
    with told(), calls.services.database.read() as connection:
        found = rows.notice(connection, calls.front.workshop_id, notice_id)
        (shows,) = calls.shown(connection, [found])
        return shown(shows, {"ETag": etag_of(found.version)})


def _attempt(action: NoticeAction, operation_id: str, summary: str, words: str) -> None:
    """Declare the route of a call without a decision."""

    def attempt(calls: WritingCalls, notice_id: NoticeId, seen: SeenVersions, body: JsonBody) -> Response:
        with told():
            ask = read_body(body, Noted, calls.front.zone)
            found, shows = calls.answer(lambda made: made.attempted(notice_id, action, ask.note, seen))
            return shown(shows, {"ETag": etag_of(found.version)})

    attempt.__doc__ = words
    attempt.__name__ = operation_id
    router.post(
        f"/notices/{{notice_id}}:{action.value}",
        operation_id=operation_id,
        summary=summary,
        response_model=NoticeResource,
        responses=_ANSWERS,
        openapi_extra=body_of(Noted, "A note.", required=False),
    )(attempt)


_attempt(
    NoticeAction.CALLED,
    "markNoticeCalled",
    "They were told",
    "The customer thinks about it; the old promise stays. For a service manager that is all.",
)
_attempt(
    NoticeAction.NO_ANSWER,
    "markNoticeUnanswered",
    "Nobody answered",
    "It stays on the list, with one attempt more.",
)


@router.post(
    "/notices/{notice_id}:agreed",
    operation_id="agreeToNotice",
    summary="The customer agrees",
    response_model=NoticeResource,
    responses=_ANSWERS,
    openapi_extra=body_of(Agreed, "The time agreed on, and a note.", required=False),
)
def agree(calls: WritingCalls, notice_id: NoticeId, seen: SeenVersions, body: JsonBody) -> Response:
    """From now on the new time is the promise, in every figure; until now it was the old one."""
    with told():
        ask = read_body(body, Agreed, calls.front.zone)
        found, shows = calls.answer(lambda made: made.agreed(notice_id, ask, seen))
        return shown(shows, {"ETag": etag_of(found.version)})


@router.post(
    "/notices/{notice_id}:declined",
    operation_id="declineNotice",
    summary="The customer does not agree",
    response_model=DeclinedNotice,
    responses=tagged(DeclinedNotice, "The notice, and offers for the wish.") | _REFUSED,
    openapi_extra=body_of(Declined, "What would suit, and a note.", required=False),
)
def decline(calls: WritingCalls, notice_id: NoticeId, seen: SeenVersions, body: JsonBody) -> Response:
    """The old promise stays. For a wish there are fresh offers: to move the appointment, or when the car is here
    already for another appointment.
    """
    with told():
        ask = read_body(body, Declined, calls.front.zone)
        offers = calls.offers(notice_id, ask.wish)  # first: a wish that cannot be is refused with nothing written
        found, shows = calls.answer(lambda made: made.declined(notice_id, ask, seen))
        answer = DeclinedNotice(**shows.model_dump(), offers=offers)
        return shown(answer, {"ETag": etag_of(found.version)})
