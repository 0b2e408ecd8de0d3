"""The pages over HTTP: in the visitor's language, for every state of a run."""

from __future__ import annotations

import pytest

from api.board.words import Language
from api.web.language import from_accept_language
from tests.api.served import Client
from tests.api.toy import toy_day


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


def test_a_click_on_a_language_is_remembered(client: Client) -> None:
    assert "No plan yet" in client.http.get("/").text
    assert "尚无排程" in client.http.get("/?lang=zh").text
    assert "尚无排程" in client.http.get("/").text
    assert "No plan yet" in client.http.get("/?lang=en").text
    assert "No plan yet" in client.http.get("/?lang=tlh", headers={"Accept-Language": "zh"}).text


def test_the_start_shows_the_newest_plan(client: Client) -> None:
    run_id = client.send(toy_day(3), {"Prefer": "wait=20"}, deterministic="true").json()["id"]
    for path in ("/", f"/plans/{run_id}"):
        page = client.http.get(path)
        assert page.status_code == 200
        assert 'class="board"' in page.text
        assert "Toy Motors" in page.text
    assert f"/plans/{run_id}" in client.http.get("/plans").text


def test_a_run_under_way_shows_its_progress(client: Client) -> None:
    run_id = client.send(toy_day(3), time_limit_s=60).json()["id"]
    client.wait_for(run_id, "running")
    page = client.http.get(f"/plans/{run_id}").text
    assert f'data-events="/v1/plans/{run_id}/events"' in page
    assert "<progress" in page


def test_a_run_without_a_plan_says_so(client: Client) -> None:
    first = client.send(toy_day(1), time_limit_s=60).json()["id"]
    client.wait_for(first, "running")
    queued = client.send(toy_day(1)).json()["id"]
    client.http.delete(f"/v1/plans/{queued}")
    assert "ended without a plan" in client.http.get(f"/plans/{queued}").text


def test_an_unknown_run_is_a_page_that_says_so(client: Client) -> None:
    page = client.http.get("/plans/run_x")
    assert page.status_code == 404
    assert "There is no such page" in page.text


def test_the_list_goes_back(client: Client) -> None:
    for n in range(51):
        client.send(toy_day(1), deterministic="true", seed=n)
    first = client.http.get("/plans").text
    assert first.count('href="/plans/run_') == 50
    cursor = first.split("/plans?cursor=", 1)[1].split('"', 1)[0]
    assert client.http.get("/plans", params={"cursor": cursor}).text.count('href="/plans/run_') == 1


def test_the_api_is_documented_without_loading_anything(client: Client) -> None:
    page = client.http.get("/docs").text
    for name in ("createPlan", "cancelPlan", "followPlan", "idempotency-key", "heijunka.day"):
        assert name in page
    assert "https://" not in page.replace("http://www.w3.org", "")


def test_pages_have_no_inline_script_or_style(client: Client) -> None:
    client.send(toy_day(3), {"Prefer": "wait=20"}, deterministic="true")
    for path in ("/", "/plans", "/docs"):
        page = client.http.get(path).text
        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page
        assert " on" not in page.split("<body>", 1)[0]
