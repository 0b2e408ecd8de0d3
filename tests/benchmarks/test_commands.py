"""The commands start with what the tests' requirements have."""

from __future__ import annotations

import subprocess
import sys


def test_commands_load_without_the_libraries_of_single_commands() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = sys.modules['pyjobshop'] = None\n"
        "from benchmarks.__main__ import main; main(['soak', '--days', '0'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
