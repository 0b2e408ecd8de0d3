"""The screens on walls in a real browser: the workshop's, and the lounge's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.security.principal import Role
from tests.api.desk.desks import Json
from tests.browser.midday import cars_of, midday, running, tell
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop

TV = (1920, 1080)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10."""
    with midday(tmp_path_factory.mktemp("hall")) as found:
        yield found


def fits(page: Page) -> bool:
    """Nothing of the screen lies beyond its edge, and no tile is wider or higher than it may be."""
    return bool(
        page.evaluate(
            """() => [...document.querySelectorAll('.content, .content li, .content tr, header, footer')].every(
              (one) => one.scrollWidth <= one.clientWidth + 1
                && one.getBoundingClientRect().bottom <= document.querySelector('footer').getBoundingClientRect().bottom
            )"""
        )
    )


def test_the_wall_shows_who_does_what_and_what_comes_next(browser: Browser, shop: Shop) -> None:
    (car, step), *_ = running(shop)
    (who,) = step["progress"]["technician_ids"]
    people = shop.http.get(f"{shop.path}/hall").json()["technicians"]
    name = next(one["name"] for one in people if one["technician_id"] == who)
    with page_of(browser, size=TV) as page:
        shop.enter(page, "/hall", Role.SCREEN)
        row = page.get_by_role("row", name=name)
        expect(row).to_contain_text(car["plate"][-4:])
        expect(row).to_contain_text(step["name"])
        expect(page.locator(".clock")).to_have_text("11:10")
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_role("link", name="Board")).to_have_count(0)
        ready = page.locator("dl div", has_text="Ready")
        expect(ready).to_contain_text("1")
        text = page.locator("body").inner_text()
        assert not any(one["plate"] in text or one["plate"][1:] in text for one in cars_of(shop))
        assert "王芳" not in text
        # Somebody else tells what happens; the screen asks by itself.
        tell(shop, {"type": "step_interrupted", "step_id": step["step_id"], "code": "C"})
        expect(page.get_by_text("C waits for parts")).to_be_visible()
        tell(shop, {"type": "step_resumed", "step_id": step["step_id"]})
        expect(page.get_by_text("C waits for parts")).to_be_hidden()


def test_the_lounge_has_ready_cars_first_in_both_languages_and_nothing_of_what_went_wrong(
    browser: Browser, shop: Shop
) -> None:
    (_, step), *_ = running(shop)
    tell(shop, {"type": "step_interrupted", "step_id": step["step_id"], "code": "A", "reason": "找不到故障"})
    shown = {one["tail"]: one["stage"] for one in shop.http.get(f"{shop.path}/hall").json()["cars"]}
    house = {tail: stage for tail, stage in shown.items() if stage != "expected"}
    with page_of(browser, size=TV) as page:
        shop.enter(page, "/waiting", Role.SCREEN)
        tiles = page.get_by_role("listitem")
        expect(tiles).to_have_count(len(house))
        assert house[tiles.first.locator("b").inner_text()] == "ready"
        expect(tiles.first).to_contain_text("可以取车")
        expect(tiles.first).to_contain_text("ready for you")
        text = page.locator("main").inner_text()
        assert "中断" not in text
        assert "stopped" not in text
        assert "找不到" not in text
    with page_of(browser, size=TV) as page:
        shop.enter(page, "/waiting?lang=zh", Role.SCREEN)
        expect(page.get_by_role("listitem").first).to_contain_text("可以取车")
        expect(page.get_by_text("ready for you")).to_have_count(0)
    tell(shop, {"type": "interruption_ended", "step_id": step["step_id"]})
    tell(shop, {"type": "step_resumed", "step_id": step["step_id"]})


def test_more_than_fits_turns_by_itself_and_by_keys_until_it_is_stopped(browser: Browser, shop: Shop) -> None:
    shown = shop.http.get(f"{shop.path}/hall").json()
    (one, *_) = shown["technicians"]
    many = [{**one, "technician_id": f"T{n}", "name": f"技师{n}", "presence": "at_work"} for n in range(13)]
    with page_of(browser, size=TV) as page:
        page.clock.install()
        full = {**shown, "technicians": many, "cars": [_car(n) for n in range(30)]}
        page.route("**/v1/**/hall", lambda route: route.fulfill(json=full))
        shop.enter(page, "/hall", Role.SCREEN)
        expect(page.get_by_text("技师0", exact=True)).to_be_visible()
        expect(page.get_by_text("技师12", exact=True)).to_have_count(0)
        expect(page.get_by_text("Page 1 of 4")).to_have_count(1)
        assert fits(page)
        page.clock.run_for(12_500)
        expect(page.get_by_text("技师12", exact=True)).to_be_visible()
        page.keyboard.press("Space")
        page.clock.run_for(30_000)
        expect(page.get_by_text("技师12", exact=True)).to_be_visible()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name="Cars in the house")).to_be_visible()
        assert fits(page)
        page.goto(page.url.replace("/hall", "/waiting"))
        expect(page.get_by_role("listitem")).to_have_count(9)
        assert fits(page)


