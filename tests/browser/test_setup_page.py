"""The set-up in a real browser: changed, refused at its place, and not overwritten by whoever saves last."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.security.principal import Role
from optimizer.policy import Policy
from tests.api.desk.desks import Json
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop, shop_service


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop with a few appointments."""
    with shop_service(tmp_path_factory.mktemp("setup"), num_cars=6) as found:
        yield found


def document(shop: Shop, place: str) -> Json:
    """An item as the service has it."""
    found: Json = shop.http.get(f"{shop.path}/setup/{place}").raise_for_status().json()["document"]
    return found


def rewrite(shop: Shop, place: str, **fields: object) -> httpx.Response:
    """Somebody else changes an item meanwhile."""
    path = f"{shop.path}/setup/{place}"
    now = shop.http.get(path).raise_for_status()
    headers = {"If-Match": now.headers["etag"]}
    return shop.http.put(path, json=now.json()["document"] | fields, headers=headers).raise_for_status()


def enter(shop: Shop, page: Page, path: str, role: Role = Role.ADMIN) -> None:
    """Open a section, or an item of it, and wait for it."""
    shop.enter(page, f"/setup/{path}", role)
    expect(page.locator(".opened").get_by_role("heading").first).to_be_visible()


def visit(page: Page, path: str) -> None:
    """Go on to another section without loading the document again, as a click does."""
    page.evaluate(
        "path => { history.pushState(null, '', path); dispatchEvent(new Event('popstate')) }", f"/setup/{path}"
    )
    section = path.partition("/")[0]
    expect(page.locator(f'.sections a[href="/setup/{section}"]')).to_have_attribute("aria-current", "page")
    expect(page.locator(".opened").get_by_role("heading").first).to_be_visible()
    expect(page.get_by_text(re.compile("^(Loading…|加载中…)$"))).to_have_count(0)


