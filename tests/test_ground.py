"""The ground everything stands on: what is installed, what the files may name, what the documents promise."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import typer

import api
from api.cli import app

ROOT = Path(__file__).parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))

# Written with brackets so that this file does not match itself.
FOREIGN = re.compile(
    r"pyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|de[b]\.debian\.org|"  # package registries
    r"(?<![\w./])/(?:wor[k]/(?:main|shared)|roo[t]/|hom[e]/\w|User[s]/\w|opt/pyp[i])|\.pyen[v]"  # paths of one machine
)
TARGETS = {"help", "demo", "test", "lint", "bench", "check", "requirements", "clean"}


def tracked_files() -> list[Path]:
    """Files under version control; what a source archive holds when there is no git."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.fail("this test reads the list of files from git: run it in a clone, with git installed")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    return [ROOT / os.fsdecode(name) for name in listing.split(b"\0") if name]


def pins(requirements: Path) -> dict[str, str]:
    """Name → version and marker of each pin of a requirements file."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pinned = [line.rstrip("\\ ") for line in lines if line and line[0] not in " #"]
    return dict(line.split("==", 1) for line in pinned)


def declared(*groups: str) -> set[str]:
    """Names that pyproject declares: what running needs, and the dependency groups given."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    items = list(project["project"]["dependencies"])
    for group in groups:
        items += project["dependency-groups"][group]
    return {re.split(r"[^A-Za-z0-9._-]", item, maxsplit=1)[0].lower() for item in items if isinstance(item, str)}


def imported(folder: str) -> Iterator[tuple[Path, str]]:
    """Each file below a folder with each module it imports, by its full name."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield path, node.module


def documents() -> list[Path]:
    """What people read."""
    return [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for path in tracked_files():
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="replace")
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []


def test_the_pattern_for_foreign_names_finds_them() -> None:
    names = ["https://pyp" + "i.org/simple", "/wor" + "k/main", "/hom" + "e/ann/x", ".pyen" + "v/versions"]
    for name in names:
        assert FOREIGN.search(name), name
    assert not FOREIGN.search("the work/life of a/roo" + "t/s home")


def test_no_lock_file_that_names_hosts() -> None:
    assert [path.name for path in tracked_files() if path.name == "uv.lock"] == []


def test_makefile_has_its_targets_and_describes_them() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)
    assert set(described) >= TARGETS


@pytest.mark.parametrize("requirements", REQUIREMENTS, ids=lambda path: path.stem)
def test_requirements_are_hashed_and_name_no_address(requirements: Path) -> None:
    text = requirements.read_text(encoding="utf-8")
    assert "://" not in text
    for pin in re.split(r"\n(?=\S)", text):
        if not pin.startswith("#"):
            assert "--hash=sha256:" in pin, pin.splitlines()[0]


@pytest.mark.parametrize("requirements", REQUIREMENTS, ids=lambda path: path.stem)
def test_requirements_agree_so_that_they_share_one_environment(requirements: Path) -> None:
    build, pages, dev = (pins(ROOT / "requirements" / f"{name}.txt") for name in ("build", "pages", "dev"))
    everything = build | pages | dev
    mine = pins(requirements)
    assert mine
    assert {name: everything.get(name) for name in mine} == mine


def test_requirements_hold_what_the_project_declares() -> None:
    assert declared("test", "lint", "bench") - set(pins(ROOT / "requirements" / "dev.txt")) == set()


@pytest.mark.parametrize(
    ("folder", "groups"),
    [
        ("optimizer", ()),
        ("scenarios", ()),
        ("api", ()),
        ("tests", ("test", "bench")),
        ("benchmarks", ("test", "bench")),
    ],
)
def test_what_is_imported_is_declared(folder: str, groups: tuple[str, ...]) -> None:
    ours = {"optimizer", "scenarios", "api", "benchmarks", "tests"}
    distributions = packages_distributions()
    allowed = declared(*groups)
    undeclared = {
        f"{path.relative_to(ROOT)}: {module}"
        for path, module in imported(folder)
        if (top := module.split(".")[0]) not in ours | sys.stdlib_module_names
        and not allowed & {name.lower().replace("_", "-") for name in distributions.get(top, [top])}
    }
    assert undeclared == set()


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert getattr(api, "__version__", project["version"]) == project["version"]
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_make_targets_in_the_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in documents():
        for target in re.findall(r"^make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{document.name} names make {target}"


def test_commands_in_the_documents_exist_with_their_options() -> None:
    seen = 0
    for document in documents():
        lines = re.findall(r"^heijunka ([^#\n|]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
        for words in (line.split() for line in lines):
            known = set(_options_of(typer.main.get_group(app), words))
            unknown = {word for word in words if word.startswith("-")} - known
            assert unknown == set(), f"{document.name}: heijunka {' '.join(words)}"
            seen += 1
    assert seen > 3


def _options_of(group: typer.core.TyperGroup, words: list[str]) -> Iterator[str]:
    """Options of the command that some words begin with. Raises ``KeyError`` for one that does not exist."""
    name, *rest = words
    command = group.commands[name]
    yield from (opt for parameter in command.params for opt in parameter.opts)
    if isinstance(command, typer.core.TyperGroup):
        yield from _options_of(command, rest)


def test_links_in_documents_lead_somewhere() -> None:
    for document in documents():
        targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
        local = [target for target in targets if "://" not in target]
        broken = [target for target in local if not (document.parent / target).exists()]
        assert broken == [], document.name
