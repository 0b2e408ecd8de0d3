"""Words that must fit, names in two languages, instants on the axis."""

from __future__ import annotations

import pytest

from api.board.names import in_language
from api.board.text import fit, shorten, text_width
from api.board.words import Language


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("Zhang Wei 张伟", "Zhang Wei", "张伟"),
        ("Quick service 快保 1", "Quick service 1", "快保 1"),
        ("10,000 km service 1万公里保养", "10,000 km service", "1万公里保养"),
        ("王伟", "王伟", "王伟"),
        ("1号工位", "1号工位", "1号工位"),
        ("Bay 7", "Bay 7", "Bay 7"),
        ("", "", ""),
    ],
)
def test_a_name_in_two_languages_is_shown_in_one(name: str, english: str, chinese: str) -> None:
    assert (in_language(name, Language.EN), in_language(name, Language.ZH)) == (english, chinese)


def test_chinese_characters_are_as_wide_as_they_are_high() -> None:
    assert text_width("保养", 12) == 24
    assert text_width("ab", 12) < 24


def test_the_longest_wording_that_fits_is_taken() -> None:
    wordings = ("沪A61183  10,000 km service", "沪A61183", "183")
    assert fit(wordings, 500, 12) == wordings[0]
    assert fit(wordings, 80, 12) == wordings[1]
    assert fit(wordings, 25, 12) == wordings[2]
    assert fit(wordings, 5, 12) == ""


def test_a_text_is_cut_to_its_room() -> None:
    assert shorten("Front brakes", 500, 11) == "Front brakes"
    cut = shorten("Front brakes", 40, 11)
    assert cut.endswith("…")
    assert text_width(cut, 11) <= 40
    assert shorten("Front brakes", 1, 11) == ""
