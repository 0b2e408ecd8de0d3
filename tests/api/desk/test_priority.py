"""From facts to a priority class."""

from __future__ import annotations

import pytest

from api.desk.priority import PriorityFacts, priority_of
from optimizer.policy import ClassRule, Policy, PriorityClass

POLICY = Policy()


@pytest.mark.parametrize(
    ("facts", "waits", "wanted"),
    [
        (PriorityFacts(), False, PriorityClass.REST),
        (PriorityFacts(), True, PriorityClass.WAITING),
        (PriorityFacts(customer_class="B"), False, PriorityClass.CLASS_B),
        (PriorityFacts(customer_class="A"), True, PriorityClass.WAITING),
        (PriorityFacts(vic=True), True, PriorityClass.VIC),
        (PriorityFacts(comeback=True), False, PriorityClass.COMPLAINT),
        (PriorityFacts(complaint=True, vic=True), False, PriorityClass.COMPLAINT),
        (PriorityFacts(comeback=True, safety_related=True), False, PriorityClass.SAFETY_COMEBACK),
        (PriorityFacts(complaint=True, serious=True), False, PriorityClass.SAFETY_COMEBACK),
        (PriorityFacts(safety_related=True), False, PriorityClass.REST),
        (PriorityFacts(serious=True), False, PriorityClass.REST),
    ],
)
def test_the_highest_class_that_the_facts_give(facts: PriorityFacts, waits: bool, wanted: PriorityClass) -> None:
    found, reason = priority_of(facts, waits=waits, policy=POLICY)
    assert found is wanted
    assert reason


def test_the_policy_orders_the_classes() -> None:
    rules = (
        ClassRule(priority_class=PriorityClass.WAITING, weight=9),
        ClassRule(priority_class=PriorityClass.VIC, weight=8),
        ClassRule(priority_class=PriorityClass.REST, weight=1),
    )
    policy = Policy(classes=rules)
    assert priority_of(PriorityFacts(vic=True), waits=True, policy=policy)[0] is PriorityClass.WAITING
    assert priority_of(PriorityFacts(complaint=True), waits=False, policy=policy)[0] is PriorityClass.REST


def test_without_a_class_for_it_the_lowest_that_there_is() -> None:
    policy = Policy(classes=(ClassRule(priority_class=PriorityClass.VIC, weight=1),))
    assert priority_of(PriorityFacts(), waits=False, policy=policy)[0] is PriorityClass.VIC
