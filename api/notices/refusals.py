"""What the call list refuses, as problem documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from api.desk.refusals import told as told_by_desk
from api.notices.records import NoticeAction, StoredNotice, allowed
from api.notices.rows import UnknownNoticeError
from api.problems import Problem
from api.service.bodies import invalid_request
from api.service.errors import ApiError
from optimizer.errors import Fault


@contextmanager
def told() -> Iterator[None]:
    """Errors of the call list and of the desk leave as ``ApiError``."""
    try:
        with told_by_desk():
            yield
    except UnknownNoticeError as error:
        raise ApiError(_unknown(str(error.args[0]))) from None


def not_allowed(one: StoredNotice, action: NoticeAction) -> ApiError:
    """An answer that does not fit to the notice."""
    can = ", ".join(allowed(one)) or "nothing any more"
    return ApiError(
        Problem(
            status=409,
            code="notice_not_allowed",
            title="The notice does not allow that now",
            detail=f"It is {one.state} ({one.kind}): {action} is not allowed; allowed: {can}.",
            members={"state": one.state, "allowed": [*allowed(one)]},
        )
    )


def promise_changed(promised: datetime | None) -> ApiError:
    """The promise is no longer the one of which the notice tells."""
    now = "none" if promised is None else promised.isoformat()
    return ApiError(
        Problem(
            status=409,
            code="promise_changed",
            title="The promise has changed since this notice was made",
            detail=f"The promised time is {now} now. Read the list of calls again.",
        )
    )


def too_early(proposed: datetime) -> ApiError:
    """A time that the plan cannot keep."""
    fault = Fault(
        pointer="/promised",
        code="promise_too_early",
        message=f"the car can be promised for {proposed.isoformat()} at the earliest",
        remedy="give that time or a later one, or decline with a wish",
    )
    return ApiError(invalid_request((fault,)))


def _unknown(notice_id: str) -> Problem:
    return Problem(
        status=404,
        code="unknown_notice",
        title="There is no such notice",
        detail=f"Nothing is known of {notice_id} in this workshop.",
    )
