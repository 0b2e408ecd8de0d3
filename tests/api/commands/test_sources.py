"""Where days come from on the command line: generated, from history, a whole year; and the schema."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from api.commands.generate import next_open_date
from api.contract import read_day
from scenarios.shop import SHOPS
from tests.api.commands.run import heijunka, orders_file
from tests.scenarios.shared import shared_file


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Work orders of three dates."""
    return orders_file(tmp_path, {14: 4, 15: 5, 16: 6})


def test_generate_writes_a_day_and_lists_its_assumptions(tmp_path: Path) -> None:
    out = tmp_path / "day.json"
    result = heijunka("generate", "--shop", "small", "--seed", "7", "--date", "2026-03-16", "-o", out)
    assert result.exit_code == 0
    day = read_day(out.read_bytes())
    assert (day.workshop.workshop_id, len(day.visits)) == ("small", 20)
    assert day.now.date() == date(2026, 3, 16)
    for words in day.assumptions:
        assert words in result.stderr
    again = tmp_path / "again.json"
    heijunka("generate", "--shop", "small", "--seed", "7", "--date", "2026-03-16", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_generate_refuses_what_it_cannot_do() -> None:
    unknown = heijunka("generate", "--shop", "garage")
    assert (unknown.exit_code, "default" in unknown.stderr) == (2, True)
    sunday = heijunka("generate", "--date", "2026-03-15")
    assert (sunday.exit_code, "closed" in sunday.stderr) == (2, True)


def test_the_next_open_date_is_open() -> None:
    for spec in SHOPS.values():
        assert next_open_date(spec).weekday() not in spec.closed_weekdays


def test_history_makes_a_day_of_a_date(orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "day.json"
    result = heijunka("history", orders, "--date", "2017-03-15", "-o", out)
    assert result.exit_code == 0
    assert len(read_day(out.read_bytes()).visits) == 5
    assert "assumptions:" in result.stderr


def test_history_names_the_nearest_dates(orders: Path) -> None:
    result = heijunka("history", orders, "--date", "2017-03-20")
    assert result.exit_code == 2
    assert "2017-03-16" in result.stderr


def test_figures_beside_the_data_are_taken(orders: Path) -> None:
    (orders.parent / "calibration.json").write_text("{}", encoding="utf-8")
    result = heijunka("history", orders, "--date", "2017-03-15")
    assert result.exit_code == 2
    assert "calibration.json" in result.stderr


@pytest.mark.parametrize("workers", ["1", "3"])
def test_a_history_is_planned_with_a_table_of_figures(orders: Path, tmp_path: Path, workers: str) -> None:
    out = tmp_path / "table.csv"
    result = heijunka("plan", "--history", orders, "--deterministic", "--workers", workers, "-o", out)
    assert result.exit_code == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["date"] for row in rows] == ["2017-03-14", "2017-03-15", "2017-03-16", "3 dates"]
    assert [row["cars"] for row in rows] == ["4", "5", "6", "15"]
    assert float(rows[-1]["frt_hours"]) == sum(float(row["frt_hours"]) for row in rows[:-1])
    for row in rows:
        assert 0 <= float(row["on_time"]) <= 1
        assert row["date"] in result.stdout


def test_a_part_of_a_history(orders: Path) -> None:
    result = heijunka("plan", "--history", orders, "--from", "2017-03-15", "--to", "2017-03-15", "--deterministic")
    assert "2017-03-15" in result.stdout
    assert "2017-03-14" not in result.stdout
    nothing = heijunka("plan", "--history", orders, "--from", "2018-01-01")
    assert (nothing.exit_code, "no work orders" in nothing.stderr) == (2, True)


def test_a_real_date(tmp_path: Path) -> None:
    out = tmp_path / "day.json"
    real = shared_file("cincinnati/light_car_shop_2017.csv")
    result = heijunka("history", real, "--date", "2017-03-14", "-o", out)
    assert result.exit_code == 0
    assert len(read_day(out.read_bytes()).visits) > 5


@pytest.mark.parametrize("kind", ["day", "plan"])
def test_the_schema_is_printed(kind: str) -> None:
    schema = json.loads(heijunka("schema", kind).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_generated_day_fits_the_schema(tmp_path: Path) -> None:
    out = tmp_path / "day.json"
    heijunka("generate", "--shop", "small", "--date", "2026-03-16", "-o", out)
    schema = json.loads(heijunka("schema", "day").stdout)
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), schema)


def test_version_and_help() -> None:
    assert heijunka("--version").stdout.startswith("heijunka ")
    for command in ("generate", "plan", "check", "show", "history", "demo", "serve", "schema"):
        result = heijunka(command, "--help")
        assert result.exit_code == 0
        assert command in result.stdout
