"""Work orders from CSV: what is wrong is named by row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scenarios.errors import ScenarioError
from scenarios.orders import WorkOrder, read_orders

HEADER = "work_order_id,date,location_name,asset_id,job_type,repair_reason_id,labor_hours_est"
GOOD = "w1,2017-03-14,SHOP,car1,PM,,0.7"


def write(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_reads_rows_and_keeps_unknown_hours_unknown(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, "w2,2017-03-15,SHOP,car2,REPAIR,N,")
    assert read_orders(path) == (
        WorkOrder(order_id="w1", day=date(2017, 3, 14), vehicle="car1", preventive=True, reason="", hours=0.7),
        WorkOrder(order_id="w2", day=date(2017, 3, 15), vehicle="car2", preventive=False, reason="N", hours=None),
    )


def test_a_byte_order_mark_and_other_columns_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + ",x", header="\ufeff" + HEADER + ",notes")
    assert len(read_orders(path)) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("w2,14.3.2017,SHOP,car1,PM,,0.7", "row 3, column date: '14.3.2017' is no date such as 2017-03-14"),
        ("w2,2017-02-30,SHOP,car1,PM,,0.7", "row 3, column date: '2017-02-30' is no date"),
        ("w2,,SHOP,car1,PM,,0.7", "row 3, column date: the cell is empty"),
        ("w1,2017-03-14,SHOP,car1,PM,,0.7", "row 3, column work_order_id: w1 is already in row 2"),
        (",2017-03-14,SHOP,car1,PM,,0.7", "row 3, column work_order_id: the cell is empty"),
        ("w2,2017-03-14,SHOP,,PM,,0.7", "row 3, column asset_id: the cell is empty"),
        ("w2,2017-03-14,SHOP,car1,WASH,,0.7", "row 3, column job_type: 'WASH' is neither PM nor REPAIR"),
        ("w2,2017-03-14,SHOP,car1,PM,,0", "row 3, column labor_hours_est: '0' is no number of hours above 0"),
        ("w2,2017-03-14,SHOP,car1,PM,,-1", "row 3, column labor_hours_est: '-1' is no number of hours above 0"),
        ("w2,2017-03-14,SHOP,car1,PM,,nan", "row 3, column labor_hours_est: 'nan' is no number of hours above 0"),
        ("w2,2017-03-14,SHOP,car1,PM,,1h", "row 3, column labor_hours_est: '1h' is no number of hours above 0"),
        ("w2,2017-03-14,SHOP,car1", "row 3: 4 cells, but the header has 7 columns"),
    ],
)
def test_names_row_and_column(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read_orders(write(tmp_path, GOOD, row))
    assert why in str(error.value)
    assert "orders.csv" in str(error.value)


def test_names_the_columns_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="row 1: column asset_id, labor_hours_est is missing; found: work_order_id"):
        read_orders(write(tmp_path, header="work_order_id,date,job_type,repair_reason_id"))


def test_names_the_place_of_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\nw2,2017-03-14,车间,car2,PM,,1\n".encode("gb18030"))
    with pytest.raises(
        ScenarioError, match="row 3, column location_name: byte 0xb3 is no UTF-8; save the file as UTF-8"
    ):
        read_orders(path)


def test_a_spreadsheets_utf16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-16")
    with pytest.raises(ScenarioError, match="row 1, column 1: byte 0xff is no UTF-8"):
        read_orders(path)


@pytest.mark.parametrize(("text", "why"), [("", "the file is empty"), (HEADER, "no work order below the header")])
def test_a_file_without_orders_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=why):
        read_orders(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"absent\.csv: cannot be read"):
        read_orders(tmp_path / "absent.csv")


def test_a_quote_that_never_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is no CSV"):
        read_orders(write(tmp_path, 'w2,"2017-03-14,SHOP,car1,PM,,1'))
