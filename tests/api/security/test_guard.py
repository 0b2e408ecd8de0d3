"""Whoever says nothing of who they are sees what is open, and nothing else: on every route there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from api.security.guard import OPEN, OPEN_FOLDER
from api.security.told import scopes_of
from api.service.app import create_app
from api.service.settings import ServiceSettings
from api.web.built import PAGES
from tests.api.served import UNHURRIED, Client, asking, quick, served
from tests.api.toy import toy_planner


def routes() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Method, path and scopes of every route of the application."""
    app = create_app(ServiceSettings(data=Path("unused")), toy_planner)
    for route in iter_route_contexts(app.routes):
        for method in sorted(getattr(route, "methods", None) or ()):
            yield method, route.path or "", scopes_of(getattr(route, "dependant", None))


# Whoever has a key may know what it is worth, and load the pages, which have nothing in them but what the API tells.
OF_ANY_KEY = frozenset(
    {"/v1/me", "/v1/roles", *(f"/{page}" for page in PAGES), *(f"/{page}/{{rest:path}}" for page in PAGES)}
)
CLOSED = [
    (method, path)
    for method, path, _ in routes()
    if path not in OPEN | {"/metrics"} and not path.startswith(OPEN_FOLDER.rstrip("/"))
]


def test_every_route_of_the_api_asks_for_a_scope() -> None:
    found = [(method, path, scopes) for method, path, scopes in routes() if path.startswith("/v1")]
    assert len(found) >= 6
    assert [(method, path) for method, path, scopes in found if not scopes and path not in OF_ANY_KEY] == []


def test_what_is_open_is_known() -> None:
    # Whoever opens one more says so here.
    known = {*OPEN, *OF_ANY_KEY, "/", "/metrics", "/static", "/static/app"}
    assert {path for _, path, scopes in routes() if not scopes} <= known
    assert not any(path.startswith("/v1") for path in OPEN)


def test_no_route_answers_without_a_key(client: Client) -> None:
    with asking(str(client.http.base_url), None) as nobody:
        for method, path in CLOSED:
            answer = nobody.request(method, re.sub(r"\{.*?\}", "x", path))
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"] == 'Bearer realm="heijunka"'
            assert method == "HEAD" or answer.json()["type"] == "urn:heijunka:problem:key_missing"


def test_not_even_whether_an_address_exists_is_told(client: Client) -> None:
    with asking(str(client.http.base_url), None) as nobody:
        for path in ("/v1/nothing", "/v2", "/v1", "/healthz/", "//healthz", "/static"):
            assert nobody.get(path).status_code == 401, path


@pytest.mark.parametrize("path", ["/healthz", "/openapi.json", "/docs", "/login", "/static/frame.css"])
def test_what_is_open_answers(client: Client, path: str) -> None:
    with asking(str(client.http.base_url), None) as nobody:
        assert nobody.get(path).status_code == 200


def test_the_figures_can_ask_for_a_key(tmp_path: Path) -> None:
    with served(replace(quick(tmp_path), metrics="key")) as client:
        assert client.http.get("/metrics").status_code == 200
        with asking(str(client.http.base_url), None) as nobody:
            assert nobody.get("/metrics").status_code == 401


def test_a_body_is_not_read_of_who_has_no_key(client: Client) -> None:
    with asking(str(client.http.base_url), None) as nobody:
        answer = nobody.post("/v1/plans", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 401


def test_other_ways_to_say_who_asks_are_none(client: Client) -> None:
    for stated in ("Basic aGo6eA==", "Bearer", "hj_x", f"Token {client.key}"):
        assert client.http.get("/v1/plans", headers={"Authorization": stated}).status_code == 401, stated
    twice = [("Authorization", f"Bearer {client.key}")] * 2
    with asking(str(client.http.base_url), None) as nobody:
        assert nobody.get("/v1/plans", headers=twice).status_code == 401


def test_pages_of_other_sites_may_not_read_unless_allowed(client: Client, tmp_path: Path) -> None:
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    refused = client.http.options("/v1/plans", headers=asked)
    assert "access-control-allow-origin" not in refused.headers
    security = replace(UNHURRIED, cors_origins=("https://shop.example",))
    with served(replace(quick(tmp_path / "other"), security=security)) as open_to_one:
        allowed = open_to_one.http.options("/v1/plans", headers=asked)
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == "https://shop.example"
        assert "access-control-allow-credentials" not in allowed.headers
        other = open_to_one.http.options("/v1/plans", headers={**asked, "Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers


def test_a_body_is_limited_on_routes_that_never_read_one(tmp_path: Path) -> None:
    settings = replace(quick(tmp_path), max_body_bytes=1000)
    with served(settings) as client:
        headers = {"Origin": str(client.http.base_url)}
        told = client.http.post("/login", content=b"k" * 1001, headers=headers)
        pieces = client.http.post("/login", content=iter([b"k" * 600] * 2), headers=headers)
    assert (told.status_code, pieces.status_code) == (413, 413)
    assert told.json()["type"] == pieces.json()["type"] == "urn:heijunka:problem:too_large"


def test_who_asks_too_much_is_told_when_to_go_on(tmp_path: Path) -> None:
    security = replace(UNHURRIED, requests_per_key="3/hour", failures_per_address="2/hour")
    with served(replace(quick(tmp_path), security=security)) as client:
        statuses = [client.http.get("/v1/plans").status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        held_up = client.http.get("/v1/plans")
        assert 1 <= int(held_up.headers["retry-after"]) <= 3600
        assert held_up.json()["type"] == "urn:heijunka:problem:too_many_requests"
        with asking(str(client.http.base_url), "hj_wrong") as guesser:
            assert [guesser.get("/v1/plans").status_code for _ in range(3)] == [401, 401, 429]
        assert client.http.get("/healthz").status_code == 200
