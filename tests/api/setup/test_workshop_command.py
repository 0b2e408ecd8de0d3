"""`heijunka workshop`: one file, applied to a running service as often as one likes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from api.contract.setup import read_setup
from api.contract.setup.source_file import read_source
from api.service.services import Services
from tests.api.commands.run import heijunka
from tests.api.setup.booking import at, book
from tests.api.setup.http import Admin

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "shop.yaml"


def run(admin: Admin, *arguments: str | Path) -> Result:
    """The command, asking the service of the test with its key."""
    http = admin.client.http
    key = http.headers.get("authorization", "").removeprefix("Bearer ")
    return heijunka("workshop", *arguments, "--url", str(http.base_url).rstrip("/"), "--key", key)


@pytest.fixture
def file(nobody: Admin, tmp_path: Path) -> Path:
    """The example of the documents, as a workshop of this test."""
    path = tmp_path / "shop.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("GZ-02", nobody.workshop_id), encoding="utf-8")
    return path


def edited(file: Path, old: str, new: str) -> Path:
    """The file with some text changed."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_file_makes_a_workshop_and_the_same_again_changes_nothing(nobody: Admin, file: Path) -> None:
    dry = run(nobody, "apply", file, "--dry-run")
    assert (dry.exit_code, "would be made: 6 technicians, 2 advisors, 6 bays" in dry.stdout) == (0, True), dry.stderr
    assert nobody.get().status_code == 404
    made = run(nobody, "apply", file)
    assert (made.exit_code, "is made" in made.stdout) == (0, True), made.stderr
    assert read_setup(nobody.get("/setup").content) == read_setup(read_source(file.read_bytes()).document)
    again = run(nobody, "apply", file)
    assert (again.exit_code, again.stdout) == (0, "nothing to change\n")
    assert nobody.get().json()["setup_version"] == 1


def test_a_dry_run_shows_the_difference(nobody: Admin, file: Path) -> None:
    run(nobody, "apply", file)
    edited(file, "loan_cars: 2", "loan_cars: 3")
    edited(file, "availability: 0.5", "availability: 0.6")
    edited(file, "{bay_id: B3, name: 3号工位,", "{bay_id: B9, name: 9号工位,")
    dry = run(nobody, "apply", file, "--dry-run")
    assert dry.exit_code == 0, dry.stderr
    assert dry.stdout.splitlines() == [
        "workshop",
        f"  ~ {nobody.workshop_id}",
        "      /loan_cars: 2 → 3",
        "technicians",
        "  ~ T6",
        "      /availability: 0.5 → 0.6",
        "bays",
        "  + B9",
        "  - B3",
        "4 changes; nothing is written (dry run)",
    ]
    assert nobody.get().json()["setup_version"] == 1
    real = run(nobody, "apply", file)
    assert real.stdout.splitlines()[-1] == "4 changes; the set-up is at version 2"


def test_every_fault_is_told_with_its_line(nobody: Admin, file: Path) -> None:
    edited(file, "hours: 08:00-19:00", "hours: 19:00-08:00")
    edited(file, "operation_codes: [OIL, AIR, CHECK]", "operation_codes: [OIL, AIR, CHEQUE]")
    result = run(nobody, "apply", file)
    lines = file.read_text(encoding="utf-8").splitlines()
    opening = next(n for n, line in enumerate(lines, start=1) if "19:00-08:00" in line)
    group = next(n for n, line in enumerate(lines, start=1) if "CHEQUE" in line)
    assert result.exit_code == 2
    assert "2 faults" in result.stderr
    assert f"line {opening}, /opening/0/hours: " in result.stderr
    assert f"line {group}, /group_jobs/0/operation_codes/2: " in result.stderr
    assert nobody.get().status_code == 404


def test_faults_that_the_service_finds_have_lines_too(nobody: Admin, file: Path) -> None:
    run(nobody, "apply", file)
    result = run(nobody, "apply", edited(file, "transport_days: {regular: 5", "transport_days: {regular: -5"))
    assert result.exit_code == 2
    assert "/parts/2/transport_days/regular: regular of part 45022-TZA-A01 is -5 [negative_supply]" in result.stderr
    assert "  line " in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "not YAML"),
        ("workshop_id: 17", "which workshop is not said"),
        ("workshop_id: X\nworkshop_id: X", "workshop_id is there twice"),
        ("name: x", "which workshop is not said"),
    ],
)
def test_a_file_that_is_none_is_refused_before_anything_is_asked(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    result = heijunka("workshop", "apply", path, "--url", "http://127.0.0.1:9")
    assert result.exit_code == 2
    assert words in result.stderr


def test_no_service_is_said_so(file: Path) -> None:
    for url, words in (("http://127.0.0.1:9", "no answer from"), ("ftp://x", "is no address"), ("nonsense", "is no")):
        result = heijunka("workshop", "apply", file, "--url", url)
        assert (result.exit_code, words in result.stderr) == (1, True), result.stderr


def test_appointments_that_lose_their_place_stop_it_unless_told(nobody: Admin, file: Path, services: Services) -> None:
    run(nobody, "apply", file)
    day = services.clock().date() + timedelta(days=14)
    day += timedelta(days=-day.weekday() % 7)  # a Monday
    with services.database.write() as connection:
        book(connection, nobody.workshop_id, "a1", at(day, "09:00"), technician="T6", bay="B2", advisor="SA1")
    edited(file, "      employed_from: 2026-09-01\n", "      employed_until: 2026-09-01\n")
    refused = run(nobody, "apply", file)
    assert refused.exit_code == 1
    assert "appointment a1" in refused.stderr
    assert "technician T6" in refused.stderr
    accepted = run(nobody, "apply", file, "--accept-affected")
    assert accepted.exit_code == 0
    assert "! appointment a1" in accepted.stdout


def test_what_is_exported_changes_nothing_when_applied(nobody: Admin, file: Path, tmp_path: Path) -> None:
    run(nobody, "apply", file)
    for name in ("out.yaml", "out.json"):
        out = tmp_path / name
        result = run(nobody, "export", nobody.workshop_id, "-o", out)
        assert result.exit_code == 0, result.stderr
        assert run(nobody, "apply", out).stdout == "nothing to change\n"
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["workshop_id"] == nobody.workshop_id
    assert run(nobody, "export", nobody.workshop_id).stdout.startswith("kind: heijunka.setup\n")
    unknown = run(nobody, "export", "not-there")
    assert (unknown.exit_code, "There is no such workshop" in unknown.stderr) == (1, True)
