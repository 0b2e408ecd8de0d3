"""Whatever a plan says, the referee answers: with violations, not with an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.plan import Assignment, CostBreakdown, Published, VisitNote
from optimizer.referee import cost, review, violations
from optimizer.visit import StepKind
from tests.boards import assignments, plan
from tests.shops import day, running, shop, visit

BOARD = """
v1 work/1     8:20-9:20   ann b1 keeps
v1 work/2     9:20-9:50   ann b1
v1 inspection 9:50-10:00  inspection-1
v1 hand_over  10:00-10:10 eve
v2 reception  7:55-8:05   fay
v2 sublet/1   8:05-10:05
v2 inspection 10:05-10:15 inspection-1
v2 wash       10:15-10:35 wash-1
v2 hand_over  10:35-10:45 fay
"""
DAY = day(
    visit("v1", "OIL", "TYRES", promised="9:30", loan_car=True, in_bay="b1", progress=("reception 7:40-7:50 eve",)),
    visit("v2", "PAINT", wash=True, progress=(running("v2/reception", "7:55", 5, unit_id="fay"),)),
    visit("v3", progress=("reception 7:00-7:10 eve", "hand_over 7:10-7:20 eve")),
    published=Published(assignments=assignments(shop(), BOARD)),
    workshop=shop(loan_cars=1),
)
GOOD = plan(DAY, BOARD)

ids = st.sampled_from(
    ["v1", "v2", "v9", "", "ann", "bob", "zoe", "b1", "b2", "eve", "wash-1", "wash-2", "inspection-1"]
)
instants = st.one_of(
    st.datetimes(datetime(2025, 3, 2), datetime(2025, 3, 6), timezones=st.sampled_from([None, UTC])),  # noqa: DTZ001  # naive on purpose
    st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]),
    st.integers(-10, 3000).map(lambda minutes: GOOD.horizon_start + timedelta(minutes=minutes)),
)
step_ids = st.sampled_from([one.step_id for one in GOOD.assignments] + ["v1/reception", "v3/hand_over", "v1", ""])
changes = st.fixed_dictionaries(
    {},
    optional={
        "step_id": step_ids,
        "visit_id": ids,
        "kind": st.sampled_from(StepKind),
        "start": instants,
        "end": instants,
        "technician_ids": st.lists(ids, max_size=3).map(tuple),
        "bay_id": st.none() | ids,
        "unit_id": st.none() | ids,
        "keeps_bay": st.booleans(),
        "overtime": st.booleans(),
    },
)
mutants = st.tuples(st.sampled_from(GOOD.assignments), changes).map(lambda pair: replace(pair[0], **pair[1]))


def test_the_plan_they_are_made_of_is_good() -> None:
    assert violations(DAY, GOOD) == ()


@settings(max_examples=150, deadline=None)
@given(
    kept=st.lists(st.sampled_from(GOOD.assignments), unique_by=lambda one: one.step_id),
    strange=st.lists(mutants, max_size=4),
    unplanned=st.lists(ids, max_size=2).map(tuple),
    now=instants,
)
def test_nonsense(kept: list[Assignment], strange: list[Assignment], unplanned: tuple[str, ...], now: datetime) -> None:
    given_steps = (*strange, *kept)
    notes = (VisitNote(visit_id="v9", code="released_frozen"),)
    odd = replace(GOOD, assignments=given_steps, unplanned=unplanned, now=now, notes=notes)
    found = violations(DAY, odd)
    assert {one.rule for one in found} >= ({"known"} if now.tzinfo is None or now != DAY.now else set())
    amounts = {term.name: term.amount for term in cost(DAY, given_steps, unplanned).terms}
    assert all(amount >= 0 for name, amount in amounts.items() if name != "desk_wait")


@given(order=st.permutations(GOOD.assignments))
def test_the_order_of_assignments_does_not_matter(order: list[Assignment]) -> None:
    assert violations(DAY, replace(GOOD, assignments=tuple(order))) == ()


@given(position=st.integers(0, len(GOOD.assignments) - 1))
def test_every_assignment_is_needed(position: int) -> None:
    fewer = GOOD.assignments[:position] + GOOD.assignments[position + 1 :]
    assert "step_order" in {one.rule for one in violations(DAY, replace(GOOD, assignments=fewer))}


def test_review_does_not_look_at_the_cost_told() -> None:
    untold = replace(GOOD, cost=CostBreakdown(terms=()))
    assert review(DAY, untold) == (GOOD.cost, ())
    assert [one.rule for one in violations(DAY, untold)] == ["cost"]
