"""How much a change is worth in a re-plan: more than a minute of lateness, far less than a promise."""

from __future__ import annotations

from dataclasses import replace

from optimizer.policy import Weights

CHANGE_MINUTES = 15  # class-weighted minutes of lateness that a changed start must save
_SHARE = 20  # a start, people or a place other than published, anywhere, costs a twentieth of a changed start
_DESK_WAIT_MINUTES = 20  # a customer at the desk is not let wait longer for the sake of one such place


def steady(weights: Weights) -> Weights:
    """The weights by which a re-plan searches: the disturbance tier lifted until a changed start weighs
    ``CHANGE_MINUTES`` class-weighted minutes late.

    Calls, minutes moved and changed hands keep their proportion to it, and what a customer waits at the desk is lifted
    with it: else a car that is ready would be handed over tomorrow, because nobody else need move then. A policy that
    lets changed starts cost nothing, or more than that already, keeps its disturbance tier.
    """
    minutes = CHANGE_MINUTES * weights.promise_tier * weights.tardiness
    tier = minutes // weights.starts_changed if weights.starts_changed else 0
    lifted = replace(weights, disturbance_tier=max(weights.disturbance_tier, tier))
    wait = move_cost(lifted) // (_DESK_WAIT_MINUTES * max(1, weights.level_tier))
    return replace(lifted, desk_wait=max(weights.desk_wait, wait))


def move_cost(weights: Weights) -> int:
    """What each start, people or place other than published costs in the search, beside the terms of the model.

    It keeps what is not in the way of anything where it is: no gain in level or efficiency pays for it.
    """
    return weights.starts_changed * weights.disturbance_tier // _SHARE
