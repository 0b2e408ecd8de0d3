"""docs/contract.md and docs/schema say what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import JsonValue

from api.contract import VERSION, read_day, write_day
from api.contract.__main__ import documents, main
from api.contract.schema import FILES, schema_of
from api.contract.tables import contract_tables, with_tables
from optimizer.errors import InvalidDayError
from tests.api.contract.edit import put

ROOT = Path(__file__).parents[3]
CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The code block after a marker of the document."""
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", CONTRACT, re.DOTALL)
    assert found is not None
    return found[1]


def example() -> dict[str, JsonValue]:
    """The example day."""
    parsed: dict[str, JsonValue] = json.loads(block("example"))
    return parsed


def test_the_example_is_a_day_and_fits_the_schema() -> None:
    day = read_day(block("example"))
    assert [visit.visit_id for visit in day.visits] == ["V1", "V2"]
    assert day.now.isoformat() == "2026-03-16T08:00:00+08:00"
    Draft202012Validator(schema_of(*FILES["day.schema.json"])).validate(example())
    assert read_day(write_day(day)) == day


def test_the_refusal_is_the_one_shown() -> None:
    changes: list[tuple[str, JsonValue]] = json.loads(block("changes"))
    spoilt = example()
    for place, value in changes:
        spoilt = put(spoilt, place, value)
    with pytest.raises(InvalidDayError) as caught:
        read_day(spoilt)
    assert str(caught.value) + "\n" == block("refusal")


def test_the_document_is_of_this_version() -> None:
    assert CONTRACT.startswith(f"# The JSON contract, version {VERSION}\n")


@pytest.mark.parametrize("path", documents(ROOT), ids=lambda path: path.name)
def test_schemas_and_tables_are_current(path: Path) -> None:
    """``python -m api.contract`` makes them anew."""
    assert path.read_text(encoding="utf-8") == documents(ROOT)[path]


def test_the_command_writes_what_is_stale_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("contract.md", "setup.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    assert main(["--check", str(tmp_path)]) == 1
    assert not (tmp_path / "docs" / "schema").exists()
    assert main([str(tmp_path)]) == 0
    assert main(["--check", str(tmp_path)]) == 0
    assert capsys.readouterr().err.count("day.schema.json") == 2


def test_a_document_without_a_place_for_the_tables_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="fields"):
        with_tables("no markers", contract_tables())
