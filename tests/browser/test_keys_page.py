"""Keys on the page: made, told once, narrowed, given a new secret, revoked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.security.oidc.person import Person
from api.security.oidc.settings import Grant
from api.security.principal import Role
from tests.api.served import asking
from tests.browser.pages import beyond, page_of, violations
from tests.browser.shop import WORKSHOP, Shop, shop_service

TABLET = (1024, 768)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop, with nobody in its book."""
    with shop_service(tmp_path_factory.mktemp("keys"), num_cars=0) as found:
        yield found


def make(page: Page, name: str, role: str) -> str:
    """Make a key of a role; its text."""
    page.get_by_role("button", name="New key").click()
    page.get_by_label("For whom").fill(name)
    page.get_by_role("radio", name=re.compile(f"^{role}")).check()
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("heading", name=f"The key for {name}")).to_be_focused()
    return page.get_by_label("Key", exact=True).input_value()


def status(shop: Shop, key: str, path: str = "/v1/me") -> int:
    """What the service answers to a key."""
    with asking(str(shop.http.base_url), key) as http:
        return http.get(path).status_code


def test_a_key_is_made_and_told_once(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/setup/keys", Role.ADMIN)
        text = make(page, "Front desk", "Desk")
        assert violations(page) == []
        assert status(shop, text) == 200
        assert status(shop, text, f"{shop.path}/keys") == 403
        page.get_by_role("button", name="I have it").click()
        row = page.get_by_role("row", name=re.compile("Front desk"))
        expect(row).to_contain_text("Change: appointments, customers, calls")
        expect(row).to_contain_text("no end")
        secret = text.rsplit("_", 1)[1]
        assert secret not in page.content()
        page.reload()
        expect(row).to_be_visible()
        assert secret not in page.content()


def test_a_key_may_do_less_than_its_role_and_end_by_itself(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN") as page:
        shop.enter(page, "/setup/keys", Role.ADMIN)
        page.get_by_role("button", name="新建密钥").click()
        page.get_by_label("使用者").fill("对账接口")
        page.get_by_role("radio", name=re.compile("^对接系统")).check()
        page.get_by_label("有效期至").fill("2026-12-31")
        page.get_by_text("缩小权限").click()
        page.get_by_role("checkbox", name="修改客户资料").uncheck()
        page.get_by_role("checkbox", name="修改预约").uncheck()
        assert violations(page) == []
        page.get_by_role("button", name="生成密钥").click()
        expect(page.get_by_role("heading", name="“对账接口”的密钥")).to_be_visible()
        page.get_by_role("button", name="已保存，关闭").click()
        row = page.get_by_role("row", name=re.compile("对账接口"))
        expect(row).to_contain_text("可改：车间现场、配件")
        expect(row).to_contain_text("12月31日")
    found = next(one for one in shop.http.get(f"{shop.path}/keys").json()["items"] if one["name"] == "对账接口")
    assert "customers:write" not in found["scopes"]
    assert found["expires_at"] == "2026-12-31T15:59:59Z"  # the end of the day in the shop


def test_a_lost_secret_is_replaced_and_a_key_is_ended(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/setup/keys", Role.ADMIN)
        old = make(page, "Zhang Lei", "Foreman")
        page.get_by_role("button", name="I have it").click()
        page.get_by_role("button", name="New secret: Zhang Lei").click()
        page.get_by_label("The old secret is good for").select_option("no longer: it may be known to others")
        assert violations(page) == []
        page.get_by_role("button", name="New secret", exact=True).click()
        expect(page.get_by_role("heading", name="The key for Zhang Lei")).to_be_focused()
        new = page.get_by_label("Key", exact=True).input_value()
        page.get_by_role("button", name="I have it").click()
        assert (status(shop, old), status(shop, new)) == (401, 200)
        page.get_by_role("button", name="Revoke: Zhang Lei").click()
        page.get_by_role("button", name="Cancel").click()
        assert status(shop, new) == 200
        page.get_by_role("button", name="Revoke: Zhang Lei").click()
        page.get_by_role("button", name="Revoke", exact=True).click()
        expect(page.get_by_text("Ended keys")).to_be_visible()
        assert status(shop, new) == 401
        page.get_by_text("Ended keys").click()
        expect(page.get_by_role("row", name=re.compile("Zhang Lei"))).to_contain_text("revoked")
        assert violations(page) == []


def test_who_hands_out_no_keys_sees_none(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/setup", Role.DESK)
        expect(page.get_by_role("navigation", name="Set-up")).to_be_visible()
        expect(page.get_by_role("link", name="Keys")).to_have_count(0)


def test_a_screen_is_logged_in_by_a_link_that_is_good_once(browser: Browser, shop: Shop) -> None:
    with (
        page_of(browser, "zh-CN", size=TABLET, touch=True) as page,
        page_of(browser, "zh-CN", size=(1920, 1080)) as wall,
    ):
        shop.enter(page, "/setup/keys", Role.ADMIN)
        page.get_by_role("button", name="新建密钥").tap()
        assert beyond(page) <= 0
        page.get_by_label("使用者").fill("休息区电视")
        page.get_by_role("radio", name=re.compile("^大屏显示")).check()
        page.get_by_role("button", name="生成密钥").click()
        page.get_by_role("button", name="已保存，关闭").click()
        page.get_by_role("button", name="大屏登录链接: 休息区电视").click()
        page.get_by_role("combobox", name="大屏显示").select_option("客户休息区")
        assert violations(page) == []
        page.get_by_role("button", name="生成链接").tap()
        address = page.get_by_label("请于 09:10 前在大屏上打开")
        expect(address).to_be_focused()
        assert violations(page) == []
        assert beyond(page) <= 0
        wall.goto(address.input_value())
        expect(wall.get_by_role("heading", name="车辆维修进度")).to_be_visible()
        page.get_by_role("button", name="关闭").click()
        expect(page.get_by_text("大屏登录链接…")).to_have_count(1)


def test_a_person_has_no_secret_to_renew(browser: Browser, shop: Shop) -> None:
    grant = Grant(value="foremen", role=Role.FOREMAN, workshop_id=WORKSHOP)
    shop.service.services.security.people.enter(Person(person_id="7f" * 16, name="李工", grant=grant))
    with page_of(browser) as page:
        shop.enter(page, "/setup/keys", Role.ADMIN)
        row = page.get_by_role("row", name=re.compile("李工"))
        expect(row).to_contain_text("a person, who logs in by the provider")
        expect(row.get_by_role("button")).to_have_text(["Revoke…"])
