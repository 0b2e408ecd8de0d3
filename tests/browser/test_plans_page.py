"""Runs and their plans in a real browser: followed live, ended, looked at, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from optimizer.day import Day
from optimizer.plan import Plan, Reason, VisitNote
from tests.api.served import Client, quick, served
from tests.api.toy import toy_day, toy_planner
from tests.browser.pages import log_in, page_of, violations


def leaving_one_out(day: Day, **options: Any) -> Plan:
    """A plan without the first car."""
    plan, first = toy_planner(day, **options), day.visits[0].visit_id
    note = VisitNote(visit_id=first, code="unplanned", reasons=(Reason(rule="parts", text_en="a part is missing"),))
    kept = tuple(one for one in plan.assignments if one.visit_id != first)
    return replace(plan, assignments=kept, unplanned=(first,), notes=(*plan.notes, note))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service with one plan, and no workshop."""
    with served(quick(tmp_path_factory.mktemp("store")), leaving_one_out) as found:
        found.send(toy_day(12), {"Prefer": "wait=20"}, deterministic="true")
        yield found


def open_page(page: Page, client: Client, path: str) -> None:
    """Go to a page and log in on the way."""
    log_in(page, str(client.http.base_url).rstrip("/"), client.key, path)


def newest(client: Client) -> str:
    """The id of the newest run."""
    found: str = client.http.get("/v1/plans").json()["items"][0]["id"]
    return found


@pytest.mark.parametrize(("language", "title"), [("en-US", "What was planned"), ("zh-CN", "排程记录")])
def test_runs_are_listed_and_lead_to_their_plans(browser: Browser, client: Client, language: str, title: str) -> None:
    with page_of(browser, language) as page:
        open_page(page, client, "/plans")
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert violations(page) == []
        page.locator("main tbody a").first.click()
        page.wait_for_url("**/plans/run_*")
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "Toy Motors" if language == "en-US" else "玩具汽车"
        )
        page.go_back()
        expect(page.get_by_role("heading", name=title)).to_be_visible()


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_a_plan_is_shown_as_a_board_with_its_cost(browser: Browser, client: Client, language: str) -> None:
    document = client.http.get(f"/v1/plans/{newest(client)}/plan").json()
    with page_of(browser, language) as page:
        open_page(page, client, f"/plans/{newest(client)}")
        bars = page.locator("[data-bar]")
        today = [one for one in document["plan"]["assignments"] if one["start"][:10] == document["plan"]["now"][:10]]
        expect(bars).to_have_count(len(today))
        total = f"{document['plan']['cost']['total']:,}"
        expect(page.locator("section", has=page.locator("#cost-title")).locator(".total")).to_contain_text(total)
        sheet = page.locator("section", has=page.locator("#sheet-title"))
        expect(sheet.locator("tbody tr")).to_have_count(len(document["workshop"]["technicians"]) + 1)
        assert violations(page) == []
        bars.first.click()
        expect(page.locator("#car-title")).to_be_focused()
        assert page.locator("main").get_by_role("button").count() > 0
        page.keyboard.press("Escape")
        expect(page.locator("#car-title")).to_have_count(0)


def test_nothing_of_a_plan_can_be_moved(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client, f"/plans/{newest(client)}")
        bar = page.locator(".bar.work").first
        place = bar.get_attribute("style")
        bar.focus()
        page.keyboard.press("m")
        before = bar.bounding_box()
        assert before is not None
        page.mouse.move(before["x"] + 5, before["y"] + 5)
        page.mouse.down()
        page.mouse.move(before["x"] + 90, before["y"] + 60, steps=4)
        page.mouse.up()
        expect(page.locator(".track .held")).to_have_count(0)
        assert bar.get_attribute("style") == place


def test_what_could_not_be_placed_is_told_with_its_reasons(browser: Browser, client: Client) -> None:
    document = client.http.get(f"/v1/plans/{newest(client)}/plan").json()
    with page_of(browser) as page:
        open_page(page, client, f"/plans/{newest(client)}")
        notes = page.locator("section", has=page.locator("#notes-title"))
        told = notes.inner_text()
        for note in document["plan"]["notes"]:
            assert all(reason["text_en"] in told for reason in note["reasons"])
        assert (told.count("Not in the plan"), told.count("a part is missing")) == (1, 1)


def test_a_run_under_way_is_followed_until_its_plan_is_there(browser: Browser, client: Client) -> None:
    run_id = client.send(toy_day(3), time_limit_s=600).json()["id"]
    client.wait_for(run_id, "running")
    with page_of(browser) as page:
        open_page(page, client, f"/plans/{run_id}")
        expect(page.locator('[data-figure="run_phase"] dd')).to_have_text("improve")
        expect(page.locator('[data-figure="run_lateness"] dd')).to_have_text("300")
        assert violations(page) == []
        page.get_by_role("button", name="End the search").click()
        expect(page.locator("[data-bar]").first).to_be_visible()
        expect(page.get_by_text("The search was ended early")).to_be_visible()


def test_a_run_that_ended_without_a_plan_or_is_none_says_so(browser: Browser, client: Client) -> None:
    first = client.send(toy_day(1), time_limit_s=600).json()["id"]
    client.wait_for(first, "running")
    queued = client.send(toy_day(1)).json()["id"]
    client.http.delete(f"/v1/plans/{queued}")
    client.http.delete(f"/v1/plans/{first}")
    with page_of(browser, expected="404") as page:
        open_page(page, client, f"/plans/{queued}")
        expect(page.get_by_text("This run ended without a plan.")).to_be_visible()
        page.goto(f"{client.http.base_url}/plans/run_x")
        expect(page.get_by_text("There is no such plan.")).to_be_visible()