def save(page: Page) -> None:
    """Save and wait for the answer."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_a_new_bay_is_made_and_its_faults_stand_at_its_fields(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="422") as page:
        enter(shop, page, "bays")
        page.get_by_role("button", name="+ Bay").click()
        page.get_by_label("Id").fill("B9 ")
        page.get_by_label("Name").fill("9号工位")
        page.get_by_label("Capabilities").fill("STANDARD_LIFT")
        page.get_by_label("Capabilities").press("Enter")
        page.get_by_role("button", name="Out of use: Add").click()
        page.get_by_label("From").fill("2026-12-01T08:00")
        page.get_by_label("Until").fill("2026-12-01T07:00")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Id")).to_have_accessible_description(re.compile("No blanks at the ends"))
        expect(page.get_by_label("Id")).to_be_focused()
        expect(page.get_by_text("It ends before it begins.")).to_be_visible()
        page.get_by_label("Id").fill("B9")
        page.get_by_label("Until").fill("2026-12-01T17:00")
        save(page)
        expect(page).to_have_url(re.compile("/setup/bays/B9$"))
        expect(page.get_by_role("link", name=re.compile("9号工位"))).to_have_attribute("aria-current", "true")
    made = document(shop, "bays/B9")
    assert (made["name"], made["capabilities"]) == ("9号工位", ["STANDARD_LIFT"])
    assert made["outages"] == [{"start": "2026-12-01T08:00:00+08:00", "end": "2026-12-01T17:00:00+08:00"}]


def test_an_id_that_is_taken_is_said_at_the_id(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="412") as page:
        enter(shop, page, "bays")
        page.get_by_role("button", name="+ Bay").click()
        page.get_by_label("Id").fill("B1")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Id")).to_have_accessible_description(re.compile("choose another"))


def test_of_two_who_change_one_thing_neither_loses_what_they_typed(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="412") as page:
        enter(shop, page, "bays/B3")
        page.get_by_label("Name").fill("mine")
        # The live feed may be slower than somebody's hand: the service refuses, too.
        rewrite(shop, "bays/B3", name="theirs", capabilities=["STANDARD_LIFT", "QUICK_LUBE"])
        conflict = page.get_by_role("alert").filter(has_text="Somebody else has changed this")
        expect(conflict.get_by_role("row", name="Name theirs mine")).to_be_visible()
        expect(conflict.get_by_role("row", name="Capabilities Express bay; Lift Lift")).to_be_visible()
        expect(page.get_by_label("Name")).to_have_value("mine")
        assert violations(page) == []
        conflict.get_by_role("button", name="Save yours over it").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        assert document(shop, "bays/B3")["name"] == "mine"
        page.get_by_label("Name").fill("mine again")
        rewrite(shop, "bays/B3", name="3号工位")
        page.get_by_role("button", name="Take theirs").click()
        expect(page.get_by_label("Name")).to_have_value("3号工位")
        # Nothing typed: what others do just shows.
        rewrite(shop, "bays/B3", name="三号")
        expect(page.get_by_label("Name")).to_have_value("三号")


def test_nothing_typed_is_lost_by_a_click_beside_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        enter(shop, page, "bays/B4")
        page.get_by_label("Name").fill("new name")
        page.get_by_role("link", name=re.compile("2号工位")).click()
        page.get_by_role("button", name="Stay here").click()
        expect(page.get_by_label("Name")).to_have_value("new name")
        page.get_by_role("link", name="Desk").click()
        page.get_by_role("button", name="Leave without saving").click()
        expect(page.get_by_role("heading", name="Customer and car")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("Name")).to_have_value("4号工位")
        # Undone is as never typed.
        page.get_by_label("Name").fill("other")
        page.get_by_role("button", name="Undo changes").click()
        page.get_by_role("link", name=re.compile("2号工位")).click()
        expect(page).to_have_url(re.compile("/setup/bays/B2$"))


def test_a_bay_is_removed_when_that_was_meant(browser: Browser, shop: Shop) -> None:
    path = f"{shop.path}/setup/bays/B8"
    shop.http.put(
        path, json={"bay_id": "B8", "name": "spare", "capabilities": []}, headers={"If-None-Match": "*"}
    ).raise_for_status()
    with page_of(browser) as page:
        enter(shop, page, "bays/B8")
        page.get_by_role("button", name="Remove…").click()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Remove…").click()
        page.get_by_role("group", name="Remove").get_by_role("button", name="Remove").click()
        expect(page.get_by_role("link", name=re.compile("spare"))).to_have_count(0)
        expect(page).to_have_url(re.compile("/setup/bays$"))
    assert shop.http.get(path).status_code == 404


def test_who_may_only_read_sees_all_and_changes_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN") as page:
        enter(shop, page, "bays/B1", Role.DESK)
        expect(page.get_by_text("只读")).to_be_visible()
        expect(page.get_by_label("名称")).to_be_disabled()
        expect(page.get_by_role("button", name="保存")).to_have_count(0)
        expect(page.get_by_role("button", name="+ 新工位")).to_have_count(0)


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


def test_opening_hours_overlap_where_the_fault_says(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="422") as page:
        enter(shop, page, "workshop")
        page.get_by_role("button", name="All days").click()
        expect(page.get_by_text("These days differ.")).to_be_visible()
        for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"):
            page.get_by_role("button", name=re.compile(f"^{day}:")).click()
        page.get_by_label("Hours", exact=True).fill("9：00～12")
        page.get_by_label("Hours", exact=True).press("Tab")
        page.get_by_role("button", name="+ Second hours").click()
        page.get_by_label("Hours", exact=True).nth(1).fill("11-15")
        page.get_by_label("Hours", exact=True).nth(1).press("Tab")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Hours of one day overlap.")).to_be_visible()
        page.get_by_label("Hours", exact=True).nth(1).fill("13-15")
        page.get_by_label("Hours", exact=True).nth(1).press("Tab")
        page.get_by_label("Loan cars").fill("3")
        save(page)
    head = shop.http.get(shop.path).json()
    assert head["loan_cars"] == 3
    assert [one["hours"] for one in head["opening"] if one["days"] == ["sun"]] == ["09:00-12:00", "13:00-15:00"]


def test_holidays_are_chosen_and_a_date_is_given_other_hours(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        enter(shop, page, "exceptions/2026-12-24")
        boxes = page.get_by_role("checkbox")
        expect(boxes.first).to_be_visible()
        for box in boxes.all():
            box.uncheck()
        page.get_by_role("checkbox", name="Thu 1 Oct 国庆节").check()
        page.get_by_role("checkbox", name=re.compile("Sat 10 Oct works as a Wed")).check()
        page.get_by_role("button", name="Enter the 2 chosen").click()
        expect(page.get_by_role("button", name="Thu 1 Oct: closed 国庆节")).to_be_visible()
        expect(page.get_by_role("checkbox", name="Thu 1 Oct 国庆节")).to_have_count(0)
        # The keyboard walks the year from the date that is open.
        page.get_by_role("button", name="Thu 24 Dec: other hours 盘点 stock-taking").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Date", exact=True)).to_have_value("2026-12-25")
        page.get_by_label("Kind").select_option(label="other hours")
        page.get_by_label("Hours", exact=True).fill("9-12 13-15")
        page.get_by_label("What the date is").fill("Christmas")
        page.get_by_label("Kind").focus()
        save_exception(page)
    assert document(shop, "exceptions/2026-10-10")["works_as"] == "wed"
    assert document(shop, "exceptions/2026-12-25")["hours"] == ["09:00-12:00", "13:00-15:00"]


def save_exception(page: Page) -> None:
    """Save the date that is open; the proposals beside it have a button of their own."""
    form = page.locator("form").filter(has=page.get_by_label("Date", exact=True))
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_text("Saved.")).to_be_visible()


def test_the_policy_tells_what_is_usual_and_keeps_its_versions(browser: Browser, shop: Shop) -> None:
    usual = Policy()
    with page_of(browser) as page:
        enter(shop, page, "policy")
        for field in page.locator("input[name]").all():
            name = (field.get_attribute("name") or "").removeprefix("/")
            if "/" in name:
                continue
            value = getattr(usual, name)
            shown = f"{value * 100:.0f} %" if isinstance(value, float) else str(value)
            expect(field).to_have_accessible_description(re.compile(f"Usual: {shown}$"))
        up = page.get_by_role("button", name="VIC higher")
        up.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="VIC lower")).to_be_focused()
        # A line is dragged over the one above it.
        handles = page.locator(".handle")
        start, over = handles.nth(5).bounding_box(), handles.nth(4).bounding_box()
        assert start and over
        page.mouse.move(start["x"] + 5, start["y"] + 10)
        page.mouse.down()
        page.mouse.move(over["x"] + 5, over["y"] + 10, steps=4)
        page.mouse.up()
        page.get_by_label("Still on time").fill("10")
        save(page)
        page.get_by_label("Still on time").fill("20")
        save(page)
        versions = page.get_by_role("region", name="Versions").get_by_role("listitem")
        expect(versions).to_have_count(3)
        expect(versions.nth(1)).to_contain_text("by you")
        versions.nth(1).get_by_role("button", name="Compare with now").click()
        expect(page.get_by_role("row", name="Still on time 10 20")).to_be_visible()
        page.get_by_role("button", name="Put it into the fields").click()
        expect(page.get_by_label("Still on time")).to_have_value("10")
        save(page)
        # Under another key that may make no keys: it is told a name all the same.
        enter(shop, page, "policy", Role.FOREMAN)
        expect(versions.nth(1)).to_contain_text("by of a test")
    policy = shop.http.get(f"{shop.path}/setup/policy").json()["document"]
    order = [one["priority_class"] for one in policy["classes"]]
    assert order[:6] == ["vic", "safety_comeback", "complaint", "waiting", "class_b", "class_a"]
    assert policy["grace_minutes"] == 10


def test_a_number_that_does_not_go_is_said_at_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN", expected="422") as page:
        enter(shop, page, "policy")
        page.get_by_label("预留工时比例").fill("120")
        page.get_by_label("洗车").fill("")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_label("洗车")).to_have_accessible_description(re.compile("未填写或填写有误"))
        page.get_by_label("洗车").fill("20")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_label("预留工时比例")).to_have_accessible_description(re.compile("超出范围"))
        page.get_by_role("button", name="撤销修改").click()
        expect(page.get_by_label("预留工时比例")).to_have_value("20")


def test_a_tablet_shows_all_of_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN", size=(1024, 768), touch=True) as page:
        enter(shop, page, "technicians/T6")
        for path in ("technicians/T6", "exceptions", "policy", "bays/B5"):
            visit(page, path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 1024, path
        page.get_by_role("link", name="技师").tap()
        page.get_by_role("link", name=re.compile("杨明")).tap()
        page.get_by_role("button", name=re.compile("^周六")).tap()
        expect(page.get_by_text("周一–周六")).to_be_visible()


def test_axe_finds_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        enter(shop, page, "workshop")
        assert violations(page) == []
        for path in (
            "technicians/T1",
            "advisors/SA1",
            "bays",
            "bays/B5",
            "stations/wash",
            "exceptions/2026-12-24",
            "policy",
        ):
            visit(page, path)
            assert violations(page, ".setup") == [], path
