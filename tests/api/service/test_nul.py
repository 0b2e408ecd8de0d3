"""A NUL character, which PostgreSQL cannot store, is refused there and does no harm elsewhere."""

from __future__ import annotations

from tests.api.served import Client


def test_a_nul_character_is_no_error_of_the_service(client: Client, place: object) -> None:
    expected = {200, 201, 404} if not isinstance(place, str) else {422}
    address = client.http.get("/v1/workshops/a%00b")
    head = {"kind": "heijunka.setup", "version": "1", "workshop_id": "w", "time_zone": "Asia/Shanghai"}
    body = client.http.post("/v1/workshops", json={**head, "name": "a\x00b"})
    for answer in (address, body):
        assert answer.status_code in expected, answer.text
        if answer.status_code == 422:
            assert answer.json()["type"] == "urn:heijunka:problem:nul_character"
