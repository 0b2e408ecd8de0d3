"""Operations, packages and parts on the page: typed, and imported from a dealer system's list."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from api.security.principal import Role
from tests.api.desk.desks import Json
from tests.browser.pages import beyond, page_of, violations
from tests.browser.shop import Shop, shop_service

LIST = "项目代码,项目名称,操作类别,标准工时(小时),适用车型,备注\r\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop, with nobody in its book."""
    with shop_service(tmp_path_factory.mktemp("catalogue"), num_cars=0) as found:
        yield found


def operation(shop: Shop, code: str) -> Json:
    """An operation as it is kept."""
    found: Json = shop.http.get(f"{shop.path}/setup/operations/{code}").raise_for_status().json()["document"]
    return found


def num_operations(shop: Shop) -> int:
    """How many there are."""
    return len(shop.http.get(f"{shop.path}/setup/operations?limit=200").json()["items"])


def open_import(page: Page, shop: Shop) -> None:
    """Go to the import."""
    shop.enter(page, "/setup/operations", Role.ADMIN)
    page.get_by_role("button", name=re.compile("Import a list|导入清单")).click()


def csv(text: str, encoding: str = "utf-8", name: str = "export.csv") -> FilePayload:
    """A file as a dealer system writes it."""
    return FilePayload(name=name, mimeType="text/csv", buffer=text.encode(encoding))


def test_an_operation_is_typed_with_a_time_of_its_own_for_a_model(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN", expected="422") as page:
        shop.enter(page, "/setup/operations", Role.ADMIN)
        page.get_by_role("button", name="新项目").click()
        page.get_by_label("项目代码").fill("WIPER")
        page.get_by_label("名称").fill("更换雨刮片")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_label("标准工时（FRT）")).to_be_focused()  # what is missing is asked for at its field
        page.get_by_label("标准工时（FRT）").fill("0.3")
        page.get_by_label("所需工位").select_option(label="不占工位")
        page.get_by_role("button", name="按车型的工时: 添加").click()
        page.get_by_label("车型", exact=True).fill("MPV-2.4")
        page.get_by_role("list", name="按车型的工时").get_by_label("标准工时（FRT）").fill("0.5")
        assert violations(page) == []
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_text("已保存。")).to_be_visible()
        # Found by the initials of its sound.
        page.get_by_role("searchbox", name="查找").fill("ghyg")
        expect(page.get_by_role("link", name=re.compile("更换雨刮片"))).to_be_visible()
    one = operation(shop, "WIPER")
    assert (one["frt_hours"], one["frt_by_model"], one["bay_capability"]) == (0.3, {"MPV-2.4": 0.5}, None)


def test_a_package_keeps_the_order_of_its_work(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="422") as page:
        shop.enter(page, "/setup/packages", Role.ADMIN)
        page.get_by_role("button", name="Package", exact=False).first.click()
        page.get_by_label("Code").fill("SVC-1")
        page.get_by_label("Name").fill("First service")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("There must be one operation at least.")).to_be_visible()
        for wanted in ("60-point", "OIL"):
            page.get_by_label("Add an operation").fill(wanted)
            page.get_by_label("Add an operation").press("Enter")
        expect(page.get_by_text("Together 1.1 h")).to_be_visible()
        page.get_by_role("button", name=re.compile("engine oil and filter up")).click()
        assert violations(page) == []
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible()
    made = shop.http.get(f"{shop.path}/setup/group_jobs/SVC-1").json()["document"]
    assert made["operation_codes"] == ["OIL", "CHECK"]


def test_a_part_is_listed_so_that_operations_may_take_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/setup/parts", Role.ADMIN)
        page.get_by_role("button", name="+ Part").click()
        page.get_by_label("Part number").fill("76620-T6A")
        page.get_by_label("Name").fill("Wiper blade")
        page.get_by_label("On the shelf", exact=True).fill("6")
        page.get_by_label("Transport, regular").fill("4")
        assert violations(page) == []
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible()
    made = shop.http.get(f"{shop.path}/setup/parts/76620-T6A").json()["document"]
    assert (made["on_hand"], made["transport_days"]["regular"]) == (6, 4)


def test_a_list_in_gb18030_is_seen_checked_and_imported(browser: Browser, shop: Shop) -> None:
    lines = LIST + "OIL,,,0.55,,x\r\nOIL,,,0.7,MPV-2.4,\r\nLAMP-H7,更换大灯灯泡,保养,0.4,,\r\nAIR,,,0.3,,\r\n"
    with page_of(browser, "zh-CN") as page:
        open_import(page, shop)
        page.get_by_label("CSV 文件").set_input_files(csv(lines, "gb18030"))
        expect(page.get_by_label("字符编码")).to_have_value("gb18030")
        expect(page.get_by_text("共 4 行、3 个项目。")).to_be_visible()
        expect(page.get_by_text("未使用的列：备注")).to_be_visible()
        expect(page.get_by_role("cell", name="更换大灯灯泡")).to_be_visible()
        before = num_operations(shop)
        page.get_by_role("button", name="检查", exact=True).click()
        expect(page.get_by_text("新增 1 项，修改 1 项，不删除任何项目。")).to_be_visible()
        expect(page.get_by_role("row", name=re.compile("OIL .*标准工时 0.5 0.55"))).to_be_visible()
        assert violations(page) == []
        assert num_operations(shop) == before, "looking changes nothing"
        page.get_by_role("button", name="导入", exact=True).click()
        expect(page.get_by_text("已导入：新增 1 项，修改 1 项。")).to_be_visible()
        assert violations(page) == []
    oil, lamp = operation(shop, "OIL"), operation(shop, "LAMP-H7")
    assert (oil["frt_hours"], oil["frt_by_model"], oil["name"]) == (
        0.55,
        {"MPV-2.4": 0.7},
        "机油机滤 engine oil and filter",
    )
    assert (lamp["category"], lamp["bay_capability"], lamp["skill"]) == ("maintenance", "STANDARD_LIFT", None)
    assert num_operations(shop) == before + 1


