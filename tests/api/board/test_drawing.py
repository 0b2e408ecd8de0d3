"""The drawing and the files: well-formed, escaped, readable, complete in themselves."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from api.board.assets import asset
from api.board.file import html_file, svg_file
from api.board.markup import Markup, el
from api.board.view import RowsBy
from api.board.words import Language
from optimizer.workshop import Technician
from tests.api.board.plans import toy_document
from tests.api.toy import toy_day

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & \"Co\" 'x'"


class Text(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words.append(data)


@pytest.mark.parametrize("rows_by", RowsBy)
@pytest.mark.parametrize("language", Language)
def test_the_picture_is_well_formed_and_every_bar_says_what_it_is(rows_by: RowsBy, language: Language) -> None:
    root = ElementTree.fromstring(svg_file(toy_document(6), language, rows_by))
    bars = [group for group in root.iter(f"{SVG}g") if group.get("class", "").startswith("bar ")]
    assert len(bars) >= 6
    for bar in bars:
        title = bar.findtext(f"{SVG}title") or ""
        assert title.split("\n")[0] in (bar.get("aria-label") or "")
        assert re.search(r"\d\d:\d\d–", title)


def test_nothing_is_drawn_outside_the_picture() -> None:
    root = ElementTree.fromstring(svg_file(toy_document(10), Language.EN))
    width = float(root.get("width", "0"))
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("class") in ("body", "held", "pause"):
            assert float(rect.get("x", "0")) >= 0
            assert float(rect.get("width", "0")) > 0
            assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= width


def test_names_from_outside_stay_words() -> None:
    day = toy_day(2)
    named = (replace(day.workshop.technicians[0], name=HOSTILE), *day.workshop.technicians[1:])
    visits = (replace(day.visits[0], plate=HOSTILE), day.visits[1])
    document = toy_document(day=replace(day, workshop=replace(day.workshop, technicians=named), visits=visits))
    html = html_file(document, Language.EN)
    assert "<script>alert" not in html
    assert html.count("<script>") == 1
    ElementTree.fromstring(svg_file(document, Language.EN))


def test_the_file_needs_nothing_and_may_load_nothing() -> None:
    html = html_file(toy_document(3), Language.EN)
    read = Text(html)
    for tag, attributes in read.tags:
        assert "src" not in attributes, tag
        if tag != "a":
            assert "href" not in attributes, tag
    policy = next(a["content"] for t, a in read.tags if t == "meta" and a.get("http-equiv")) or ""
    assert "default-src 'none'" in policy
    for name in ("style", "script"):
        inside = re.search(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ["Capacity sheet", "Total hours available", "Lateness", "bay 4 is out of order until 17:00"]),
        (Language.ZH, ["预约管控表", "可用总工时", "延误", "工位4停用至17:00"]),
    ],
)
def test_the_page_is_in_its_language(language: Language, words: list[str]) -> None:
    html = html_file(toy_document(6), language)
    assert f'<html lang="{language.tag}">' in html
    text = " ".join(Text(html).words)
    for word in words:
        assert word in text


def test_the_capacity_sheet_adds_up() -> None:
    html = html_file(toy_document(4), Language.EN)
    sheet = html.split('class="sheet"', 1)[1].split("</table>", 1)[0]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in sheet.split("<tr")[1:]]
    head, *people, total = rows
    assert head[1:11] == [str(hour) for hour in range(8, 18)]
    assert len(people) == 5
    for column in range(11, 14):
        assert abs(sum(float(row[column]) for row in people) - float(total[column])) < 0.26
    for column in range(1, 11):
        assert sum(int(row[column]) for row in people if row[column].isdigit()) == int(total[column])


def test_without_notes_and_late_cars_there_is_good_news() -> None:
    day = toy_day(1)
    document = toy_document(day=day)
    plan = document.plan.model_copy(update={"notes": ()})
    html = html_file(document.model_copy(update={"plan": plan}), Language.EN)
    assert "Every promise can be kept." in html


def test_late_cars_are_told_even_without_a_note() -> None:
    document = toy_document(8)
    plan = document.plan.model_copy(update={"notes": ()})
    html = html_file(document.model_copy(update={"plan": plan}), Language.EN)
    assert "Every promise can be kept." not in html
    assert "Promise is late in this plan" in html


def test_markup_escapes_all_but_markup() -> None:
    assert el("p", "a<b", Markup("<i>c</i>"), title='"x"', hidden=True, id=None) == (
        '<p title="&quot;x&quot;" hidden>a&lt;b<i>c</i></p>'
    )


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours written as ``#rrggbb``."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_on_bars_can_be_read() -> None:
    css = asset("board.css")
    ink = re.search(r"\.bar text \{ fill: (#\w{6})", css)
    assert ink is not None
    fills = re.findall(r"\.body \{ fill: (#\w{6})", css)
    assert len(fills) == 7
    for fill in fills:
        assert contrast(ink[1], fill) >= 7, fill


def test_a_technician_without_a_name_is_shown_by_id() -> None:
    day = toy_day(1)
    nameless = (replace(day.workshop.technicians[0], name=""), *day.workshop.technicians[1:])
    assert isinstance(nameless[0], Technician)
    svg = svg_file(toy_document(day=replace(day, workshop=replace(day.workshop, technicians=nameless))), Language.EN)
    assert ">T1</text>" in svg
