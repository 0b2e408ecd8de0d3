"""`heijunka key`: the key of a screen, and the address that logs it in."""

from __future__ import annotations

import re
from pathlib import Path

from tests.api.commands.run import heijunka


def test_a_screens_key_has_a_workshop_and_a_link(tmp_path: Path) -> None:
    lost = heijunka("key", "create", "--role", "screen", "--data", tmp_path)
    assert (lost.exit_code, "give --workshop" in lost.stderr) == (2, True)
    text = heijunka("key", "create", "--role", "screen", "--workshop", "GZ-01", "--data", tmp_path).stdout
    key_id = text.split("_")[1]
    to = ("--address", "http://192.168.1.10:8000/", "--page", "/waiting")
    made = heijunka("key", "link", key_id, *to, "--data", tmp_path).stdout.strip()
    assert re.fullmatch(r"http://192\.168\.1\.10:8000/login\?link=(\w{4}-){2}\w{4}&next=/waiting", made)
    desk = heijunka("key", "create", "--role", "desk", "--data", tmp_path).stdout.split("_")[1]
    refused = heijunka("key", "link", desk, *to, "--data", tmp_path)
    assert (refused.exit_code, "not the key of a screen" in refused.stderr) == (2, True)
    heijunka("key", "revoke", key_id, "--data", tmp_path)
    assert "opens nothing" in heijunka("key", "link", key_id, *to, "--data", tmp_path).stderr
