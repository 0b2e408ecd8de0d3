"""The OpenAPI document is a promise: it changes only on purpose, and its examples are true."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from api.contract import read_day, read_plan
from api.service.app import create_app
from api.service.example_day import day_example, example_day, example_plan, plan_example
from api.service.responses import implied
from api.service.settings import ServiceSettings
from optimizer.referee import violations
from tests.api.served import Client
from tests.api.toy import toy_planner

SNAPSHOT = Path(__file__).parent / "openapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document as it is served."""
    app = create_app(ServiceSettings(data=Path("unused")), toy_planner)
    found: dict[str, Any] = json.loads(json.dumps(app.openapi()))
    return found


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All operations of all paths."""
    return [operation for path in document["paths"].values() for operation in path.values()]


def test_it_is_the_one_agreed_on(document: dict[str, Any]) -> None:
    """After a change on purpose: ``HEIJUNKA_WRITE_SNAPSHOTS=1 pytest tests/api/service/test_openapi.py``."""
    if os.environ.get("HEIJUNKA_WRITE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert document == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_has_a_name_of_its_own_and_words(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(document)]
    assert len(set(names)) == len(names)
    assert {"createPlan", "getHealth"} <= set(names)
    told = {tag["name"] for tag in document["tags"]}
    for operation in operations(document):
        assert re.fullmatch(r"[a-z][a-z]+([A-Z][a-z]+)+", operation["operationId"])
        assert operation["summary"]
        assert operation["description"]
        assert len(operation["tags"]) == 1
        assert set(operation["tags"]) <= told
        assert all(answer["description"] for answer in operation["responses"].values())


def test_every_parameter_is_told_of_or_bounded(document: dict[str, Any]) -> None:
    for operation in operations(document):
        for parameter in operation.get("parameters", ()):
            words = parameter.get("description") or parameter["schema"].keys() - {"type", "title"}
            assert words, (operation["operationId"], parameter["name"])


def test_refusals_follow_from_the_shape_of_a_route(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            documented = {int(status) for status in operation["responses"]}
            assert implied(path, operation) <= documented, operation["operationId"]
    assert implied("/healthz", {}) == set()
    assert implied("/v1/x", {}) == {401, 403, 429, 503}
    key = {"in": "header", "name": "Idempotency-Key"}
    assert {409, 422} <= implied("/v1/x", {"parameters": [key]})
    etag = {"in": "header", "name": "If-Match"}
    assert {412, 428} <= implied("/v1/x", {"parameters": [etag]})


def test_words_of_a_route_stay(document: dict[str, Any]) -> None:
    answers = document["paths"]["/v1/plans/{run_id}"]["get"]["responses"]
    assert answers["404"]["description"] == "There is no such run."
    assert answers["401"]["headers"].keys() == {"WWW-Authenticate"}


def test_every_body_has_an_example_that_fits_its_schema(document: dict[str, Any]) -> None:
    checked = 0
    for operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            for media_type, content in body.get("content", {}).items():
                if media_type in ("text/event-stream", "text/csv"):
                    assert content["example"]
                    continue
                name = content["schema"]["$ref"].rsplit("/", 1)[-1]
                example = document["components"]["schemas"][name]["example"]
                schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
                jsonschema.Draft202012Validator(schema).validate(example)
                checked += 1
    assert checked > 10


def test_no_reference_leads_nowhere(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    wanted = {part.split('"', 1)[0] for part in text.split("#/components/schemas/")[1:]}
    assert wanted <= set(document["components"]["schemas"])


def test_errors_are_problems_in_the_document_too(document: dict[str, Any]) -> None:
    for operation in operations(document):
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert list(answer["content"]) == ["application/problem+json"], (operation["operationId"], status)


def test_the_example_day_has_a_valid_plan() -> None:
    assert violations(example_day(), example_plan()) == ()
    assert read_day(json.dumps(day_example())) == read_day(json.dumps(day_example()).encode())
    assert read_plan(json.dumps(plan_example())).assignments


def test_the_example_is_accepted(client: Client) -> None:
    answer = client.http.post(
        "/v1/plans", json=day_example(), headers={"Prefer": "wait=20"}, params={"time_limit_s": 0.1}
    )
    assert answer.status_code == 201
    assert answer.json()["status"] == "succeeded"
    served = client.http.get("/openapi.json")
    assert served.json()["paths"].keys() >= {"/v1/plans", "/healthz"}
