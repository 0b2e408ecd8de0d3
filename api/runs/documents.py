"""Days and plans of re-plans as JSON texts: our own, well formed, read ten times as fast as those of the contract."""

from __future__ import annotations

from pydantic import TypeAdapter

from api.contract import plan_document
from api.runs.records import RunOptions
from optimizer.day import Day
from optimizer.plan import Plan

DAY = TypeAdapter(Day)
PLAN = TypeAdapter(Plan)


def plan_as_told(options: RunOptions, day: str, plan: str) -> str:
    """The plan of a run as the contract has it, of whichever kind the run is."""
    if options.goal is None:
        return plan
    return plan_document(DAY.validate_json(day), PLAN.validate_json(plan)).model_dump_json()
