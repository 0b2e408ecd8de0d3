"""Files of set-ups: YAML without its traps, each fault with its line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from api.contract.setup import read_setup
from api.contract.setup.short import dump_yaml, short_document, yaml_text
from api.contract.setup.source_file import read_source
from api.contract.source import UnreadableError
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.records import Setup
from scenarios.shop import SHOPS
from tests.api.contract.setup.test_setup_document import FULL
from tests.scenarios.setup.shops import tiny


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("08:30", "08:30"),  # in YAML 1.1 a number of seconds
        ("8:30", "8:30"),
        ("08:00-17:30", "08:00-17:30"),
        ("2026-10-01", "2026-10-01"),
        ("2026-03-16T08:30", "2026-03-16T08:30"),
        ("no", "no"),
        ("on", "on"),
        ("0123", "0123"),  # a part number, in YAML 1.1 an octal
        ("0o17", "0o17"),
        ("1e5", "1e5"),
        ("1_000", "1_000"),
        ("+7", "+7"),
        (".5", ".5"),
        ("NaN", "NaN"),
        ("17", 17),
        ("-3", -3),
        ("0.8", 0.8),
        ("1.5e3", 1500.0),
        ("true", True),
        ("null", None),
        ("~", None),
        ('"17"', "17"),
        ("[mon, tue]", ["mon", "tue"]),
        ("{a: 1}", {"a": 1}),
        ("", None),
    ],
)
def test_values_are_what_they_look_like(text: str, value: object) -> None:
    assert read_source(f"x: {text}\n".encode()).document == {"x": value}


@pytest.mark.parametrize("setup", [FULL, tiny(), setup_of_shop(SHOPS["small"], 3)], ids=["full", "tiny", "small"])
def test_a_set_up_in_short_is_the_same_set_up(setup: Setup) -> None:
    assert read_setup(read_source(yaml_text(setup).encode()).document) == setup
    assert read_setup(read_source(json.dumps(short_document(setup)).encode()).document) == setup


def test_in_short_the_usual_is_left_out() -> None:
    document = short_document(replace(tiny(), loan_cars=0))
    assert "loan_cars" not in document
    assert "policy" not in document
    assert document["bays"] == [{"bay_id": "b1", "capabilities": ["LIFT"]}]


def test_every_place_has_its_line() -> None:
    source = read_source(b"a: 1\nb:\n  - x: 2\n  - {y: 3}\n")
    assert [source.line_of(place) for place in ("/a", "/b/0/x", "/b/1", "/b/1/y/deeper", "/missing", "")] == [
        1,
        3,
        4,
        4,
        1,
        1,
    ]


def test_names_for_parts_are_read_as_what_they_name() -> None:
    assert read_source(b"a: &one {x: 1}\nb: *one\n").document == {"a": {"x": 1}, "b": {"x": 1}}


def test_a_key_that_is_there_twice_is_a_fault_at_its_place() -> None:
    (fault,) = read_source(b"a: {x: 1, x: 2}\n").faults
    assert (fault.pointer, fault.code) == ("/a/x", "repeated_field")
    (fault,) = read_source(b'{"a": 1, "a": 2}').faults
    assert (fault.pointer, fault.code) == ("/a", "repeated_field")


def test_a_tag_is_a_fault_and_makes_nothing() -> None:
    (fault,) = read_source(b"a: !!python/name:os.system x\n").faults
    assert (fault.pointer, fault.code) == ("/a", "unknown_tag")


BILLIONS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"a: [1\n", "not_yaml", "line 2, column 1"),
        (b"a: 1\n\tb: 2\n", "not_yaml", "line 2"),
        (b"a: 1\n---\nb: 2\n", "not_yaml", "line 2"),
        (b"a: *nothing\n", "not_yaml", "line 1"),
        (b"a: &a [*a]\n", "not_yaml", "nested too deep"),
        (b"[1]: 2\n", "not_yaml", "line 1"),
        (b"- a\n", "wrong_type", "not an object"),
        (b"", "wrong_type", "not an object"),
        (b'{"a": ', "not_json", "line 1"),
        ("name: 广州".encode("gb18030"), "not_utf8", "GB18030"),
        ("a: 1".encode("utf-16"), "not_utf8", "UTF-16"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(data: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_source(data)
    assert caught.value.fault.code == code
    assert words in caught.value.fault.message
    assert caught.value.fault.remedy


def test_a_short_text_that_stands_for_a_huge_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.contract.setup.source_file._MOST_VALUES", 10_000)
    with pytest.raises(UnreadableError, match="too long"):
        read_source(BILLIONS.encode())


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(read_source(data).document, dict)
    except UnreadableError as error:
        assert error.fault.message


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**9), 10**9)
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_what_is_written_of_json_is_read_back(value: JsonValue) -> None:
    assert read_source(dump_yaml({"x": value}).encode()).document == {"x": value}
