"""In CI nothing skips for a missing part."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")
ONE_SKIPS = """
import pytest

def test_passes():
    pass

def test_needs_a_part():
    pytest.skip("no chromium here")
"""
MODULE_SKIPS = """
import pytest

pytest.skip("no shared data here", allow_module_level=True)
"""


@pytest.mark.parametrize(
    ("module", "in_ci", "outcomes"),
    [
        (ONE_SKIPS, "false", {"passed": 1, "skipped": 1}),
        (ONE_SKIPS, "true", {"passed": 1, "failed": 1}),
        (MODULE_SKIPS, "false", {"skipped": 1}),
        (MODULE_SKIPS, "true", {"errors": 1}),
    ],
)
def test_what_becomes_of_a_skip(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    in_ci: str,
    outcomes: dict[str, int],
) -> None:
    monkeypatch.setenv("CI", in_ci)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(module)
    pytester.runpytest_inprocess("-p", "no:xdist").assert_outcomes(**outcomes)
