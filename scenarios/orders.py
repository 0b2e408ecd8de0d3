"""Work orders of a garage from a CSV file, one a row."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scenarios.errors import ScenarioError

ID, DATE, VEHICLE = "work_order_id", "date", "asset_id"
JOB_TYPE, REASON, HOURS = "job_type", "repair_reason_id", "labor_hours_est"
COLUMNS = (ID, DATE, VEHICLE, JOB_TYPE, REASON, HOURS)
PREVENTIVE, REPAIR = "PM", "REPAIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder:
    """One row. ``hours`` is labour, None where the file does not know it; ``reason`` is a code or empty."""

    order_id: str
    day: date
    vehicle: str
    preventive: bool
    reason: str
    hours: float | None


def read_orders(path: Path) -> tuple[WorkOrder, ...]:
    """Every work order of a UTF-8 CSV file with at least the columns ``COLUMNS``, in the order of the file.

    Raises ``ScenarioError`` naming file, row (the header is row 1) and column for a file that cannot be read,
    other encodings, missing columns, cells that are no date, hours or job type, and an id used twice.
    """
    rows = _rows(path)
    if not rows:
        raise ScenarioError(f"{path}: the file is empty; its first row must name the columns {', '.join(COLUMNS)}")
    header = [name.strip() for name in rows[0]]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise ScenarioError(f"{path}, row 1: column {', '.join(missing)} is missing; found: {', '.join(header)}")
    orders: list[WorkOrder] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(header):
            raise ScenarioError(f"{path}, row {number}: {len(cells)} cells, but the header has {len(header)} columns")
        order = _order(_Row(path, number, dict(zip(header, map(str.strip, cells), strict=True))))
        if order.order_id in seen:
            before = seen[order.order_id]
            raise ScenarioError(f"{path}, row {number}, column {ID}: {order.order_id} is already in row {before}")
        seen[order.order_id] = number
        orders.append(order)
    if not orders:
        raise ScenarioError(f"{path}: no work order below the header")
    return tuple(orders)


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        if not self.cells[column]:
            raise self.error(column, "the cell is empty")
        return self.cells[column]

    def error(self, column: str, why: str) -> ScenarioError:
        return ScenarioError(f"{self.path}, row {self.number}, column {column}: {why}")


def _order(row: _Row) -> WorkOrder:
    job_type = row.text(JOB_TYPE).upper()
    if job_type not in (PREVENTIVE, REPAIR):
        raise row.error(JOB_TYPE, f"{job_type!r} is neither {PREVENTIVE} nor {REPAIR}")
    return WorkOrder(
        order_id=row.text(ID),
        day=_date(row),
        vehicle=row.text(VEHICLE),
        preventive=job_type == PREVENTIVE,
        reason=row.cells[REASON].upper(),
        hours=_hours(row),
    )


def _date(row: _Row) -> date:
    text = row.text(DATE)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise row.error(DATE, f"{text!r} is no date such as 2017-03-14") from None


def _hours(row: _Row) -> float | None:
    text = row.cells[HOURS]
    if not text:
        return None
    try:
        hours = float(text)
    except ValueError:
        hours = math.nan
    if not (math.isfinite(hours) and hours > 0):
        raise row.error(HOURS, f"{text!r} is no number of hours above 0; leave the cell empty when it is unknown")
    return hours


def _rows(path: Path) -> list[Sequence[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(_no_utf8(path, data, error.start)) from error
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error as error:
        raise ScenarioError(f"{path}: is no CSV ({error})") from error


def _no_utf8(path: Path, data: bytes, at: int) -> str:
    """Names row and column of the first byte that is no UTF-8, as far as commas and line ends tell."""
    before = data[:at]
    row = before.count(b"\n") + 1
    position = before.rpartition(b"\n")[2].count(b",")
    header = data.partition(b"\n")[0].decode("latin-1").strip().split(",")
    column = header[position] if row > 1 and position < len(header) else f"{position + 1}"
    return f"{path}, row {row}, column {column}: byte {data[at]:#04x} is no UTF-8; save the file as UTF-8 CSV"