def test_every_fault_is_told_with_its_line_and_column_and_nothing_is_changed(browser: Browser, shop: Shop) -> None:
    text = "code\tname\thours\tmodel\nNEW-1\tFirst\t0,5\t\nNEW-2\tSecond\tlong\t\n\t?\t1\t\nNEW-1\tAgain\t1\t\n"
    with page_of(browser, expected="422") as page:
        open_import(page, shop)
        before = num_operations(shop)
        page.get_by_label("or paste here").fill(text + "NEW-3\tThird\t1\tX1\n")
        page.get_by_role("button", name="Check").click()
        faults = page.get_by_role("alert").get_by_role("row")
        expect(faults.nth(1)).to_have_text(re.compile(r"3\s*hours\s*“long” is no number of hours above 0"))
        expect(faults.nth(2)).to_have_text(re.compile(r"4\s*code\s*The code is missing"))
        expect(faults.nth(3)).to_have_text(re.compile(r"5\s*code\s*NEW-1 is in line 2 already"))
        expect(faults.nth(4)).to_have_text(re.compile(r"6\s*model\s*NEW-3 has a time for a model only"))
        assert violations(page) == []
        # What only the service can know comes with its line, too.
        page.get_by_label("or paste here").fill("code\thours\tskill\nNEW-4\t1\tgeneral\nNEW-5\t1\tblacksmith\n")
        page.get_by_role("button", name="Check").click()
        expect(faults.nth(1)).to_have_text(re.compile(r"3\s*skill\s*.*blacksmith.*no technician"))
        expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    assert num_operations(shop) == before


def test_what_is_no_list_is_refused_in_words(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN") as page:
        open_import(page, shop)
        file = page.get_by_label("CSV 文件")
        file.set_input_files({"name": "a.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04rest"})
        expect(page.get_by_text("这是 Excel 工作簿，不是 CSV")).to_be_visible()
        file.set_input_files({"name": "b.csv", "mimeType": "text/csv", "buffer": b"\x00\x01\xff\xfe\x80"})
        expect(page.get_by_text("文件不是 UTF-8、GB18030 或 UTF-16 文本")).to_be_visible()
        file.set_input_files(csv(LIST, "utf-8"))
        expect(page.get_by_text("内容为空。")).to_be_visible()
        file.set_input_files(csv("名称,工时\n机油,0.5\n"))
        expect(page.get_by_text("没有找到“项目代码”列。第一行须为列名，读到的是：名称 | 工时。")).to_be_visible()
        # A wish that cannot be: GB18030 as UTF-8.
        file.set_input_files(csv(LIST + "OIL,机油,保养,0.5,,\r\n", "gb18030"))
        expect(page.get_by_label("字符编码")).to_have_value("gb18030")
        page.get_by_label("字符编码").select_option("UTF-8")
        expect(page.get_by_text("无法按 UTF-8 读取")).to_be_visible()
        expect(page.get_by_role("button", name="检查", exact=True)).to_be_disabled()
        file.set_input_files(csv("\ufeff" + LIST + "OIL,机油,保养,0.5,,\r\n", "utf-16le"))
        expect(page.get_by_label("字符编码")).to_have_value("utf-16le")
        expect(page.get_by_role("cell", name="机油", exact=True)).to_be_visible()
        assert violations(page) == []


def test_a_tablet_shows_all_of_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN", size=(1024, 768), touch=True) as page:
        shop.enter(page, "/setup/operations", Role.ADMIN)
        for section, item in (("维修项目与工时", "离合器"), ("成组作业", "2万公里保养"), ("配件", "前刹车片")):
            page.get_by_role("navigation").get_by_role("link", name=section).tap()
            page.get_by_role("link", name=re.compile(item)).tap()
            expect(page.get_by_role("button", name="保存", exact=True)).to_be_visible()
            assert beyond(page) <= 0, section
        page.get_by_role("navigation").get_by_role("link", name="维修项目与工时").tap()
        page.get_by_role("button", name="导入清单").tap()
        page.get_by_label("粘贴").fill("code\thours\nOIL\t0.8\n")
        page.get_by_role("button", name="检查", exact=True).tap()
        expect(page.get_by_role("button", name="导入", exact=True)).to_be_visible()
        assert beyond(page) <= 0
