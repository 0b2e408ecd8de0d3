"""What the service writes itself, login and documents of the API: in the visitor's language, without scripts."""

from __future__ import annotations

import re

import pytest

from api.board.words import Language
from api.web.language import from_accept_language
from tests.api.served import Client, asking


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.EN),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("en;q=0.5, zh;q=0.7", Language.ZH),
        ("de-DE,de", Language.EN),
        ("zh;q=0, en", Language.EN),
        ("zh;q=x, en", Language.EN),
        ("EN-us", Language.EN),
    ],
)
def test_the_browser_says_which_language(header: str, language: Language) -> None:
    assert from_accept_language(header) is language


def test_a_click_on_a_language_is_remembered_and_keeps_where_one_wanted_to_go(client: Client) -> None:
    with asking(str(client.http.base_url), None) as visitor:
        assert "Your key" in visitor.get("/login").text
        page = visitor.get("/login?next=/desk/x&lang=zh")
        assert "密钥" in page.text
        assert 'href="?next=%2Fdesk%2Fx&amp;lang=en"' in page.text
        assert "密钥" in visitor.get("/login").text
        assert "Your key" in visitor.get("/login?lang=en").text
        assert "Your key" in visitor.get("/login?lang=tlh", headers={"Accept-Language": "zh"}).text


def test_the_api_is_documented_without_loading_anything(client: Client) -> None:
    page = client.http.get("/docs").text
    for name in ("createPlan", "cancelPlan", "followPlan", "idempotency-key", "heijunka.day"):
        assert name in page
    assert "https://" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("path", ["/login", "/docs"])
def test_what_the_service_writes_has_no_script_and_no_style_of_its_own(client: Client, path: str) -> None:
    page = client.http.get(path).text
    assert "<script" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert " on" not in page.split("<body>", 1)[0]


# Which files a page is loaded with is its own.
_PRELOADED = re.compile(r"<link\b[^>]*/assets/[^>]*>")


@pytest.mark.parametrize("path", ["/", "/board", "/plans", "/plans/run_x"])
def test_the_pages_are_one_document(client: Client, path: str) -> None:
    shown, board = (_PRELOADED.sub("", client.http.get(each).text) for each in (path, "/board"))
    assert shown == board
