"""The document of the calls says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from api.notices.feed import LASTS_S, OPENED, RESET
from api.notices.feed_rows import FAMILIES
from api.notices.records import NoticeState
from optimizer.notices.order import SOON
from optimizer.notices.whom import ON_THE_WAY
from optimizer.outlook import ASSUMED

TEXT = (Path(__file__).parents[3] / "docs" / "notices.md").read_text(encoding="utf-8")


def test_the_table_has_every_state_and_says_which_are_open() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", TEXT, re.MULTILINE)
    assert [name for name, _ in rows] == [state.value for state in NoticeState]
    for name, follows in rows:
        assert (follows != "nothing") == NoticeState(name).is_open


def test_figures_and_names_are_those_of_the_code() -> None:
    assert (SOON.total_seconds(), ON_THE_WAY.total_seconds(), LASTS_S) == (3600, 1800, 900)
    assert "less than an hour" in TEXT
    assert "half an hour before" in TEXT
    assert "a quarter of an hour" in TEXT
    assert f"sigma {ASSUMED.work} for work and {ASSUMED.diagnosis} for diagnosis" in TEXT
    assert f"`{OPENED}`" in TEXT
    assert f"`{RESET}`" in TEXT
    assert set(re.findall(r"`(\w+)\.…`", TEXT)) == set(FAMILIES) - {"workshop"}
