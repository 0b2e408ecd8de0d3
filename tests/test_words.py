"""The words of the pages: tables of rooms are spread into one, where a name that stands twice hides the other."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

WORDS = Path(__file__).parents[1] / "api/web/app/src/words"
_ENTRY = re.compile(r"^  (\w+): \[", re.MULTILINE)


def test_no_name_hides_another() -> None:
    counted = Counter(name for file in WORDS.glob("*.ts") for name in _ENTRY.findall(file.read_text(encoding="utf-8")))
    assert len(counted) > 300
    assert [name for name, times in counted.items() if times > 1] == []
