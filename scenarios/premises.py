"""The bays and stations of a generated shop."""

from __future__ import annotations

from optimizer.calendar import Span
from optimizer.workshop import Bay, Station, StationKind
from scenarios.catalogue import ADAS, BODY_PLACE, EV_PLACE, HEAVY, LIFT, QUICK, RACK, TESTER
from scenarios.shop import ShopSpec

# Our assumption of how a shop fits out its bays: share of all bays, at least one of each kind. The rest are
# plain lifts.
_FITTINGS: tuple[tuple[str, float, frozenset[str]], ...] = (
    ("Quick service 快保", 0.14, frozenset({QUICK})),
    ("Alignment 定位", 0.1, frozenset({RACK, ADAS, LIFT})),
    ("Heavy lift 重型举升", 0.15, frozenset({HEAVY, LIFT})),
    ("Diagnosis 诊断", 0.12, frozenset({TESTER, LIFT})),
    ("EV 新能源", 0.08, frozenset({EV_PLACE, TESTER, LIFT})),
    ("Body 钣金", 0.08, frozenset({BODY_PLACE})),
)
_PLAIN = ("Lift 举升", frozenset({LIFT}))


def bays(shop: ShopSpec) -> tuple[Bay, ...]:
    """The bays, most with several capabilities. A shop of fewer bays than kinds has the first kinds only."""
    fitted = [
        (name, capabilities) for name, share, capabilities in _FITTINGS for _ in range(max(1, round(share * shop.bays)))
    ]
    kinds = (fitted + [_PLAIN] * shop.bays)[: shop.bays]
    return tuple(
        Bay(bay_id=f"B{number:02d}", name=f"{name} {number}", capabilities=capabilities)
        for number, (name, capabilities) in enumerate(kinds, start=1)
    )


def stations(shop: ShopSpec, open_spans: tuple[Span, ...]) -> tuple[Station, ...]:
    """Final inspection and wash, usable while the shop is open."""
    return (
        Station(kind=StationKind.INSPECTION, count=shop.inspection_places, open_spans=open_spans),
        Station(kind=StationKind.WASH, count=shop.wash_places, open_spans=open_spans),
    )
