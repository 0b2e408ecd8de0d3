"""Cars by the tail of their plate: as much of it as tells them apart, never all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

USUAL = 4


def tails_of(plates: Iterable[str]) -> Mapping[str, str]:
    """The tail of each plate: its last four characters, more where two would read the same.

    Blanks and dots of a plate do not count. At least one character is left out, however short the plate; where that
    tells two apart no longer, the later ones have a number behind. Of the text without any character: "".
    """
    unique = tuple(dict.fromkeys(plates))
    short = {plate: _bare(plate) for plate in unique}
    cars = tuple(dict.fromkeys(short.values()))
    length = dict.fromkeys(cars, USUAL)
    while longer := [car for car in _alike(cars, length) if length[car] < len(car) - 1]:
        for car in longer:
            length[car] += 1
    tails = _numbered({car: _tail(car, length[car]) for car in cars})
    return {plate: tails[short[plate]] for plate in unique}


def _bare(plate: str) -> str:
    return "".join(letter for letter in plate.upper() if letter.isalnum())


def _tail(car: str, length: int) -> str:
    return car[max(1, len(car) - length) :]


def _alike(cars: Iterable[str], length: Mapping[str, int]) -> list[str]:
    tails = {car: _tail(car, length[car]) for car in cars}
    count = Counter(tails.values())
    return [car for car, tail in tails.items() if count[tail] > 1]


def _numbered(tails: Mapping[str, str]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    numbered: dict[str, str] = {}
    for car, tail in tails.items():
        seen[tail] += 1
        numbered[car] = tail if seen[tail] == 1 or not car else f"{tail} ({seen[tail]})"
    return numbered
