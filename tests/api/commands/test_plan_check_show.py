"""The way of a day through the commands: plan, check, show."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.contract import plan_document, read_plan, write_plan
from api.service.example_day import example_day, example_plan
from optimizer.plan import Plan
from optimizer.visit import StepKind
from tests.api.commands.run import day_file, heijunka
from tests.api.toy import toy_day


def plan_file(folder: Path, plan: Plan) -> Path:
    """A plan of the example day in a file."""
    path = folder / "plan.json"
    path.write_text(json.dumps(write_plan(plan_document(example_day(), plan))), encoding="utf-8")
    return path


def test_a_day_becomes_a_plan_with_progress_figures_and_reasons(tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    result = heijunka("plan", day_file(tmp_path, toy_day(4)), "--time-limit", "0.1", "--seed", "3", "-o", out)
    assert result.exit_code == 0
    assert "unavoidable 120, avoidable at most 180" in result.stderr
    assert "improve" in result.stderr
    assert "Cars planned" in result.stderr
    assert "load min" in result.stderr
    assert "bay 4 is out of order until 17:00" in result.stderr
    assert read_plan(out.read_bytes()).seed == 3


def test_without_a_file_the_plan_goes_to_standard_output_alone(tmp_path: Path) -> None:
    result = heijunka("plan", day_file(tmp_path, toy_day(1)), "--deterministic")
    assert read_plan(result.stdout).assignments


def test_words_come_in_chinese(tmp_path: Path) -> None:
    result = heijunka("plan", day_file(tmp_path, toy_day(1)), "--deterministic", "--lang", "zh")
    assert "工位4停用至17:00" in result.stderr


def test_a_bad_day_ends_with_every_fault_and_its_remedy(tmp_path: Path) -> None:
    day = toy_day(2)
    twice = (day.visits[0], replace(day.visits[1], visit_id="V00"))
    shop = replace(day.workshop, technicians=(replace(day.workshop.technicians[0], shifts=()),))
    result = heijunka("plan", day_file(tmp_path, replace(day, visits=twice, workshop=shop)))
    assert result.exit_code == 2
    assert "/workshop/technicians/0" in result.stderr
    assert "/visits/1" in result.stderr
    assert result.stderr.count("remedy:") >= 2
    assert result.stdout == ""


def test_files_that_cannot_be_read_or_written_are_said(tmp_path: Path) -> None:
    missing = heijunka("plan", tmp_path / "no.json")
    assert (missing.exit_code, "no.json" in missing.stderr) == (2, True)
    nowhere = heijunka("plan", day_file(tmp_path, toy_day(1)), "--deterministic", "-o", tmp_path / "no" / "plan.json")
    assert (nowhere.exit_code, "cannot write" in nowhere.stderr) == (2, True)
    nothing = heijunka("plan")
    assert (nothing.exit_code, "--history" in nothing.stderr) == (2, True)


def test_check_finds_nothing_in_a_valid_plan(tmp_path: Path) -> None:
    result = heijunka("check", day_file(tmp_path, example_day()), plan_file(tmp_path, example_plan()))
    assert (result.exit_code, result.stdout.strip()) == (0, "no violation")


def test_check_has_a_line_a_violation(tmp_path: Path) -> None:
    good = example_plan()
    moved = tuple(replace(each, technician_ids=()) if each.kind is StepKind.WORK else each for each in good.assignments)
    result = heijunka("check", day_file(tmp_path, example_day()), plan_file(tmp_path, replace(good, assignments=moved)))
    assert result.exit_code == 1
    lines = result.stdout.strip().splitlines()
    assert any(line.startswith("crew: V1/work/1") for line in lines)


def test_check_refuses_what_is_no_plan(tmp_path: Path) -> None:
    day = day_file(tmp_path, example_day())
    result = heijunka("check", day, day)
    assert result.exit_code == 2
    assert "remedy" in result.stderr


@pytest.mark.parametrize("rows", ["technicians", "bays", "cars"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_show_fits_eighty_columns(tmp_path: Path, rows: str, lang: str) -> None:
    plan = tmp_path / "plan.json"
    heijunka("plan", day_file(tmp_path, toy_day(8)), "--deterministic", "-o", plan)
    result = heijunka("show", plan, "--rows", rows, "--lang", lang, width=80)
    assert result.exit_code == 0
    chart = result.stdout.split("\n\n")[1]
    assert len(chart.splitlines()) > 4
    for line in chart.splitlines():
        assert len(line.rstrip()) <= 80
    assert "0234" in chart, "a plate is readable without colour"


def test_show_writes_files_that_need_nothing_else(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    heijunka("plan", day_file(tmp_path, toy_day(3)), "--deterministic", "-o", plan)
    html, svg = tmp_path / "out.html", tmp_path / "out.svg"
    assert heijunka("show", plan, "--html", html, "--svg", svg).exit_code == 0
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert svg.read_text(encoding="utf-8").startswith("<?xml")
