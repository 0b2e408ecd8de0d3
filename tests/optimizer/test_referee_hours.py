"""Hours: spans of minutes against a plain set of minutes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.referee.hours import Hours, Minutes

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1])), max_size=5
)


def minutes(spans: list[Minutes]) -> set[int]:
    return {minute for start, end in spans for minute in range(start, end)}


@given(working=SPANS, holes=SPANS, start=st.integers(-2, 45), length=st.integers(0, 30))
def test_like_a_set_of_minutes(working: list[Minutes], holes: list[Minutes], start: int, length: int) -> None:
    hours, worked = Hours(working, holes), minutes(working) - minutes(holes)
    inside = worked & set(range(start, start + length))
    assert minutes(hours.spans) == worked
    assert hours.inside(start, start + length) == len(inside)
    assert minutes(hours.pieces(start, start + length)) == inside
    assert hours.works_at(start) == (start in worked)
    if length:
        assert hours.covers(start, start + length) == (len(inside) == length)


@given(one=SPANS, other=SPANS)
def test_together(one: list[Minutes], other: list[Minutes]) -> None:
    assert minutes(Hours(one).together(Hours(other)).spans) == minutes(one) & minutes(other)


@given(working=SPANS, holes=SPANS)
def test_spans_are_sorted_and_never_touch(working: list[Minutes], holes: list[Minutes]) -> None:
    spans = Hours(working, holes).spans
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(("end", "minutes_worked"), [(8, 0), (9, 1), (12, 4), (13, 4), (14, 5)])
def test_inside_counts_half_open(end: int, minutes_worked: int) -> None:
    assert Hours([(8, 12), (13, 17)]).inside(5, end) == minutes_worked
