"""Keys over HTTP: made, narrowed, rotated, revoked. Nobody hands out more than they have, or sees another workshop."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from api.security.keys import Keys, NewKey
from api.security.principal import OPERATOR, Role
from api.security.roles import SCOPES_OF, Scope
from api.security.secret import digest_of, is_secret_of, new_key_text, parse_key
from api.store.database import Database
from api.store.tables import journal
from tests.api.security.shop import Clock, Shop
from tests.api.served import Client, new_key
from tests.api.toy import toy_day
from tests.api.waiting import until


def make(http: httpx.Client, keys: str = "/v1/workshops/toy/keys", **fields: object) -> dict[str, Any]:
    """A new key."""
    answer = http.post(keys, json={"name": "n", "role": "desk", **fields})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@given(st.text(max_size=80))
def test_no_text_but_a_key_is_read_as_one(text: str) -> None:
    assert parse_key(text) is None or re.fullmatch("hj_[0-9a-f]{16}_[0-9a-f]{48}", text)


def test_a_key_has_192_random_bits_and_does_not_show_them() -> None:
    keys = {new_key_text().text() for _ in range(50)}
    assert len(keys) == 50
    one = new_key_text()
    assert parse_key(one.text()) == one
    assert len(bytes.fromhex(one.secret)) * 8 == 192
    assert one.secret not in repr(one)
    assert is_secret_of(digest_of(one.secret), one.secret)
    assert not is_secret_of(digest_of(one.secret), one.secret[:-1] + "g")
    assert not is_secret_of(None, "")


def test_the_store_has_no_secret(database: Database) -> None:
    _, text = Keys(database, Clock()).create(NewKey(name="n", role=Role.DESK, workshop_id=None), OPERATOR)
    secret = text.rsplit("_", 1)[1]
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM api_keys").all()
        told = connection.exec_driver_sql("SELECT * FROM journal").all()
    assert secret not in f"{rows}{told}"
    assert digest_of(secret) in str(rows)
    assert digest_of(secret) not in str(told)


def test_a_key_is_told_once_and_works(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin:
        answer = admin.post("/v1/workshops/toy/keys", json={"name": "front desk", "role": "desk"})
        made = answer.json()
        assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
        assert answer.headers["cache-control"] == "no-store"
        assert set(made["scopes"]) == set(SCOPES_OF[Role.DESK])
        shown = admin.get(answer.headers["location"])
        assert "key" not in shown.json()
        assert made["key"].rsplit("_", 1)[1] not in shown.text + admin.get("/v1/workshops/toy/keys").text
    with shop.by(made["key"]) as desk:
        assert desk.get("/v1/plans").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_its_scopes_say(shop: Shop, role: Role) -> None:
    with shop.as_(role) as http:
        statuses = {
            Scope.PLANS_READ: http.get("/v1/plans").status_code,
            Scope.PLANS_WRITE: http.delete("/v1/plans/run_x").status_code,
            Scope.KEYS_WRITE: http.get("/v1/workshops/toy/keys").status_code,
        }
    for scope, status in statuses.items():
        assert (status != 403) == (scope in SCOPES_OF[role]), (role, scope, status)


def test_phones_are_for_those_who_call() -> None:
    assert {role for role, scopes in SCOPES_OF.items() if Scope.CUSTOMERS_READ in scopes} == {Role.DESK, Role.ADMIN}
    assert Scope.CUSTOMERS_WRITE in SCOPES_OF[Role.DMS]
    assert {role for role, scopes in SCOPES_OF.items() if Scope.KEYS_WRITE in scopes} == {Role.ADMIN}


def test_a_missing_scope_is_named(shop: Shop) -> None:
    with shop.as_(Role.PARTS) as parts:
        answer = parts.get("/v1/workshops/toy/keys")
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:heijunka:problem:not_allowed"
    assert "keys:write" in answer.json()["detail"]


def test_a_workshop_does_not_exist_for_keys_of_another(shop: Shop) -> None:
    with shop.as_(Role.ADMIN, "other") as other, shop.as_(Role.ADMIN) as mine:
        key_id = make(mine)["id"]
        for answer in (
            other.get("/v1/workshops/toy/keys"),
            other.get(f"/v1/workshops/other/keys/{key_id}"),
            other.delete(f"/v1/workshops/other/keys/{key_id}", headers={"If-Match": "*"}),
        ):
            assert answer.status_code == 404
        refused = other.get("/v1/keys")
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:heijunka:problem:installation_only")


def test_keys_are_listed_in_pages_each_workshop_its_own(shop: Shop) -> None:
    with shop.as_(Role.ADMIN, "paged") as admin:
        made = [make(admin, "/v1/workshops/paged/keys")["id"] for _ in range(4)]
        first = admin.get("/v1/workshops/paged/keys", params={"limit": 3}).json()
        assert [key["id"] for key in first["items"]] == made[:0:-1]
        rest = admin.get("/v1/workshops/paged/keys", params={"cursor": first["next_cursor"]}).json()
        assert made[0] in [key["id"] for key in rest["items"]]
        assert rest["next_cursor"] is None
        assert {key["workshop_id"] for key in first["items"] + rest["items"]} == {"paged"}
    with shop.as_(Role.ADMIN, None) as installation:
        everywhere = installation.get("/v1/keys", params={"limit": 200}).json()["items"]
        assert {"paged", None} <= {key["workshop_id"] for key in everywhere}


def test_nobody_hands_out_more_than_they_have(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin:
        whole = make(admin, role="admin")
        narrow = make(admin, role="admin", scopes=["keys:write", "plans:read"])
    with shop.by(narrow["key"]) as http:
        keys = "/v1/workshops/toy/keys"
        make(http, role="admin", scopes=["plans:read"])
        refused = [
            http.post(keys, json={"name": "n", "role": "desk"}),
            http.post(f"{keys}/{whole['id']}:rotate", headers={"If-Match": "*"}),
            http.delete(f"{keys}/{whole['id']}", headers={"If-Match": "*"}),
            http.patch(f"{keys}/{narrow['id']}", json={"scopes": []}, headers={"If-Match": "*"}),
        ]
        for answer in refused:
            assert (answer.status_code, answer.json()["type"]) == (403, "urn:heijunka:problem:scopes_too_wide")
        assert http.get(f"{keys}/{narrow['id']}").json()["version"] == 1, "nothing was changed"


def test_a_scope_beyond_the_role_or_an_expiry_that_has_passed_is_a_fault(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin:
        body = {"name": "n", "role": "desk", "scopes": ["keys:write"], "expires_at": "2020-01-01T00:00:00Z"}
        answer = admin.post("/v1/workshops/toy/keys", json=body)
        assert answer.status_code == 422
        assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/scopes", "/expires_at"}
        assert all(fault["remedy"] for fault in answer.json()["errors"])


def test_an_expired_key_is_told_so_only_with_its_secret(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin:
        made = make(admin, expires_at=(shop.clock.now + timedelta(minutes=1)).isoformat())
    with shop.by(made["key"]) as http, shop.by(made["key"][:-1] + "x") as guesser:
        assert http.get("/v1/plans").status_code == 200
        shop.clock.now += timedelta(minutes=2)
        expired, unknown = http.get("/v1/plans"), guesser.get("/v1/plans")
    assert (expired.status_code, expired.json()["type"]) == (401, "urn:heijunka:problem:key_expired")
    assert expired.headers["www-authenticate"].endswith('error="invalid_token"')
    assert (unknown.status_code, unknown.json()["type"]) == (401, "urn:heijunka:problem:key_unknown")


def test_a_rotated_key_goes_over_without_standing_still(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin:
        made = make(admin)
        place = f"/v1/workshops/toy/keys/{made['id']}"
        stale = admin.post(f"{place}:rotate", headers={"If-Match": '"7"'})
        missing = admin.post(f"{place}:rotate")
        assert (stale.status_code, missing.status_code) == (412, 428)
        answer = admin.post(f"{place}:rotate", json={"grace_s": 60}, headers={"If-Match": '"1"'})
        assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    with shop.by(made["key"]) as old, shop.by(answer.json()["key"]) as new:
        assert (old.get("/v1/plans").status_code, new.get("/v1/plans").status_code) == (200, 200)
        shop.clock.now += timedelta(seconds=61)
        assert (old.get("/v1/plans").status_code, new.get("/v1/plans").status_code) == (401, 200)


def test_a_revoked_key_ends_at_once_and_stays_in_the_list(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin:
        made = make(admin)
        place = f"/v1/workshops/toy/keys/{made['id']}"
        ended = admin.delete(place, headers={"If-Match": '"1"'})
        assert (ended.status_code, ended.json()["state"]) == (200, "revoked")
        again = admin.patch(place, json={"name": "back"}, headers={"If-Match": "*"})
        assert (again.json()["state"], again.json()["name"]) == ("revoked", "n")
    with shop.by(made["key"]) as http:
        refused = http.get("/v1/plans")
    assert (refused.status_code, refused.json()["type"]) == (401, "urn:heijunka:problem:key_revoked")


def test_every_change_is_in_the_journal_with_who_did_it(shop: Shop) -> None:
    text = new_key(shop.services.security, Role.ADMIN, "toy")
    with shop.by(text) as admin:
        key_id = make(admin)["id"]
        place = f"/v1/workshops/toy/keys/{key_id}"
        admin.patch(place, json={"name": "other"}, headers={"If-Match": "*"})
        admin.post(f"{place}:rotate", headers={"If-Match": "*"})
        admin.delete(place, headers={"If-Match": "*"})
    query = select(journal).where(journal.c.subject_id == f"key:{key_id}").order_by(journal.c.seq)
    with shop.services.database.read() as connection:
        entries = connection.execute(query).mappings().all()
    assert [entry["type"] for entry in entries] == ["key.created", "key.changed", "key.rotated", "key.revoked"]
    assert {entry["actor"] for entry in entries} == {f"key:{text.split('_')[1]}"}
    assert {entry["workshop_id"] for entry in entries} == {"toy"}


def test_last_use_is_written_once_a_minute_and_no_reader_waits_for_it(shop: Shop) -> None:
    with shop.as_(Role.ADMIN) as admin, shop.as_(Role.DESK) as desk:
        key_id = desk.headers["Authorization"].split("_")[1]

        def last_used() -> str | None:
            found: str | None = admin.get(f"/v1/workshops/toy/keys/{key_id}").json()["last_used_at"]
            return found

        with shop.services.database.write():  # nobody else writes meanwhile
            assert desk.get("/v1/plans").status_code == 200
            assert last_used() is None
        first = shop.clock.now
        until(lambda: last_used() is not None)
        for seconds in (30, 29, 2):
            shop.clock.now += timedelta(seconds=seconds)
            desk.get("/v1/plans")
        until(lambda: datetime.fromisoformat(last_used() or "") == first + timedelta(seconds=61))


def test_runs_belong_to_the_workshop_of_their_key(shop: Shop) -> None:
    with shop.as_(Role.FOREMAN, "toy") as mine, shop.as_(Role.ADMIN, "other") as other:
        sent = Client(mine).send(toy_day(1), {"Prefer": "wait=60"}, deterministic="true")
        assert sent.status_code == 201, sent.text
        place = sent.headers["location"]
        assert [run["id"] for run in mine.get("/v1/plans").json()["items"]] == [sent.json()["id"]]
        assert other.get("/v1/plans").json()["items"] == []
        for path in (place, f"{place}/plan", f"{place}/events"):
            assert mine.get(path).status_code == 200
            assert other.get(path).status_code == 404
        assert other.delete(place).status_code == 404
        foreign = Client(other).send(toy_day(1))
        assert foreign.status_code == 403
        assert foreign.json()["errors"][0]["pointer"] == "/workshop/workshop_id"
    with shop.as_(Role.ADMIN, None) as installation:
        assert installation.get(place).status_code == 200


def test_two_workshops_may_think_of_one_idempotency_key(shop: Shop) -> None:
    key = {"Idempotency-Key": "morning", "Prefer": "wait=60"}
    with shop.as_(Role.ADMIN, "toy") as mine, shop.as_(Role.ADMIN, None) as installation:
        first, second = (Client(http).send(toy_day(1), key, deterministic="true") for http in (mine, installation))
        again = Client(mine).send(toy_day(1), key, deterministic="true")
    assert first.json()["id"] != second.json()["id"]
    assert again.json()["id"] == first.json()["id"]


def test_who_sent_and_who_cancelled_is_in_the_journal(shop: Shop) -> None:
    with shop.as_(Role.FOREMAN) as sender, shop.as_(Role.ADMIN) as admin:
        run_id = Client(sender).send(toy_day(2), time_limit_s=60).json()["id"]
        admin.delete(f"/v1/plans/{run_id}")
        Client(admin).wait_for(run_id, "cancelled")
    query = select(journal.c.type, journal.c.actor).where(journal.c.subject_id == run_id)
    with shop.services.database.read() as connection:
        actors = {row.type: row.actor for row in connection.execute(query)}
    assert actors["run.queued"] == f"key:{sender.headers['Authorization'].split('_')[1]}"
    assert f"key:{admin.headers['Authorization'].split('_')[1]}" in (
        actors.get("run.cancel_requested"),
        actors.get("run.cancelled"),
    )
