"""A plan document of the toy shop, for drawing."""

from __future__ import annotations

from dataclasses import replace

from api.contract import PlanDocument, plan_document
from optimizer.day import Day
from optimizer.plan import Assignment
from tests.api.toy import toy_day, toy_planner


def toy_document(num_visits: int = 6, *, day: Day | None = None) -> PlanDocument:
    """The toy planner's plan of the toy day."""
    day = day or toy_day(num_visits)
    return plan_document(day, toy_planner(day, deterministic=True))


def with_assignments(document_day: Day, *assignments: Assignment) -> PlanDocument:
    """A plan of exactly these assignments."""
    plan = toy_planner(document_day, deterministic=True)
    return plan_document(document_day, replace(plan, assignments=assignments, notes=()))
