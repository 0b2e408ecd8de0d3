"""Cars at the door, what turns out about a car, swaps, orders and questions, told on the foreman's board alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.api.desk.desks import Json
from tests.browser.boards import PATIENCE_MS, board_shop, floor, open_board, open_step, place_of, running_work, tell
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop

MONDAY = "2026-03-16"
TABLET = (1024, 768)
# What technicians of the general skill do on a lift of any kind.
PLAIN = ("OIL", "AIR", "CHECK")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10, with a car to come whose customer gets a loan car."""
    with board_shop(tmp_path_factory.mktemp("door")) as found:
        wish = {"must": {"dates": [MONDAY]}, "vehicle": {"plate": "粤B60601"}, "loan_car": True}
        for offer in found.offers("AIR", **wish, lead_minutes=60, count=1):
            found.book(offer)
        yield found


def press(page: Page, name: str) -> None:
    """A button."""
    page.get_by_role("button", name=name, exact=True).click()


def panel(page: Page, title: str) -> Locator:
    """What is open beside the board, by the id of its title."""
    return page.locator("section", has=page.locator(f"#{title}"))


def publish(page: Page) -> None:
    """What was looked for is there, and becomes the plan."""
    button = page.get_by_role("button", name="Publish")
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    button.click()
    expect(page.locator("#proposal-title")).to_have_count(0)


def car_of(shop: Shop, plate: str) -> Json:
    """A car on the floor."""
    found: Json = next(one for one in floor(shop)["cars"] if one["plate"] == plate)
    return found


def name_of(shop: Shop, technician_id: str) -> str:
    """What a technician is called."""
    names = {one["technician_id"]: one["name"] for one in floor(shop)["technicians"]}
    return str(names[technician_id])


def plain_work(shop: Shop) -> list[tuple[Json, Json]]:
    """Cars with work of today that anybody can do and that has not begun, by time."""
    found = [
        (car, step)
        for car in floor(shop)["cars"]
        for step in car["steps"]
        if step["operation_code"] in PLAIN
        and step["place"]
        and not step["progress"]
        and step["place"]["start"].startswith(MONDAY)
    ]
    return sorted(found, key=lambda one: str(one[1]["place"]["start"]))


