"""Examples of the settings of re-plans."""

from __future__ import annotations

from pydantic import JsonValue

ASK: dict[str, JsonValue] = {
    "mode": "automatic",
    "quiet_s": 5.0,
    "max_wait_s": 60.0,
    "goal": "balanced",
    "time_limit_s": 0.6,
}
SETTINGS: dict[str, JsonValue] = {"object": "replan_settings", "version": 1, **ASK}
