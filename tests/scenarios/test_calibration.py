"""Calibration figures: our own, or read from a file that says what it lacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenarios.calibration import Calibration, LogNormal, Range
from scenarios.errors import ScenarioError
from tests.scenarios.shared import shared_file

DOCUMENT: dict[str, object] = {
    "arrival_hour_share_MFCS_jobcard": {"10": 3, "9": 1},
    "labour_hours_per_order_CIN_2017_2021": {
        "PM": {"lognormal": [0.1, 0.2]},
        "REPAIR": {"lognormal": [0.3, 0.4]},
        "heaping": {"1.0": 0.25, "0.5": 0.25},
    },
    "staffing_and_rates": {
        "worked_over_available": {"mean": 0.8},
        "sold_over_worked_per_technician": {"mean": 1.1, "sd": 0.1},
        "walk_in_share": [0.1, 0.2],
        "customer_waits": [0.3, 0.4],
        "maintenance_share": 0.6,
        "parts_fill": {"maintenance": 0.9, "repair": 0.8, "warranty": 0.3},
        "comeback": [0.01, 0.02],
        "advisor_visits_per_day": [8, 12],
    },
}


def write(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_reads_every_figure(tmp_path: Path) -> None:
    figures = Calibration.read(write(tmp_path / "figures.json", DOCUMENT))
    assert figures.arrival_shares == (0.25, 0.75)  # in the order of the hours, adding up to 1
    assert figures.repair_hours == LogNormal(mu=0.3, sigma=0.4)
    assert figures.waits == Range(low=0.3, high=0.4)
    assert figures.half_hour_heap == 0.5
    assert figures.source == "read from figures.json"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"staffing_and_rates": {}}, "staffing_and_rates / maintenance_share is missing"),
        ({"arrival_hour_share_MFCS_jobcard": {}}, "arrival_hour_share_MFCS_jobcard is not a table"),
        ({"arrival_hour_share_MFCS_jobcard": {"9": "many"}}, "arrival_hour_share_MFCS_jobcard / 9 is no number"),
    ],
)
def test_names_the_figure_that_is_wrong(tmp_path: Path, change: dict[str, object], named: str) -> None:
    with pytest.raises(ScenarioError, match=named):
        Calibration.read(write(tmp_path / "figures.json", {**DOCUMENT, **change}))


def test_names_the_file_that_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"figures\.json: is no UTF-8 JSON"):
        Calibration.read(path)
    with pytest.raises(ScenarioError, match="cannot be read"):
        Calibration.read(tmp_path / "absent.json")


def test_our_own_figures_are_shares() -> None:
    figures = Calibration.assumed()
    assert sum(figures.arrival_shares) == pytest.approx(1.0)
    assert "assumed" in figures.source


def test_reads_the_measured_figures() -> None:
    figures = Calibration.read(shared_file("calibration.json"))
    assert sum(figures.arrival_shares) == pytest.approx(1.0)
    assert figures.maintenance_hours.mu < figures.repair_hours.mu
