"""Requests made up from the OpenAPI document, at every operation: no 5xx, and no answer that it does not tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from pydantic import JsonValue
from requests import Session
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import Connection

from api.notices.writing import NoticeWriter
from api.replans.decision_records import Decided, DecisionKind
from api.replans.decision_rows import insert_decision
from api.replans.records import Trigger
from api.service.app import create_app
from api.service.settings import ServiceSettings
from optimizer.goals import Goal
from optimizer.notices import Caller, Notice, NoticeKind
from tests.api.desk.desks import DeskClient, DeskService, desk_service, on
from tests.api.floor.floors import told
from tests.api.served import Client
from tests.api.toy import toy_day, toy_planner
from tests.scenarios.setup.shops import tiny

AnyCase: TypeAlias = Case[Any]  # generic in what the library knows of an operation

DOCUMENT = create_app(ServiceSettings(data=Path("unused")), toy_planner).openapi()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
# A stream without an end; it has tests of its own.
ENDLESS = "/v1/workshops/{workshop_id}/events/stream"
OPERATIONS = sorted(
    (path, method.upper()) for path, methods in DOCUMENT["paths"].items() for method in methods if path != ENDLESS
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Bodies of whole documents take long to make up.
LARGE = frozenset({"/v1/plans", "/v1/workshops", "/v1/workshops/{workshop_id}/setup"})


@dataclass(frozen=True)
class World:
    """A workshop with an appointment in it, and what made-up paths and bodies find there when they are led to it."""

    desk: DeskClient
    path: Mapping[str, str]
    body: Mapping[str, JsonValue]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskService]:
    """A service on SQLite."""
    with desk_service(tmp_path_factory.mktemp("fuzz")) as found:
        yield found


@pytest.fixture(scope="module")
def run_id(service: DeskService) -> str:
    """A run that has a plan."""
    run: str = Client(service.http).send(toy_day(1), {"Prefer": "wait=20"}, deterministic="true").json()["id"]
    return run


@pytest.fixture
def world(service: DeskService, run_id: str) -> World:
    """A world of its own for each operation: some take it down."""
    desk = service.client(tiny(), on("08:00"))
    path = {
        "workshop_id": desk.path.rsplit("/", 1)[-1],
        "appointment_id": desk.book().json()["id"],
        "run_id": run_id,
        "notice_id": a_notice(desk),
        "event_id": told(desk, {"type": "technician_absent", "technician_id": "bob"})[0]["event_id"],
        "replan_id": a_replan(desk),
        "decision_id": a_decision(desk),
        "version": "1",
    }
    body: dict[str, JsonValue] = {
        "operation_code": "OIL",
        "offer": desk.offers()[0]["token"],
        "time_limit_s": 0.05,
        "appointment_id": path["appointment_id"],
        "step_id": f"{path['appointment_id']}/work/1",
        "technician_id": "ann",
        "bay_id": "b1",
    }
    return World(desk, path, body)


def a_notice(desk: DeskClient) -> str:
    """A call about a new appointment."""
    one = desk.book().json()
    before = datetime.fromisoformat(one["promised"])
    told = Notice(
        visit_id=one["id"],
        kind=NoticeKind.PROMISE_MOVED,
        caller=Caller.DESK,
        promised_before=before,
        promised_after=before + timedelta(hours=1),
        call_by=before,
        reason=None,
    )
    workshop_id = desk.path.rsplit("/", 1)[-1]

    def write(connection: Connection) -> str:
        writer = NoticeWriter(connection=connection, workshop_id=workshop_id, now=desk.clock.now, actor="test")
        return writer.propose(told, None).notice_id

    return desk.services.database.transact(write)


def a_replan(desk: DeskClient) -> str:
    """A re-plan that nobody plans: its run waits."""
    asker = desk.services.replans.asker(desk.path.rsplit("/", 1)[-1], "test")
    question = asker.again([(Goal.BALANCED, None)], 0.05, Trigger.MANUAL)
    return desk.services.database.transact(lambda connection: asker.ask(connection, question)).replan.replan_id


def a_decision(desk: DeskClient) -> str:
    """A decision about an appointment of the next days."""
    one = desk.book().json()
    decided = Decided(kind=DecisionKind.RELEASE, released=(f"{one['id']}/work/1",))
    workshop_id = desk.path.rsplit("/", 1)[-1]

    def write(connection: Connection) -> str:
        now = desk.clock.now
        return insert_decision(connection, workshop_id, decided, reason="", actor="test", at=now).decision_id

    return desk.services.database.transact(write)


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[f"{method} {path}" for path, method in OPERATIONS])
def test_answers_are_as_documented(path: str, method: str, world: World) -> None:
    operation = SCHEMA[path][method]
    numbers = count()

    @seed(20170314)
    @settings(
        max_examples=examples_of(path),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: AnyCase) -> None:
        if next(numbers) % 4 != 3:
            lead_somewhere(case, world)
        with Session() as session:
            session.trust_env = False
            response = case.call(base_url=str(world.desk.http.base_url), session=session)
        case.validate_response(response, checks=CHECKS)

    ask()


def examples_of(path: str) -> int:
    """How many requests. The kinds of a set-up are alike: one piece of code has the routes of all."""
    if re.search("/setup/[a-z_]+/{item_id}", path):
        return 3
    return 4 if path in LARGE else 8


def lead_somewhere(case: AnyCase, world: World) -> None:
    """Most made-up ids, versions and offers are unknown: in three of four requests they become those that there are."""
    case.path_parameters = {name: world.path.get(name, value) for name, value in case.path_parameters.items()}
    if "If-Match" in case.headers:
        case.headers["If-Match"] = "*"
    if case.operation.label == "POST /v1/plans":
        case.query["deterministic"] = "true"  # ends at once
    if isinstance(case.body, dict | list):
        case.body = _led(case.body, world.body)


def _led(value: JsonValue, known: Mapping[str, JsonValue]) -> JsonValue:
    if isinstance(value, dict):
        return {key: known[key] if key in known else _led(each, known) for key, each in value.items()}
    if isinstance(value, list):
        return [_led(each, known) for each in value]
    return value


def test_every_operation_is_tried() -> None:
    assert len(OPERATIONS) + 1 == len(list(SCHEMA.get_all_operations()))
    assert len(OPERATIONS) > 50
