"""A visit's steps, one after another."""

from __future__ import annotations

from optimizer.engine.prove.frame import Frame


def step_order(frame: Frame) -> None:
    """``step_order``: an open step starts no earlier than every step before it ends."""
    a = frame.a
    for step, variables in frame.steps.items():
        first = int(a.visit_first[a.step_visit[step]])
        if step == first:
            continue
        if step - 1 in frame.steps:
            order = frame.model.add(variables.start >= frame.steps[step - 1].end)
        else:
            order = frame.model.add(variables.start >= int(a.fixed_end[first:step].max()))
        if variables.planned is not True:
            order.only_enforce_if(variables.planned)
