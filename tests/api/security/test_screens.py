"""Screens on walls: a key of one workshop, a link to log in by, a session that lasts."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.security.principal import OPERATOR, Role
from api.security.sessions import COOKIE
from api.store.journal import entries_after
from tests.api.security.shop import Shop
from tests.api.served import new_key

HTML = {"Accept": "text/html"}


def link(http: httpx.Client, key: str, body: object = None) -> httpx.Response:
    """Ask for a link."""
    return http.post(f"/v1/workshops/toy/keys/{key.split('_')[1]}:link", json=body)


def journal_of(shop: Shop, key: str) -> list[str]:
    """What the journal says of a key; nothing of what opens it."""
    entries = entries_after(shop.services.database, f"key:{key.split('_')[1]}", 0)
    assert all(set(one.payload) <= {"name", "role", "scopes", "version"} for one in entries)
    return [one.type for one in entries]


def test_a_screen_is_of_one_workshop(shop: Shop) -> None:
    with shop.as_(Role.ADMIN, None) as admin:
        refused = admin.post("/v1/keys", json={"name": "wall", "role": "screen"})
        assert refused.status_code == 422
        (fault,) = refused.json()["errors"]
        assert (fault["pointer"], fault["code"]) == ("/workshop_id", "screen_of_no_workshop")
        made = admin.post("/v1/keys", json={"name": "wall", "role": "screen", "workshop_id": "toy"})
        assert (made.status_code, made.json()["scopes"]) == (201, ["hall:read"])


def test_a_screen_logs_in_by_a_link_once_and_stays(shop: Shop) -> None:
    key = new_key(shop.services.security, Role.SCREEN, "toy")
    with shop.as_(Role.ADMIN) as admin, shop.by(None) as wall, shop.by(None) as other:
        made = link(admin, key, {"page": "/waiting"})
        assert made.status_code == 201, made.text
        assert journal_of(shop, key) == ["key.created", "key.linked"]
        entered = wall.get(made.json()["path"])
        assert (entered.status_code, entered.headers["location"]) == (303, "/waiting")
        assert "Max-Age=7776000" in entered.headers["set-cookie"]
        assert other.get(made.json()["path"]).status_code == 401
        shop.clock.now += timedelta(days=80)
        shown = wall.get("/waiting", headers=HTML)
        assert "Max-Age=7776000" in shown.headers["set-cookie"], "with each page it begins anew"
        shop.clock.now += timedelta(days=80)
        assert wall.get("/v1/me", headers={"Cookie": f"{COOKIE}={wall.cookies[COOKIE]}"}).status_code == 200
        shop.services.security.keys.revoke(key.split("_")[1], None, seen=None, by=OPERATOR)
        assert wall.get("/v1/me").status_code == 401
        assert wall.get("/hall", headers=HTML).status_code == 303


def test_sessions_of_people_do_not_begin_anew(shop: Shop) -> None:
    with shop.by(None) as http:
        form = {"key": new_key(shop.services.security, Role.DESK, "toy")}
        http.post("/login", data=form, headers={"Origin": shop.address})
        assert "set-cookie" not in http.get("/hall", headers=HTML).headers


def test_a_code_may_be_typed_as_it_comes(shop: Shop) -> None:
    key = new_key(shop.services.security, Role.SCREEN, "toy")
    with shop.as_(Role.ADMIN) as admin, shop.by(None) as wall:
        (code,) = parse_qs(urlsplit(link(admin, key).json()["path"]).query)["link"]
        assert len(code) == 14
        typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert wall.get("/login", params={"link": typed}).status_code == 303


@pytest.mark.parametrize("role", [Role.DESK, Role.ADMIN])
def test_links_are_for_screens(shop: Shop, role: Role) -> None:
    with shop.as_(Role.ADMIN) as admin, shop.as_(Role.DESK) as desk:
        answer = link(admin, new_key(shop.services.security, role, "toy"))
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:heijunka:problem:not_a_screen")
        screen = new_key(shop.services.security, Role.SCREEN, "toy")
        assert link(desk, screen).status_code == 403
        assert link(admin, screen, {"page": "//evil.example"}).status_code == 422
        assert link(admin, new_key(shop.services.security, Role.SCREEN, "other")).status_code == 404
        shop.services.security.keys.revoke(screen.split("_")[1], None, seen=None, by=OPERATOR)
        ended = link(admin, screen)
        assert (ended.status_code, ended.json()["type"]) == (409, "urn:heijunka:problem:key_ended")
