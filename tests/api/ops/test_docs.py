"""docs/operations.md says what there is."""

from __future__ import annotations

import os
import re
from pathlib import Path

from api.ops.config import shown_default, variable_of
from api.ops.settings import Configuration
from tests.api.served import Client

PAGE = Path(__file__).parents[3] / "docs" / "operations.md"
BEGIN, END = "<!-- settings -->\n", "<!-- end of settings -->"


def settings_table() -> str:
    """All settings as the page has them."""
    lines = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for name, field in Configuration.model_fields.items():
        lines.append(f"| `{variable_of(name)}` | {shown_default(name) or '–'} | {field.description} |")
    return "\n".join(lines) + "\n"


def test_the_page_has_all_settings_with_their_defaults() -> None:
    """After a new setting: ``HEIJUNKA_WRITE_SNAPSHOTS=1 pytest tests/api/ops/test_docs.py``."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    if os.environ.get("HEIJUNKA_WRITE_SNAPSHOTS"):
        page = before + BEGIN + settings_table() + END + rest.split(END)[1]
        PAGE.write_text(page, encoding="utf-8")
    assert page.split(BEGIN)[1].split(END)[0] == settings_table()


def test_the_page_has_all_figures(client: Client) -> None:
    told = set(re.findall(r"^# TYPE (heijunka_\w+?)(?:_created)? ", client.http.get("/metrics").text, re.MULTILINE))
    listed = set(re.findall(r"^\| `(heijunka_\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == listed
