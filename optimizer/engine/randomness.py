"""Random numbers inside compiled code: splitmix64, its state in the search state, so that a seed repeats a run."""

from __future__ import annotations

import numpy as np

from optimizer.engine.kernel import kernel
from optimizer.engine.state import UInt64

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@kernel
def uniform(rng: UInt64) -> float:
    """A number in [0, 1). Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014."""
    rng[0] = rng[0] + _GAMMA
    z = rng[0]
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@kernel
def below(rng: UInt64, bound: int) -> int:
    """A whole number in [0, bound)."""
    return min(int(uniform(rng) * bound), bound - 1)