def test_a_safety_comeback_at_the_door_is_told_and_planned_by_the_page_alone(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        open_board(page, shop)
        press(page, "Car at the door…")
        press(page, "Let it in")
        plate = page.get_by_label("Plate")
        expect(plate).to_be_focused()
        expect(plate).to_have_accessible_description("The plate is missing.")
        jobs = page.get_by_role("combobox", name="Code, name or pinyin initials")
        expect(jobs).to_have_accessible_description("Choose a service, or describe the fault.")
        assert violations(page) == []
        page.get_by_text("Safety comeback", exact=True).click()
        plate.fill("粤a10099")
        jobs.fill("PADS")
        page.keyboard.press("Enter")
        page.get_by_label("Customer waits").check()
        wanted = page.get_by_label("Wanted by (may be left out)")
        wanted.fill("10:30")
        press(page, "Let it in")
        expect(wanted).to_have_accessible_description("This time has passed.")
        wanted.fill("16:30")
        press(page, "Let it in")
        expect(panel(page, "door-title")).to_contain_text("粤A10099 is in and has no place yet")
        expect(panel(page, "door-title").get_by_role("button", name="Re-plan")).to_be_focused()
        expect(page.get_by_role("button", name="粤A10099", exact=True)).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Enter")
        publish(page)
    car = car_of(shop, "粤A10099")
    assert (car["state"], car["priority_class"], car["waits"]) == ("arrived", "safety_comeback", True)
    assert car["promised"][11:16] == "16:30"
    assert all(step["place"] for step in car["steps"])


def test_a_tow_in_is_a_question_first_and_then_a_fact(browser: Browser, shop: Shop) -> None:
    before = floor(shop)["floor_version"]
    with page_of(browser, "zh-CN", size=TABLET, touch=True) as page:
        open_board(page, shop)
        page.get_by_role("button", name="临时来店…").tap()
        page.get_by_text("拖车进厂", exact=True).tap()
        page.get_by_label("车牌号").fill("粤A77007")
        page.get_by_role("combobox", name="代码、名称或拼音首字母").fill("无法启动")
        page.get_by_role("button", name="作为故障添加").tap()
        assert violations(page) == []
        page.get_by_role("button", name="假设推演", exact=True).tap()
        question = panel(page, "proposal-title")
        expect(question).to_contain_text("临时来店：无法启动")
        expect(question.get_by_role("row", name="未排入台数").get_by_role("cell").last).to_have_text(
            re.compile(r"\d"), timeout=PATIENCE_MS
        )
        expect(question).to_contain_text("不能发布")
        expect(question.get_by_role("button", name="发布")).to_have_count(0)
        expect(question).not_to_contain_text(re.compile("supposed|apt_|/work/"))
        assert violations(page) == []
        question.get_by_role("button", name="关闭").tap()
        expect(page.locator("#proposal-title")).to_have_count(0)
        assert floor(shop)["floor_version"] == before, "a question tells nothing"
        page.get_by_role("button", name="登记到店").tap()
        expect(panel(page, "door-title")).to_contain_text("粤A77007 已登记到店")
        page.get_by_role("button", name="撤回").tap()
        expect(page.get_by_text("已撤回。")).to_be_visible()
        assert violations(page) == []
    assert [one for one in floor(shop)["cars"] if one["plate"] == "粤A77007"] == []
    assert floor(shop)["open_replans"] == 0, "a question that is closed does not wait among the proposals"


def test_a_customer_turns_out_to_be_a_vic_whose_loan_car_comes_later(browser: Browser, shop: Shop) -> None:
    work = next(one for one in car_of(shop, "粤B60601")["steps"] if one["kind"] == "work")
    with page_of(browser, expected="409") as page:
        open_board(page, shop)
        open_step(page, work)
        press(page, "Change the priority…")
        page.get_by_role("checkbox", name="VIC").check()
        page.get_by_label("Why (may be left out)").fill("told by the sales manager")
        assert violations(page) == []
        press(page, "Tell")
        expect(panel(page, "car-title").locator("dl")).to_contain_text("VIC")
        press(page, "Change the priority…")
        expect(page.get_by_role("checkbox", name="VIC")).to_be_checked()
        press(page, "Cancel")
        press(page, "Loan car comes later…")
        there = page.get_by_label("Loan car there at")
        there.fill("10:00")
        press(page, "Tell")
        expect(there).to_have_accessible_description("The end lies before the beginning.")
        there.fill("15:30")
        assert violations(page) == []
        press(page, "Tell")
        expect(there).to_have_count(0)
    told = shop.http.get(f"{shop.path}/events", params={"limit": 2}).json()["items"]
    assert [one["type"] for one in told] == ["loan_car_late", "priority_changed"]
    assert told[1]["note"] == "told by the sales manager"
    assert car_of(shop, "粤B60601")["priority_class"] == "vic"


def test_two_cars_are_swapped(browser: Browser, shop: Shop) -> None:
    (car, step), (other, its) = next(
        (one, two)
        for one, two in combinations(plain_work(shop), 2)
        if one[0]["plate"] != two[0]["plate"] and one[1]["place"]["technician_ids"] != two[1]["place"]["technician_ids"]
    )
    with page_of(browser) as page:
        open_board(page, shop)
        open_step(page, step)
        press(page, "Swap…")
        choice = page.get_by_label("Swap with the car")
        expect(choice).to_be_focused()
        choice.select_option(its["step_id"])
        assert violations(page) == []
        press(page, "Make a proposal")
        publish(page)
    assert place_of(shop, step)["technician_ids"] == its["place"]["technician_ids"]
    assert place_of(shop, its)["technician_ids"] == step["place"]["technician_ids"]
    assert car["plate"] != other["plate"]


def by_one_technician(shop: Shop) -> list[Json]:
    """Two works of different cars, by time: the second is given to who does the first."""
    first, second = next(
        (one, two) for (car, one), (other, two) in combinations(plain_work(shop), 2) if car["plate"] != other["plate"]
    )
    decided = shop.http.get(f"{shop.path}/decisions", params={"held": True}).raise_for_status().json()["items"]
    old = [one["id"] for one in decided if second["step_id"] in {each["step_id"] for each in one["says"]["pins"]}]
    pin = {
        "kind": "pin",
        "step_id": second["step_id"],
        "technician_ids": first["place"]["technician_ids"],
        "replaces": old,
    }
    asked, patience = {"goals": ["balanced"], "decisions": [pin]}, {"Prefer": "wait=20"}
    replan = shop.http.post(f"{shop.path}/replans", json=asked, headers=patience).raise_for_status().json()
    while not replan["ended"]:
        replan = shop.http.get(f"{shop.path}/replans/{replan['id']}", headers=patience).raise_for_status().json()
    proposal = f"{shop.path}/replans/{replan['id']}/proposals/{replan['proposals'][0]['run_id']}"
    shop.http.post(f"{proposal}:publish", headers={"If-Match": f'"{replan["plan_version"]}"'}).raise_for_status()
    both = [{**one, "place": place_of(shop, one)} for one in (first, second)]
    return sorted(both, key=lambda one: str(one["place"]["start"]))


def test_a_job_is_done_after_the_next_one_of_its_technician(browser: Browser, shop: Shop) -> None:
    first, second = by_one_technician(shop)
    (technician,) = first["place"]["technician_ids"]
    with page_of(browser, "zh-CN") as page:
        open_board(page, shop)
        open_step(page, first)
        press(page, f"调整{name_of(shop, technician)}的顺序…")
        assert violations(page) == []
        queue = page.locator(".decide ol li")
        starts = [one["place"]["start"][11:16] for one in (first, second)]
        order = [text.split()[-1] for text in queue.all_inner_texts()]
        for _ in range(order.index(starts[1]) - order.index(starts[0])):
            press(page, "↓ 推后")
        order = [text.split()[-1] for text in queue.all_inner_texts()]
        assert order.index(starts[0]) > order.index(starts[1])
        assert violations(page) == []
        press(page, "生成方案")
        button = page.get_by_role("button", name="发布")
        expect(button).to_be_enabled(timeout=PATIENCE_MS)
        expect(panel(page, "proposal-title")).to_contain_text("的作业顺序：")
        button.click()
        expect(page.locator("#proposal-title")).to_have_count(0)
    assert place_of(shop, first)["start"] > place_of(shop, second)["start"]


def test_a_bay_is_forbidden_for_a_job(browser: Browser, shop: Shop) -> None:
    _, step = plain_work(shop)[-1]
    bay = next(one["name"] for one in floor(shop)["bays"] if one["bay_id"] == step["place"]["bay_id"])
    with page_of(browser) as page:
        open_board(page, shop)
        open_step(page, step)
        press(page, f"Not in {bay}")
        expect(page.locator(".decide .note")).to_contain_text(f"not in {bay}")
        expect(page.get_by_role("button", name=f"Not in {bay}")).to_have_count(0)
        press(page, "Take back")
        expect(page.get_by_role("button", name=f"Not in {bay}")).to_be_visible()


def test_what_if_the_part_comes_at_three_and_a_technician_leaves_at_four(browser: Browser, shop: Shop) -> None:
    car, step = running_work(shop)
    tell(shop, {"type": "step_interrupted", "step_id": step["step_id"], "code": "C", "stays": True})
    technician = step["place"]["technician_ids"][0]
    before = floor(shop)["floor_version"]
    with page_of(browser) as page:
        open_board(page, shop)
        open_step(page, step)
        press(page, "What if it goes on at…")
        page.get_by_label("The part or the answer is there at").fill("15:00")
        press(page, "What if?")
        question = panel(page, "proposal-title")
        expect(question).to_contain_text(re.compile(f"{car['plate']}.* goes on at 15:00"))
        row = question.get_by_role("row", name="Late cars, in nine of ten days at most")
        expect(row.get_by_role("cell").last).to_have_text(re.compile(r"\d"), timeout=PATIENCE_MS)
        expect(question.get_by_role("button", name="Publish")).to_have_count(0)
        expect(question).not_to_contain_text(re.compile("apt_|/work/|/diagnosis/|: [a-z]+_[a-z]+"))
        press(page, "Throw away")
        expect(page.locator("#proposal-title")).to_have_count(0)
        page.keyboard.press("Escape")
        press(page, name_of(shop, technician))
        press(page, "Away…")
        page.get_by_label("From (else now)").fill("16:00")
        press(page, "What if?")
        expect(question).to_contain_text(f"{name_of(shop, technician)} away from 16:00 on", timeout=PATIENCE_MS)
        assert violations(page) == []
    assert floor(shop)["floor_version"] == before
