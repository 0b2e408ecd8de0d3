"""Who must be told, in which words, until when, and whom to call first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from optimizer.changes import Cause, CauseKind, changes
from optimizer.day import Day
from optimizer.do_nothing import do_nothing
from optimizer.notices import AnswerNeeded, Caller, Notice, NoticeKind, call_order, notices, sentence
from optimizer.notices.words import _SAID
from optimizer.plan import Published
from optimizer.policy import Policy, PriorityClass
from tests.boards import assignments, plan
from tests.shops import ZONE, at, day, running, shop, visit

# ann works on two cars one after the other.
PUBLISHED = """
v1 reception   8:00-8:10   eve
v1 work/1      8:10-9:10   ann b1
v1 inspection  9:10-9:20   inspection-1
v1 hand_over   9:30-9:40   eve
v2 reception   8:15-8:25   eve
v2 work/1      9:10-10:10  ann b1
v2 inspection  10:10-10:20 inspection-1
v2 hand_over   10:30-10:40 eve
"""


def overrun(minutes: int, second: PriorityClass = PriorityClass.REST, *, waits: bool = False, pick_up: str = "") -> Day:
    """At 9:00 the first car needs so many minutes more; the second waits behind it."""
    cars = (
        visit(
            "v1",
            "OIL",
            promised="9:30",
            progress=("reception 8:00-8:10", running("v1/work/1", "8:10", minutes, who="ann", bay_id="b1")),
        ),
        visit(
            "v2",
            "OIL",
            arrival="8:15",
            promised="10:30",
            waits=waits,
            pick_up=pick_up,
            priority=second,
            progress=("reception 8:15-8:25",),
        ),
    )
    return day(*cars, now="9:00", published=Published(assignments=assignments(shop(), PUBLISHED)))


def told(of: Day, *causes: Cause) -> tuple[Notice, ...]:
    """The calls when nobody decides anything."""
    assert of.published is not None
    return notices(of, changes(of, of.published, do_nothing(of), causes))


def test_a_plan_that_keeps_every_promise_makes_no_call() -> None:
    assert told(overrun(10)) == ()


def test_only_who_gets_the_car_later_than_promised_is_called() -> None:
    """25 minutes more: v1 is ready at 9:35 for 9:30, which is borne; v2 at 10:35 for 10:30 too. One more, and not."""
    assert told(overrun(25)) == ()
    assert [one.visit_id for one in told(overrun(26))] == ["v1", "v2"]


def test_a_call_says_the_old_time_the_new_one_and_why() -> None:
    first, second = told(overrun(40))
    assert (first.kind, first.caller, first.answer_needed) == (
        NoticeKind.PROMISE_MOVED,
        Caller.DESK,
        AnswerNeeded.AGREEMENT,
    )
    assert (first.promised_before, first.promised_after) == (at("9:30"), at("10:15"))
    assert (second.promised_before, second.promised_after) == (at("10:30"), at("11:15"))
    assert first.reason is not None
    assert second.reason is not None
    assert first.reason.text_en == "the work on your car takes longer than expected"
    assert second.reason.text_en == "the work on a car before yours takes longer than expected"
    assert sentence(second.kind, (second.promised_before, second.promised_after), second.reason, at("9:00"), ZONE) == (
        "Your car will be ready at 11:15 and not at 10:30, because the work on a car before yours takes longer than "
        "expected. Does that suit you?",
        "您的车预计11:15可取，原定10:30，因为前面车辆的作业时间比预计长。请问这个时间可以吗？",
    )


def test_another_day_is_said_with_its_weekday() -> None:
    english, chinese = sentence(NoticeKind.PROMISE_MOVED, (at("16:00"), at("8:00+1")), None, at("15:00"), ZONE)
    assert english == "Your car will be ready on Tuesday 2025-03-04 at 08:00 and not at 16:00. Does that suit you?"
    assert chinese == "您的车预计3月4日周二08:00可取，原定16:00。请问这个时间可以吗？"


@pytest.mark.parametrize("kind", [kind for kind in CauseKind if kind is not CauseKind.ARRIVAL])
def test_what_is_said_names_nobody(kind: CauseKind) -> None:
    """Neither the words for the shop nor a plate, a technician or an id gets into what a customer hears.

    (That a car came as planned is no cause: see the tests of changes.)
    """
    cause = Cause(
        event_id="e1", kind=kind, subjects=frozenset({"v1"}), text_en="粤B2 and ann in b1", text_zh="粤B2、ann、b1"
    )
    for one in told(overrun(40), cause):
        assert one.reason is not None
        assert (one.reason.cause, one.reason.event_id) == (kind, "e1")
        for words in (one.reason.text_en, one.reason.text_zh):
            assert words
            assert not any(name in words for name in ("粤B2", "ann ", "b1", "v1", "v2", "eve"))


def test_there_are_words_for_every_kind_of_cause() -> None:
    assert set(_SAID) == set(CauseKind)


@pytest.mark.parametrize(
    ("priority", "caller"),
    [
        (PriorityClass.VIC, Caller.VIC_OFFICER),
        (PriorityClass.COMPLAINT, Caller.COMPLAINT_OFFICER),
        (PriorityClass.WAITING, Caller.DESK),
        (PriorityClass.CLASS_A, Caller.DESK),
    ],
)
def test_some_customers_have_an_officer_of_their_own(priority: PriorityClass, caller: Caller) -> None:
    found = {one.visit_id: one.caller for one in told(overrun(40, priority))}
    assert found == {"v1": Caller.DESK, "v2": caller}


def test_a_safety_comeback_is_told_to_the_service_manager_too() -> None:
    found = [(one.caller, one.kind) for one in told(overrun(40, PriorityClass.SAFETY_COMEBACK)) if one.visit_id == "v2"]
    assert found == [
        (Caller.COMPLAINT_OFFICER, NoticeKind.PROMISE_MOVED),
        (Caller.SERVICE_MANAGER, NoticeKind.SAFETY_COMEBACK),
    ]
    (kept,) = told(overrun(10, PriorityClass.SAFETY_COMEBACK))
    assert (kept.caller, kept.answer_needed) == (Caller.SERVICE_MANAGER, AnswerNeeded.NONE)


@pytest.mark.parametrize(
    ("waits", "pick_up", "call_by"),
    [(False, "", "10:00"), (False, "12:00", "11:30"), (True, "", "10:30"), (False, "9:20", "10:30")],
)
def test_a_call_makes_sense_until_the_customer_sets_out(waits: bool, pick_up: str, call_by: str) -> None:
    """Half an hour before the car is fetched; who waits is here until the promised time, and who left already too."""
    (second,) = [one for one in told(overrun(40, waits=waits, pick_up=pick_up)) if one.visit_id == "v2"]
    assert second.call_by == at(call_by)


def test_a_car_without_a_place_needs_another_time() -> None:
    of = overrun(40)
    board = "\n".join(line for line in PUBLISHED.splitlines() if not line.startswith("v2"))
    assert of.published is not None
    found = notices(of, changes(of, of.published, plan(of, board, unplanned=("v2",))))
    (second,) = [one for one in found if one.visit_id == "v2"]
    assert (second.kind, second.promised_after) == (NoticeKind.NO_PLACE, None)
    assert second.answer_needed is AnswerNeeded.ANOTHER_TIME
    words = sentence(second.kind, (second.promised_before, None), second.reason, at("9:00"), ZONE)
    assert words[0].startswith("We cannot do your car as agreed, because ")
    assert words[0].endswith("Which other time suits you?")


def test_the_shortest_call_comes_first_and_then_the_class() -> None:
    now, policy = at("9:00"), Policy()
    calls = {
        "soon": (at("9:20"), PriorityClass.REST),
        "soonest": (at("9:10"), PriorityClass.REST),
        "vic": (at("12:00"), PriorityClass.VIC),
        "vic later": (at("14:00"), PriorityClass.VIC),
        "rest": (at("11:00"), PriorityClass.REST),
        "manager": (None, PriorityClass.SAFETY_COMEBACK),
    }
    order = sorted(calls, key=lambda name: call_order(*calls[name], now, policy))
    assert order == ["soonest", "soon", "manager", "vic", "vic later", "rest"]
    (edge,) = {call_order(now + timedelta(minutes=60), PriorityClass.REST, now, policy)[0]}
    assert edge is False  # an hour is soon
