"""Under an open page the service is killed, or the session ends: it says so, keeps what was typed, is right again."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect

from tests.api.served import asking
from tests.browser.pages import log_in, page_of, violations
from tests.browser.shop import WORKSHOP

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def in_a_process(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """The example shop in a process of its own, killed at the latest at the end."""
    command = [sys.executable, "-m", "tests.browser.shop_process", str(folder), str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            with asking(f"http://127.0.0.1:{port}", process.stdout.readline().strip()) as http:
                yield process, http
        finally:
            process.kill()


def rename(http: httpx.Client, name: str) -> None:
    """Give the first technician another name."""
    place = f"/v1/workshops/{WORKSHOP}/setup/technicians"
    first = http.get(place).raise_for_status().json()["items"][0]
    seen = http.get(f"{place}/{first['id']}").raise_for_status()
    changed = {**seen.json()["document"], "name": name}
    headers = {"If-Match": seen.headers["etag"]}
    http.put(f"{place}/{first['id']}", json=changed, headers=headers).raise_for_status()


def test_the_board_outlives_a_killed_service(browser: Browser, tmp_path: Path) -> None:
    folder, port = tmp_path / "store", free_port()
    with page_of(browser, expected="ERR_") as page:
        with in_a_process(folder, port) as (process, http):
            key = http.headers["Authorization"].removeprefix("Bearer ")
            log_in(page, f"http://127.0.0.1:{port}", key, "/board")
            expect(page.locator("[data-row]").first).to_be_visible()
            page.evaluate("window.stays = true")
            process.kill()  # SIGKILL: nothing can be tidied up
            process.wait()
        expect(page.locator(".banner")).to_contain_text("does not answer")
        assert violations(page) == []
        with in_a_process(folder, port) as (_, http):
            expect(page.locator(".banner")).to_have_count(0)
            rename(http, "Returned 归来")
            expect(page.locator("[data-row]").filter(has_text="Returned 归来").first).to_be_visible()
            assert page.evaluate("window.stays"), "the page was not loaded again"


def test_a_session_that_ends_takes_nothing_that_was_typed(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with (
        in_a_process(tmp_path / "store", port) as (_, http),
        page_of(browser, expected="401") as page,
    ):
        address, key = f"http://127.0.0.1:{port}", http.headers["Authorization"].removeprefix("Bearer ")
        log_in(page, address, key, "/desk")
        plate = page.get_by_label("Plate, name or phone")
        plate.fill("粤A12345")
        other = page.context.new_page()
        other.goto(f"{address}/desk")
        other.get_by_role("button", name="Log out").click()
        other.wait_for_url("**/login")
        page.bring_to_front()
        plate.press("End")
        plate.type("6")
        expect(page.locator(".banner")).to_contain_text("Your session has ended")
        assert violations(page) == []
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Log in in a new window").click()
        opened.value.locator("#key").fill(key)
        opened.value.locator("main form button").click()
        opened.value.wait_for_url(f"{address}/")
        expect(page.locator(".banner")).to_have_count(0)
        expect(plate).to_have_value("粤A123456")
