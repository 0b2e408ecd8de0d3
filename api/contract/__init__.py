"""The JSON contract of a day and of a plan, version 1: docs/contract.md."""

from api.contract.day import DAY_KIND, VERSION, DayDocument, read_day, write_day
from api.contract.plan_document import (
    PLAN_KIND,
    PlanDocument,
    plan_document,
    read_plan,
    read_plan_document,
    write_plan,
)

__all__ = [
    "DAY_KIND",
    "PLAN_KIND",
    "VERSION",
    "DayDocument",
    "PlanDocument",
    "plan_document",
    "read_day",
    "read_plan",
    "read_plan_document",
    "write_day",
    "write_plan",
]
