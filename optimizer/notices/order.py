"""Whom to call first."""

from __future__ import annotations

from datetime import datetime, timedelta

from optimizer.policy import Policy, PriorityClass

SOON = timedelta(minutes=60)  # ours


def call_order(
    call_by: datetime | None, priority_class: PriorityClass, now: datetime, policy: Policy
) -> tuple[bool, int, float]:
    """A key to sort calls by, the first to make being the smallest.

    Calls that make sense for less than ``SOON`` come first, the shortest first, then by class; the others by class in
    the order of the policy, then the shortest first. What always makes sense comes last in its class.
    """
    left = float("inf") if call_by is None else (call_by - now).total_seconds()
    classes = [rule.priority_class for rule in policy.classes]
    rank = classes.index(priority_class) if priority_class in classes else len(classes)
    if left <= SOON.total_seconds():
        return False, 0, left
    return True, rank, left
