"""The first-run guide in a real browser: a shop that is nothing yet comes to its first plan, all through the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.desk.settings import DeskSettings
from api.security.keys import NewKey
from api.security.principal import OPERATOR, Role
from api.security.sessions import COOKIE
from tests.api.desk.desks import DeskService, desk_service, on
from tests.browser.pages import beyond, page_of, violations

# More than a first search takes that loads its compiled code.
PATIENCE_MS = 120_000
TABLET = (1024, 768)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[DeskService]:
    """A service on which there is nothing, on a Monday morning."""
    with desk_service(tmp_path, DeskSettings(reshuffle_s=0, warm=False)) as service:
        service.clock.now = on("08:10")
        yield service


def enter(page: Page, service: DeskService, path: str, role: Role = Role.ADMIN) -> None:
    """Go to a page under a session of somebody of the installation."""
    address = str(service.http.base_url).rstrip("/")
    security = service.services.security
    key, _ = security.keys.create(NewKey(name="of a test", role=role, workshop_id=None), OPERATOR)
    page.context.add_cookies([{"name": COOKIE, "value": security.sessions.open(key), "url": address}])
    page.goto(f"{address}{path}")


def test_from_nothing_to_a_plan_on_the_board(browser: Browser, empty: DeskService) -> None:
    with page_of(browser, "zh-CN", size=TABLET, touch=True) as page:
        enter(page, empty, "/board")
        # The workshop.
        page.get_by_label("车间编号").fill("GZ-09")
        page.get_by_label("名称").fill("广州九店")
        page.get_by_label("时区").fill("Asia/Shanghai")
        page.get_by_label("国家").fill("cn")
        assert violations(page) == []
        assert beyond(page) <= 0
        page.get_by_role("button", name="建立车间并继续").click()
        # Bays.
        expect(page.get_by_role("heading", name="工位及其条件")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="还需要")).to_contain_text("至少一个工位")
        assert violations(page) == []
        assert beyond(page) <= 0
        page.get_by_role("button", name="保存并继续").click()
        # People.
        expect(page.get_by_role("heading", name="人员与班次")).to_be_visible()
        page.get_by_role("button", name="保存并继续").click()
        expect(page.get_by_text("至少需要一名技师和一名服务顾问。")).to_be_visible()
        for line, name in enumerate(("王伟", "李强", "刘娜"), start=1):
            page.get_by_role("listitem", name=f"第 {line} 行").get_by_label("姓名").fill(name)
        page.get_by_role("listitem", name="第 1 行").get_by_label("四轮定位").check()
        assert violations(page) == []
        assert beyond(page) <= 0
        page.get_by_role("button", name="保存并继续").click()
        # The catalogue.
        expect(page.get_by_role("heading", name="可预约的项目与工时")).to_be_visible()
        expect(page.get_by_role("checkbox", name="选用 双人快保")).to_be_disabled()
        page.get_by_label("更换机油机滤 工时").fill("0.6")
        assert violations(page) == []
        assert beyond(page) <= 0
        page.get_by_role("button", name=re.compile("采用 .* 个项目并继续")).click()
        # The first appointment.
        expect(page.get_by_role("heading", name="安排首个预约")).to_be_visible()
        expect(page.get_by_text("设置齐全，可以接受预约。")).to_be_visible()
        page.get_by_label("车牌号").fill("粤A12345")
        page.get_by_role("button", name="查找时间").click()
        offer = page.get_by_role("button", name=re.compile("^预约 ")).first
        expect(offer).to_be_visible(timeout=PATIENCE_MS)
        assert violations(page) == []
        assert beyond(page) <= 0
        offer.click()
        # The first plan.
        page.get_by_role("button", name="生成排程").click()
        expect(page.get_by_text("超时车辆：0 台")).to_be_visible(timeout=PATIENCE_MS)
        assert violations(page) == []
        assert beyond(page) <= 0
        page.get_by_role("button", name="发布").click()
        expect(page.get_by_text("首份排程已发布。")).to_be_visible()
        assert violations(page) == []
        assert beyond(page) <= 0
        page.get_by_role("button", name="打开看板").click()
        expect(page.locator('.bar[aria-label^="粤A12345"]').first).to_be_visible()
    setup = empty.http.get("/v1/workshops/GZ-09/setup").raise_for_status().json()
    hours = {one["operation_code"]: one["frt_hours"] for one in setup["operations"]}
    assert hours["OIL"] == 0.6
    replans = empty.http.get("/v1/workshops/GZ-09/replans?state=published").json()["items"]
    assert len(replans) == 1


def test_what_is_missing_is_said_and_the_guide_goes_on_where_it_was_left(browser: Browser, empty: DeskService) -> None:
    head = {"kind": "heijunka.setup", "version": "1", "workshop_id": "GZ-10", "time_zone": "Asia/Shanghai"}
    opening = [{"days": ["mon", "tue"], "hours": "08:00-17:00"}]
    empty.http.post("/v1/workshops", json={**head, "opening": opening}).raise_for_status()
    with page_of(browser, expected="422") as page:
        enter(page, empty, "/setup/start")
        expect(page.get_by_role("heading", name="Bays, and what can be done in each")).to_be_visible()
        missing = page.get_by_role("status").filter(has_text="Before the first appointment")
        expect(missing).to_contain_text("a bay, a place for final inspection, a technician with a shift")
        assert violations(page) == []
        # Somebody else goes on elsewhere: the guide sees it, and waits for the next step.
        place = "/v1/workshops/GZ-10/setup"
        bay = {"bay_id": "B1", "name": "Bay 1", "capabilities": ["STANDARD_LIFT"]}
        new = {"If-None-Match": "*"}
        empty.http.put(f"{place}/bays/B1", json=bay, headers=new).raise_for_status()
        station = {"kind": "inspection", "count": 1}
        empty.http.put(f"{place}/stations/inspection", json=station, headers=new).raise_for_status()
        expect(page.get_by_role("heading", name="Who works here, and when")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name=re.compile("First appointment")).click()
        expect(page.get_by_text("The steps before are to be done first.")).to_be_visible()
        # A second workshop begins at the beginning, and takes no code that is taken.
        page.get_by_role("button", name="Set up another workshop").click()
        page.get_by_label("Short code").fill("GZ-10")
        page.get_by_label("Time zone").fill("Mars/Olympus")
        page.get_by_role("button", name="Make the workshop and go on").click()
        expect(page.get_by_text("There is no such time zone")).to_be_visible()
        assert violations(page) == []


def test_without_a_key_of_the_installation_nobody_makes_a_workshop(browser: Browser, empty: DeskService) -> None:
    with page_of(browser) as page:
        enter(page, empty, "/board", Role.DESK)
        expect(page.get_by_role("heading", name="There is no workshop yet.")).to_be_visible()
        expect(page.get_by_role("button", name="Make the workshop and go on")).to_have_count(0)
