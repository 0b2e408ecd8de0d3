"""The command as a process: signals, exit codes, ports and folders."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.contract import read_plan
from api.store.database import Database
from tests.api.commands.run import day_file, heijunka, orders_file
from tests.api.toy import toy_day

ROOT = Path(__file__).parent.parent.parent.parent
COMMAND = [sys.executable, "-m", "tests.api.commands.toy_heijunka"]
PATIENCE_S = 180.0


@contextmanager
def started(*arguments: str | Path, home: Path) -> Iterator[subprocess.Popen[str]]:
    """The command under way."""
    # What is compiled stays where it is: a home of its own would compile it anew.
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    own = {"HOME": str(home), "XDG_CACHE_HOME": cache, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
    environment = {**os.environ, **own}
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], words: str, *, of_errors: bool = False) -> str:
    """Lines up to the one that has the words."""
    stream = process.stderr if of_errors else process.stdout
    assert stream is not None
    read = ""
    for line in stream:
        read += line
        if words in line:
            return read
    raise AssertionError(f"ended without saying {words!r}:\n{read}")


def test_ctrl_c_ends_planning_with_the_best_plan(tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    with started("plan", day_file(tmp_path, toy_day(3)), "--time-limit", "600", "-o", out, home=tmp_path) as process:
        read_until(process, "improve", of_errors=True)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, errors
    assert "best plan so far" in errors
    assert read_plan(out.read_bytes()).assignments


def test_ctrl_c_in_a_history_keeps_the_dates_planned(tmp_path: Path) -> None:
    orders = orders_file(tmp_path, dict.fromkeys(range(13, 18), 1))
    with started("plan", "--history", orders, "--time-limit", "1.0", home=tmp_path) as process:
        read_until(process, "2017-03-13: late", of_errors=True)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, errors
    assert "of 5 dates planned" in errors


def test_demo_once_takes_the_next_free_port_says_so_and_checks_itself(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(
            "demo", "--once", "--port", str(port), "--time-limit", "0.2", "--appointments", "0", home=tmp_path
        ) as process:
            output, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, errors
    assert f"port {port} is taken" in errors
    for words in ("Cars planned", "Cost, term by term", "Board", "/docs", "all well"):
        assert words in output


def test_demo_has_a_day_in_progress_that_goes_on_at_the_next_start(tmp_path: Path) -> None:
    store = tmp_path / "store"
    arguments = ("--once", "--port", "0", "--time-limit", "0.2", "--appointments", "6", "--data", store)

    def start(*more: str) -> tuple[int | None, str, str]:
        with started("demo", *arguments, *more, home=tmp_path) as process:
            output, errors = process.communicate(timeout=PATIENCE_S)
        return process.returncode, output, " ".join(errors.split())

    code, output, errors = start()
    assert code == 0, errors
    assert "6 of 6 customers got an appointment on" in errors
    day = re.search(r"(\S+) 10:20 in the shop: the day planned and re-planned", errors)
    assert day is not None, errors
    assert "/v1/workshops/default/slots:search" in output
    code, _, errors = start("--at", "15:00")
    assert code == 0, errors
    assert f"{day[1]} 15:00 in the shop: the day of the store goes on" in errors
    code, _, errors = start("--at", "14:00")
    assert code == 2
    assert "already: take a later time, or another folder" in errors
    # The shop has closed meanwhile.
    (store / "demo.clock").write_text(f"{day[1]}T18:00:00+08:00\n", encoding="utf-8")
    code, _, errors = start()
    assert code == 0, errors
    after = re.search(r"(\S+) 10:20 in the shop: the day planned and re-planned", errors)
    assert after is not None, errors
    assert after[1] > day[1]


def test_demo_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    arguments = (
        "--no-browser",
        "--port",
        "0",
        "--time-limit",
        "0.2",
        "--appointments",
        "0",
        "--data",
        tmp_path / "store",
    )
    with started("demo", *arguments, home=tmp_path) as process:
        said = read_until(process, "ctrl-c ends it")
        address = next(word for word in said.split() if word.startswith("http://"))
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(address) as page:
            assert "/static/app/" in page.read().decode()
        with browser.open(address.partition("/login")[0]) as page:
            assert "/static/app/" in page.read().decode(), "still logged in"
        key = next(word for word in said.split() if word.startswith("hj_"))
        assert (tmp_path / "store" / "demo.key").read_text().strip() == key
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0


def test_demo_falls_back_to_a_temporary_folder_and_says_so(tmp_path: Path) -> None:
    busy = tmp_path / "busy"
    with (
        closing(Database(busy)),
        started(
            "demo", "--once", "--port", "0", "--time-limit", "0.2", "--appointments", "0", "--data", busy, home=tmp_path
        ) as process,
    ):
        _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, errors
    assert "another Heijunka service" in errors
    assert "temporary folder" in errors


def test_serve_ends_by_a_signal_with_the_best_plan(tmp_path: Path) -> None:
    data = tmp_path / "store"
    headers = {"Authorization": f"Bearer {heijunka('key', 'create', '--data', data).stdout.strip()}"}
    with started("serve", "--port", "0", "--data", data, home=tmp_path) as process:
        said = read_until(process, "http://", of_errors=True)
        address = next(word for word in said.split() if word.startswith("http://"))
        body = day_file(tmp_path, toy_day(2)).read_bytes()
        request = urllib.request.Request(
            f"{address}/v1/plans?time_limit_s=600", body, {"Content-Type": "application/json", **headers}
        )
        with urllib.request.urlopen(request) as answer:
            location = answer.headers["Location"]
        run = urllib.request.Request(address + location, headers=headers)
        while b'"phase"' not in urllib.request.urlopen(run).read():
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)
    with closing(Database(data)) as database, database.read() as connection:
        (row,) = connection.exec_driver_sql("SELECT status, ended_by, plan IS NOT NULL FROM runs").all()
    assert tuple(row) == ("succeeded", "shutdown", 1)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "::"])
def test_serve_does_not_listen_to_the_world_unasked(host: str) -> None:
    result = heijunka("serve", "--host", host)
    assert result.exit_code == 2
    assert "--allow-remote" in result.stderr
    assert "plain HTTP" in result.stderr


def test_serve_says_that_a_port_is_taken(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = heijunka("serve", "--port", str(port), "--data", tmp_path)
    assert (result.exit_code, str(port) in result.stderr) == (2, True)
