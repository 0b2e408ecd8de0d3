"""How much each technician is wanted: work that only few can do should not find them busy with what anybody can."""

from __future__ import annotations

import numpy as np

from optimizer.problem.arrays import Arrays, Float64


def wanted(a: Arrays) -> Float64:
    """Shape (T,): the work of today's steps, shared evenly among who can do each, ÷ hours available, above the mean.

    A step of which few technicians are able weighs on these few; what everybody can do weighs on all alike.
    """
    able = np.diff(a.tech_ptr)
    share = np.repeat(np.where(a.step_fixed, 0.0, a.step_crew / np.maximum(1, able)), able)
    demand = np.bincount(a.tech_list, weights=share * a.tech_ticks * a.tick_minutes, minlength=a.num_technicians)
    pressure = demand / np.maximum(60, a.tech_available[:, 0] if a.num_dates else 60)
    return pressure - pressure.mean() if len(pressure) else pressure
