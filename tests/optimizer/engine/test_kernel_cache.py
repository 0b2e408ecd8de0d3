"""Compiled code is found by what it is compiled from, and one of several processes compiles it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from numba.core.errors import TypingError

from optimizer.engine.kernel_cache import cache_folder

KERNELS = """
from optimizer.engine.kernel import entry, kernel

@kernel
def doubled(number):
    return 2 * number

@entry
def quadrupled(number):
    return doubled(doubled(number))

@entry
def impossible(number):
    return number.weight
"""
ROOT = Path(__file__).parents[3]
ASK = "import twice; print(twice.quadrupled(3), sum(twice.quadrupled.stats.cache_misses.values()))"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return tmp_path / "cache"


def package(folder: Path, source: str = KERNELS) -> Any:
    """The kernels as a module that lies in a folder."""
    folder.mkdir()
    (folder / "twice.py").write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("twice", folder / "twice.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["twice"] = module
    spec.loader.exec_module(module)
    return module


def misses(function: Any) -> int:
    """How often a function was compiled."""
    return sum(function.stats.cache_misses.values())


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, str], Any]:
    """Makes packages named alike in different places."""

    def make_in(place: str, source: str) -> Any:
        (tmp_path / place).mkdir()
        return package(tmp_path / place / "kernels", source)

    return make_in


def test_the_same_sources_elsewhere_are_not_compiled_again(make: Callable[[str, str], Any]) -> None:
    here = make("here", KERNELS)
    assert (here.quadrupled(3), misses(here.quadrupled)) == (12, 1)
    there = make("there", KERNELS)
    assert (there.quadrupled(3), misses(there.quadrupled)) == (12, 0)


def test_a_changed_function_that_is_called_by_another_is_seen(make: Callable[[str, str], Any]) -> None:
    assert make("here", KERNELS).quadrupled(3) == 12
    assert make("there", KERNELS.replace("2 * number", "3 * number")).quadrupled(3) == 27


def test_two_processes_compile_once(tmp_path: Path, home: Path) -> None:
    (tmp_path / "twice.py").write_text(KERNELS, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    command = [sys.executable, "-c", ASK]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    assert sorted(one.communicate()[0].split() for one in both) == [["12", "0"], ["12", "1"]]
    assert list((home / "heijunka").glob("kernels-*/*.nbc")) != []


def test_what_cannot_be_compiled_is_not_waited_for(make: Callable[[str, str], Any]) -> None:
    """Each says what is wrong; nobody holds what the next one needs."""
    for place in ("here", "there"):
        with pytest.raises(TypingError, match="weight"):
            make(place, KERNELS).impossible(3)


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same(
    tmp_path: Path, home: Path, make: Callable[[str, str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    home.write_text("a file where the folder of caches should be", encoding="utf-8")
    module = make("here", KERNELS)
    assert module.quadrupled(3) == 12
    assert not cache_folder(tmp_path / "here" / "kernels").is_relative_to(home)
