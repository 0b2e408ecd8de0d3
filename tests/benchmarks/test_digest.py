"""Names of days and of code that change when, and only when, they do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.best_known import BestKnown
from benchmarks.digest import digest, digest_of_sources
from benchmarks.instances import Instance

_PRINT_KEY = "from benchmarks.instances import Instance; print(Instance(shop='small', load=0.95, seed=1).key)"


@dataclass(frozen=True)
class Thing:
    name: str
    marks: frozenset[str]
    paces: dict[str, float]


def test_order_in_sets_and_mappings_does_not_matter() -> None:
    one = Thing("a", frozenset({"x", "y", "z"}), {"p": 1.0, "q": 2.0})
    other = Thing("a", frozenset({"z", "y", "x"}), {"q": 2.0, "p": 1.0})
    assert digest(one) == digest(other)


def test_every_field_matters() -> None:
    thing = Thing("a", frozenset({"x"}), {"p": 1.0})
    changed = [replace(thing, name="b"), replace(thing, marks=frozenset()), replace(thing, paces={"p": 1.5})]
    assert len({digest(thing), *map(digest, changed)}) == 4


def test_an_instance_has_the_same_key_in_another_process() -> None:
    key = Instance(shop="small", load=0.95, seed=1).key
    # Another process hashes strings in another way, so a set has another order there.
    root = Path(__file__).parent.parent.parent
    other = subprocess.run([sys.executable, "-c", _PRINT_KEY], cwd=root, check=True, capture_output=True, text=True)
    assert other.stdout.strip() == key


def test_code_that_changes_has_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    before = digest_of_sources([tmp_path])
    assert digest_of_sources([tmp_path]) == before
    (tmp_path / "a.py").write_text("x = 2\n", encoding="utf-8")
    assert digest_of_sources([tmp_path]) != before


def test_the_best_known_plans_are_still_of_the_days_that_are_measured() -> None:
    """A day that changes orphans them: long runs to find again. A field no plan depends on must not do that."""
    best = BestKnown()
    for instance in (Instance(shop="medium", load=0.95, seed=1), Instance(shop="large", load=0.95, seed=2)):
        assert best[instance.key].cost > 0


def test_fields_can_be_left_out() -> None:
    thing = Thing("a", frozenset({"x"}), {"p": 1.0})
    assert digest(thing, frozenset({"name"})) == digest(replace(thing, name="b"), frozenset({"name"})) != digest(thing)
