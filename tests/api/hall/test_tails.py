"""The tail of a plate tells cars apart and never gives the whole plate away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.hall.tails import tails_of

PLATES = st.lists(st.from_regex(r"[粤京沪]?[A-C ]?[·]?[01]{0,6}", fullmatch=True), max_size=30)


def bare(plate: str) -> str:
    """What of a plate counts."""
    return "".join(letter for letter in plate if letter.isalnum())


def test_a_car_is_shown_by_its_last_four() -> None:
    assert tails_of(["粤A12345", "粤AD67890"]) == {"粤A12345": "2345", "粤AD67890": "7890"}


def test_two_that_read_alike_get_a_character_more() -> None:
    assert tails_of(["粤A12345", "粤B92345", "粤C00000"]) == {
        "粤A12345": "12345",
        "粤B92345": "92345",
        "粤C00000": "0000",
    }


def test_where_characters_do_not_help_the_later_one_has_a_number() -> None:
    assert tails_of(["粤A12345", "京A12345"]) == {"粤A12345": "A12345", "京A12345": "A12345 (2)"}


def test_a_car_that_comes_twice_is_one_car_however_it_is_written() -> None:
    assert tails_of(["粤A·12345", "粤A 12345", "粤A·12345"]) == {"粤A·12345": "2345", "粤A 12345": "2345"}


def test_of_a_short_plate_something_is_left_out_and_of_none_nothing_is_shown() -> None:
    assert tails_of(["4521", "7", ""]) == {"4521": "521", "7": "", "": ""}


@given(PLATES)
def test_no_tail_is_a_whole_plate_and_no_two_cars_read_alike(plates: list[str]) -> None:
    tails = tails_of(plates)
    assert set(tails) == set(plates)
    for plate, tail in tails.items():
        plain = tail.partition(" (")[0]
        assert bare(plate).endswith(plain)
        assert len(plain) < max(1, len(bare(plate)))
    cars = {bare(plate): tail for plate, tail in tails.items() if bare(plate)}
    assert len(set(cars.values())) == len(cars)


@given(PLATES)
def test_a_plate_alone_is_never_shown_longer_than_among_others(plates: list[str]) -> None:
    tails = tails_of(plates)
    for plate in plates:
        (alone,) = tails_of([plate]).values()
        assert len(alone) <= len(tails[plate])
