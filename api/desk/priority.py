"""From what is known of a customer and the car to a priority class, with its reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.policy import Policy, PriorityClass

_CUSTOMER_CLASSES = {"A": PriorityClass.CLASS_A, "B": PriorityClass.CLASS_B, "C": PriorityClass.CLASS_C}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFacts:
    """What the desk asks. ``serious``: damages demanded, repeat repair, important safety part, fire, law, media.

    ``customer_class``: A, B or C of the customer file (ABC), None when not known.
    """

    comeback: bool = False
    safety_related: bool = False
    complaint: bool = False
    serious: bool = False
    vic: bool = False
    customer_class: str | None = None


def priority_of(facts: PriorityFacts, *, waits: bool, policy: Policy) -> tuple[PriorityClass, str]:
    """The highest class that the facts give, in the order of the policy, and why.

    Classes that the policy does not list are passed over; without any left, the policy's last one.
    """
    given = dict(_given(facts, waits=waits))
    for rule in policy.classes:
        if rule.priority_class in given:
            return rule.priority_class, given[rule.priority_class]
    return policy.classes[-1].priority_class, "no fact gives a class that the policy lists"


def _given(facts: PriorityFacts, *, waits: bool) -> Iterator[tuple[PriorityClass, str]]:
    if facts.comeback and facts.safety_related:
        yield PriorityClass.SAFETY_COMEBACK, "comeback that concerns safety 与安全有关的返修"
    elif facts.complaint and (facts.serious or facts.safety_related):
        yield PriorityClass.SAFETY_COMEBACK, "serious complaint 重大投诉"
    if facts.complaint:
        yield PriorityClass.COMPLAINT, "complaint 投诉"
    elif facts.comeback:
        yield PriorityClass.COMPLAINT, "comeback 返修"
    if facts.vic:
        yield PriorityClass.VIC, "very important customer VIC客户"
    if waits:
        yield PriorityClass.WAITING, "customer waits 客户等待"
    if facts.customer_class is not None:
        name = facts.customer_class
        yield _CUSTOMER_CLASSES[name], f"class {name} of the customer file {name}类客户"
    yield PriorityClass.REST, "in order of booking 按预约顺序"
