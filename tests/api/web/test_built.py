"""The built pages over HTTP: one document in the visitor's language, its files small, lasting and for everybody."""

from __future__ import annotations

import gzip
import json
import re

import httpx
import pytest

from api.web.built import BUILT
from tests.api.desk.desks import Json
from tests.api.served import Client, asking

# Of the board page, compressed.
BUDGET_BYTES = 120_000
MINIMUM_BYTES = 500  # of Starlette's compression
_TWO = ("/board", "/desk/some/where")


@pytest.mark.parametrize(("liked", "tag"), [("zh-CN,en;q=0.5", "zh-CN"), ("en-GB", "en"), ("de", "en")])
def test_the_document_comes_in_the_language_of_the_browser(client: Client, liked: str, tag: str) -> None:
    page = client.http.get("/desk", headers={"Accept-Language": liked})
    assert page.status_code == 200
    assert f'<html lang="{tag}">' in page.text
    assert page.headers["cache-control"] == "no-cache"


def test_a_click_on_a_language_is_remembered(client: Client) -> None:
    assert '<html lang="zh-CN">' in client.http.get("/desk?lang=zh").text
    assert '<html lang="zh-CN">' in client.http.get("/desk").text


def test_who_is_not_logged_in_is_led_to_the_login(client: Client) -> None:
    with asking(str(client.http.base_url), None) as stranger:
        answer = stranger.get("/desk", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/desk"


def test_nothing_in_the_document_needs_more_than_the_policy_allows(client: Client) -> None:
    page = client.http.get("/desk")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "style=" not in page.text
    assert re.findall(r"<script(?![^>]* src=)", page.text) == []
    assert all(address.startswith("/static/") for address in re.findall(r'(?:src|href)="([^"]+)"', page.text))


def test_the_files_are_sent_small_and_kept(client: Client) -> None:
    files = re.findall(r'"(/static/app/assets/[^"]+)"', client.http.get("/desk").text)
    assert {file.rpartition(".")[2] for file in files} == {"js", "css"}
    sizes = [_sent(client.http, file) for file in files]
    assert sum(sizes) <= BUDGET_BYTES


def test_the_document_names_all_that_its_page_is_loaded_with(client: Client) -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    board, desk = (set(re.findall(r'href="/static/app/(.*?)"', client.http.get(page).text)) for page in _TWO)
    assert _needed(manifest, "src/board/BoardPage.svelte") - {manifest["index.html"]["file"]} <= board
    assert _needed(manifest, "src/desk/Desk.svelte") - {manifest["index.html"]["file"]} <= desk
    assert manifest["src/desk/Desk.svelte"]["file"] not in board, "and nothing of another page"


def test_scripts_and_styles_of_the_board_stay_within_their_budget() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    files = _needed(manifest, "index.html") | _needed(manifest, "src/board/BoardPage.svelte")
    assert {file.rpartition(".")[2] for file in files} == {"js", "css"}
    assert sum(len(gzip.compress((BUILT / file).read_bytes())) for file in files) <= BUDGET_BYTES


def test_the_licences_of_what_is_bundled_are_shipped() -> None:
    text = (BUILT / "licenses.md").read_text(encoding="utf-8")
    assert re.search(r"^## svelte - [\d.]+ \(MIT\)$", text, re.MULTILINE)


def _needed(manifest: Json, chunk: str) -> set[str]:
    """The files of a chunk and of all that it imports at once."""
    entry = manifest[chunk]
    own = {entry["file"], *entry.get("css", ())}
    return own.union(*(_needed(manifest, one) for one in entry.get("imports", ())))


def _sent(http: httpx.Client, file: str) -> int:
    with http.stream("GET", file, headers={"Accept-Encoding": "gzip"}) as answer:
        assert "immutable" in answer.headers["cache-control"]
        sent = sum(len(part) for part in answer.iter_raw())
        # What fits into one packet is not worth the work.
        assert answer.headers.get("content-encoding") == "gzip" or sent < MINIMUM_BYTES
        return sent
