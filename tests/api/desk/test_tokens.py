"""Offer tokens: taken as they were made, by any process that has the secret, and by nobody changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.desk.records import Versions
from api.desk.tokens import ExpiredTokenError, Ticket, TokenBox, UnknownTokenError
from api.service.example_day import example_day, example_plan
from optimizer.slots.records import Commitment, FoundBy

NOW = datetime(2026, 3, 16, 1, tzinfo=UTC)
LASTS = timedelta(minutes=10)
PLACE = Commitment(visit=example_day().visits[0], assignments=example_plan().assignments)
TICKET = Ticket(
    workshop_id="GZ-01",
    versions=Versions(since=NOW, setup=3, plan=17),
    commitment=PLACE,
    moved=(PLACE,),
    found_by=FoundBy.NEIGHBOURHOOD,
    wish={"jobs": [{"operation_code": "MA10"}], "waits": True},
    plate="粤A12345",
)


def test_what_is_sealed_is_opened_by_another_process_with_the_secret() -> None:
    token = TokenBox(("secret",), LASTS).seal(TICKET, NOW)
    assert TokenBox(("newer", "secret"), LASTS).open(token, NOW + timedelta(minutes=9)) == TICKET


def test_it_can_be_taken_for_a_while_and_then_tells_what_it_was() -> None:
    box = TokenBox(("secret",), LASTS)
    token = box.seal(TICKET, NOW)
    with pytest.raises(ExpiredTokenError) as expired:
        box.open(token, NOW + LASTS + timedelta(seconds=1))
    assert expired.value.ticket == TICKET


def test_it_cannot_be_read() -> None:
    token = TokenBox(("secret",), LASTS).seal(TICKET, NOW)
    assert "MA10" not in token
    with pytest.raises(UnknownTokenError):
        TokenBox(("other",), LASTS).open(token, NOW)


@settings(max_examples=200)
@given(st.data())
def test_no_byte_of_it_can_be_changed(data: st.DataObject) -> None:
    box = TokenBox(("secret",), LASTS)
    token = box.seal(TICKET, NOW)
    # The last characters before the padding stand for fewer bits than they have.
    place = data.draw(st.integers(0, len(token) - 5))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_!é "))
    if other == token[place]:
        return
    with pytest.raises(UnknownTokenError):
        box.open(token[:place] + other + token[place + 1 :], NOW)
