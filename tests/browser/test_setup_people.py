"""People of the set-up in a real browser: weeks drawn and typed, and what becomes of appointments."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages import page_of, violations
from tests.browser.setups import document, enter, save
from tests.browser.shop import Shop, shop_service


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop with a few appointments."""
    with shop_service(tmp_path_factory.mktemp("setup"), num_cars=6) as found:
        yield found


def test_a_new_technician_takes_what_nobody_could_take_before(browser: Browser, shop: Shop) -> None:
    tuesday = {"must": {"dates": ["2026-03-17"]}, "count": 20, "per_date": 20}
    before = [one["ready"] for one in shop.offers("ALIGN", **tuesday)]
    assert min(before) > "2026-03-17T14", "the one who can works in the afternoon"
    with page_of(browser, expected="422") as page:
        enter(shop, page, "technicians")
        page.get_by_role("button", name="+ Technician").click()
        expect(page.get_by_label("Id")).to_have_value("T7")
        page.get_by_label("Name").fill("周洋")
        page.get_by_role("button", name="Add Alignment").first.click()
        page.get_by_role("button", name="Save", exact=True).click()
        # Mon–Fri is chosen already: hours are all that is missing.
        hours = page.get_by_label("Shift", exact=True)
        expect(page.get_by_text("There is no shift")).to_be_visible()
        expect(hours).to_be_focused()
        hours.fill("8-17")
        hours.press("Tab")
        expect(hours).to_have_value("08:00-17:00")
        page.get_by_label("Breaks").fill("12:00-13:00")
        page.get_by_label("Breaks").press("Tab")
        expect(page.get_by_text("40.0 h a week")).to_be_visible()
        save(page)
        # What it comes to, out of the appointment control sheet.
        expect(page.get_by_role("row", name="Available 8.0 8.0 8.0 8.0 8.0")).to_be_visible()
    (shift,) = document(shop, "technicians/T7")["roster"]["shifts"]
    assert (shift["days"], shift["weeks"]) == (["mon", "tue", "wed", "thu", "fri"], [])
    (first, *_) = sorted(shop.offers("ALIGN", **tuesday), key=lambda one: str(one["ready"]))
    assert (first["ready"] < "2026-03-17T12", first["technician_ids"]) == (True, ["T7"])
    assert shop.book(first)["state"] == "booked"


def test_shifts_that_take_turns_are_drawn_and_dragged(browser: Browser, shop: Shop) -> None:
    roster = {"shifts": [{"days": ["mon", "tue", "sat"], "hours": "08:30-17:30", "breaks": ["12:00-13:00"]}]}
    person = {"technician_id": "T8", "name": "Drawn", "roster": roster}
    headers = {"If-None-Match": "*"}
    shop.http.put(f"{shop.path}/setup/technicians/T8", json=person, headers=headers).raise_for_status()
    with page_of(browser) as page:
        enter(shop, page, "technicians/T8")
        page.get_by_label("Rotation").select_option(label="2 weeks take turns")
        page.get_by_label("A date in week A").fill("2026-03-16")
        expect(page.get_by_role("button", name="Week B Mon: 08:30-17:30")).to_be_visible()
        # Week B is late: the end of Monday's bar is dragged, Tuesday and Saturday are like it and chosen with it.
        for day in ("Mon", "Tue", "Sat"):
            page.get_by_role("button", name=f"Week A {day}").click()
            page.get_by_role("button", name=f"Week B {day}").click()
        edge = page.locator(".week").nth(1).locator(".bar .last").first
        edge.scroll_into_view_if_needed()
        box, track = edge.bounding_box(), page.locator(".track").first.bounding_box()
        assert box and track
        x, y = box["x"] + box["width"] - 3, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + track["width"] / 12, y, steps=4)
        page.mouse.up()
        expect(page.get_by_role("button", name="Week B Sat: 08:30-17:30")).to_have_count(0)
        # On a free Sunday a shift is drawn.
        sunday = page.locator(".week").first.locator(".track").nth(6).bounding_box()
        assert sunday
        page.mouse.move(sunday["x"] + 60, sunday["y"] + 10)
        page.mouse.down()
        page.mouse.move(sunday["x"] + 180, sunday["y"] + 10, steps=4)
        page.mouse.up()
        expect(page.get_by_role("button", name=re.compile(r"Week A Sun: \d"))).to_be_visible()
        save(page)
    kept = document(shop, "technicians/T8")["roster"]
    assert kept["rotation"] == {"weeks": 2, "first_week": "2026-03-16"}
    weeks = {(tuple(one["days"]), tuple(one["weeks"])): one["hours"] for one in kept["shifts"]}
    days = ("mon", "tue", "sat")
    assert weeks[days, (1,)] == "08:30-17:30"
    assert weeks[days, (2,)] > "08:30-17:30"
    assert set(weeks) == {(days, (1,)), (days, (2,)), (("sun",), (1,))}


def test_appointments_that_would_lose_their_place_are_listed_before(browser: Browser, shop: Shop) -> None:
    def absent(technician_id: str) -> int:
        place = f"{shop.path}/setup/technicians/{technician_id}"
        now = shop.http.get(place)
        person = now.json()["document"]
        person["roster"]["absences"] = [{"first_day": "2026-03-16", "last_day": "2026-04-30"}]
        headers = {"If-Match": now.headers["etag"]}
        told = shop.http.put(place, json=person, headers=headers, params={"dry_run": "true"})
        return len(told.raise_for_status().json()["affected"])

    losing = {name: absent(name) for name in ("T1", "T2", "T3", "T4", "T6")}
    busiest = max(losing, key=lambda name: losing[name])
    assert losing[busiest] > 0
    with page_of(browser, "zh-CN", expected="409") as page:
        enter(shop, page, f"technicians/{busiest}")
        page.get_by_role("button", name="请假与缺勤: 添加").click()
        page.get_by_label("开始日期").fill("2026-03-16")
        page.get_by_label("结束日期").fill("2026-04-30")
        page.get_by_role("button", name="保存", exact=True).click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text(f"将有 {losing[busiest]} 个预约失去安排")
        expect(alert.get_by_role("listitem").first).to_contain_text(re.compile(r"3月\d+日 周. \d\d:\d\d"))
        expect(alert.get_by_role("listitem").first).to_contain_text("粤A")
        expect(alert.get_by_role("listitem").first).to_contain_text(
            f"技师 {document(shop, f'technicians/{busiest}')['name']}"
        )
        assert violations(page) == []
        alert.get_by_role("button", name="继续修改").click()
        assert document(shop, f"technicians/{busiest}")["roster"]["absences"] == []
        page.get_by_role("button", name="保存", exact=True).click()
        alert.get_by_role("button", name="仍然保存").click()
        expect(page.get_by_text("个预约已失去安排，请改约")).to_be_visible()
    assert document(shop, f"technicians/{busiest}")["roster"]["absences"] != []
