"""How the service is put together."""

from __future__ import annotations

from pathlib import Path

from fastapi.routing import iter_route_contexts

from api.service.app import create_app
from tests.api.served import quick
from tests.api.toy import toy_planner


def test_applications_of_a_process_share_what_is_worked_out_of_their_routes(tmp_path: Path) -> None:
    """Else each works out for itself what its hundred and more routes take: most of the time that a start takes."""
    one, other = (create_app(quick(tmp_path), toy_planner) for _ in range(2))
    pairs = list(zip(iter_route_contexts(one.routes), iter_route_contexts(other.routes), strict=True))
    shared = [a.path for a, b in pairs if hasattr(a, "dependant") and a.dependant is b.dependant]
    assert len(shared) > 100
    assert {"/v1/plans", "/healthz", "/login"} <= {*shared}
