"""The meter passes on the first report, one an interval, and the last."""

from __future__ import annotations

from api.runs.meter import Meter
from api.runs.records import RunProgress


def test_reports_are_thinned_out_and_the_last_one_is_kept() -> None:
    written: list[RunProgress] = []
    meter = Meter(written.append, interval_s=0.5)
    for tenth in range(13):
        meter(RunProgress(seconds=tenth / 10, phase="improve", cost=100 - tenth, promise=9, unavoidable=4))
    assert [report.seconds for report in written] == [0.0, 0.5, 1.0]
    meter.flush()
    meter.flush()
    assert [report.seconds for report in written] == [0.0, 0.5, 1.0, 1.2]
    assert (written[-1].cost, written[-1].avoidable) == (88, 5)
