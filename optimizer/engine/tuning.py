"""How one visit is inserted: drawn anew for each insertion, so that the search tries many ways."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Taste(NamedTuple):
    """``haste``: cost per minute that a step ends later. ``load``: share of the load cost that counts.

    ``not_before``: tick before which no technician starts on the visit. ``blink``: chance to overlook a candidate.
    ``follow``: 1 to keep to the published technicians and not to start before the published start, 2 for the latter
    only.
    ``patient``: ticks more than needed that are left in an order for steps that come before and are not placed yet;
    -1: none at all.
    ``linger``: factor on the cost of holding a bay idle. ``thrift``: cost per minute of a technician, times how much
    more than others this one is wanted.
    """

    haste: float
    load: float
    not_before: int | np.int64
    blink: float
    follow: int | np.int64
    linger: float
    thrift: float
    patient: int | np.int64
