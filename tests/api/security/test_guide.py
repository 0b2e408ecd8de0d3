"""The guide to security says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from api.security import problems
from api.security.roles import SCOPES_OF, Role, Scope
from api.security.settings import SecuritySettings

GUIDE = (Path(__file__).parent.parent.parent.parent / "docs" / "security.md").read_text(encoding="utf-8")


def test_the_table_of_roles_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z]+:[a-z]+)` \|(.*)\|$", GUIDE, re.MULTILINE)
    head = next(line for line in GUIDE.splitlines() if line.startswith("| scope |"))
    roles = [Role(cell.strip()) for cell in head.split("|")[2:-1]]
    told = {
        (Scope(name), role)
        for name, cells in rows
        for role, cell in zip(roles, cells.split("|"), strict=True)
        if "✓" in cell
    }
    assert told == {(scope, role) for role, scopes in SCOPES_OF.items() for scope in scopes}
    assert len(rows) == len(Scope)


def test_the_codes_and_the_limits_are_those_of_the_code() -> None:
    made = (problems.key_missing, problems.key_unknown, problems.key_expired, problems.key_revoked)
    for make in (*made, problems.token_invalid, problems.token_expired):
        assert f"`{make().code}`" in GUIDE
    defaults = SecuritySettings()
    for name in ("requests_per_key", "failures_per_address", "tokens_per_address"):
        assert f"| `HEIJUNKA_{name.upper()}` | {getattr(defaults, name)} |" in GUIDE