def _car(number: int) -> Json:
    """A car of a full house; some of them stay overnight, some read like another."""
    stages = ("ready", "in_work", "awaiting_answer", "waiting", "wash")
    return {
        "tail": "A12345 (2)" if number % 7 == 0 else f"{1000 + number}",
        "stage": stages[number % len(stages)],
        "standing": ("late", "at_risk", "on_time")[number % 3],
        "arrival": "2026-03-16T09:00:00+08:00",
        "promised": f"2026-03-{16 + number % 2}T17:15:00+08:00",
        "bay": None,
    }


def test_a_screen_without_its_service_says_since_when_and_comes_back(browser: Browser, shop: Shop) -> None:
    with page_of(browser, size=TV, expected="ERR_FAILED") as page:
        page.clock.install()
        shop.enter(page, "/hall", Role.SCREEN)
        expect(page.get_by_role("table")).to_be_visible()
        for away in ("**/v1/**", "**/readyz"):
            page.route(away, lambda route: route.abort())
        page.clock.run_for(16_000)
        expect(page.get_by_role("status")).to_have_text("No connection. As it was at 11:10.")
        expect(page.get_by_role("table")).to_be_visible()
        page.unroute_all()
        page.clock.run_for(16_000)
        expect(page.get_by_role("status")).to_have_count(0)


def test_a_shop_without_cars_says_so_in_words(browser: Browser, shop: Shop) -> None:
    shown = {**shop.http.get(f"{shop.path}/hall").json(), "cars": [], "technicians": []}
    with page_of(browser, "zh-CN", size=TV) as page:
        page.route("**/v1/**/hall", lambda route: route.fulfill(json=shown))
        shop.enter(page, "/hall", Role.SCREEN)
        expect(page.get_by_text("尚未设置技师。")).to_be_visible()
        page.goto(page.url.replace("/hall", "/waiting"))
        expect(page.get_by_text("目前没有在厂车辆。")).to_be_visible()
        expect(page.get_by_text("No car is in the house.")).to_be_visible()
        page.unroute_all()
        page.route("**/v1/**/hall", lambda route: route.fulfill(json={**shown, "open_spans": []}))
        page.reload()
        expect(page.get_by_text("现在是非营业时间。")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_and_all_fits_on_screens_of_any_size(
    browser: Browser, shop: Shop, language: str, theme: str
) -> None:
    with page_of(browser, language, size=TV) as page:
        for path in ("/hall", "/waiting"):
            shop.enter(page, f"{path}?theme={theme}", Role.SCREEN)
            expect(page.get_by_role("listitem").first).to_be_visible()
            assert violations(page) == []
            for width, height in ((1366, 768), (3840, 2160), TV):
                page.set_viewport_size({"width": width, "height": height})
                assert fits(page), (path, width)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_what_is_late_is_never_cut_off_by_the_name_of_a_bay(browser: Browser, shop: Shop, language: str) -> None:
    shown = shop.http.get(f"{shop.path}/hall").json()
    (one, *_) = (each for each in shown["technicians"] if each["now"])
    job = {**one["now"], "bay": "四轮定位与底盘检测工位 alignment and chassis", "standing": "at_risk"}
    there = {**one, "now": job, "next": {**job, "promised": "2026-03-18T17:00:00+08:00"}}
    with page_of(browser, language, size=TV) as page:
        page.route("**/v1/**/hall", lambda route: route.fulfill(json={**shown, "technicians": [there]}))
        shop.enter(page, "/hall", Role.SCREEN)
        expect(page.locator(".promise")).to_have_count(2)
        rooms = page.evaluate(
            """() => [...document.querySelectorAll('.second')].map((line) => [
              line.scrollWidth - line.clientWidth,
              line.querySelector('.bay').getBoundingClientRect().width,
            ])"""
        )
        assert all(beyond <= 1 for beyond, _ in rooms), rooms
        assert all(bay > 50 for _, bay in rooms), "and of the bay there is something to read"


def test_a_screen_stays_on_moves_a_little_and_loads_itself_at_night(browser: Browser, shop: Shop) -> None:
    shown = {**shop.http.get(f"{shop.path}/hall").json(), "at": "2026-03-17T00:50:30+08:00"}
    with page_of(browser, size=TV) as page:
        page.add_init_script(
            """Object.defineProperty(navigator, 'wakeLock', {value: {request: async (kind) => {
              window.kept = kind;
              return {release: async () => undefined};
            }}})"""
        )
        page.clock.install()
        page.route("**/v1/**/hall", lambda route: route.fulfill(json=shown))
        shop.enter(page, "/hall", Role.SCREEN)
        expect(page.get_by_role("table")).to_be_visible()
        assert page.evaluate("() => window.kept") == "screen"
        place = page.locator(".picture").get_attribute("style")
        page.clock.run_for(60_000)
        expect(page.locator(".picture")).not_to_have_attribute("style", place or "")
        page.evaluate("() => { window.isOld = true; }")
        page.clock.fast_forward("02:10:00")
        with page.expect_event("load"):
            page.clock.run_for(11 * 60_000)
        assert page.evaluate("() => window.isOld === undefined")


def test_a_foreman_gets_back_to_the_board(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/hall", Role.FOREMAN)
        page.get_by_role("button", name="Light").click()
        page.reload()
        expect(page.get_by_role("button", name="Dark")).to_be_visible()
        page.get_by_role("link", name="Board").click()
        expect(page.locator(".bar").first).to_be_visible()
