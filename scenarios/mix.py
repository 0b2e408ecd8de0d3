"""What cars come for: the kinds of orders and how often each comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WorkKind(StrEnum):
    """Kinds of work, which differ in how often their parts are on the shelf."""

    MAINTENANCE = "maintenance"
    REPAIR = "repair"
    WARRANTY = "warranty"


@dataclass(frozen=True, slots=True)
class Order:
    """What one car comes for: operation or group-job codes in the order of the work."""

    kind: WorkKind
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A usual order; ``weight`` is how often it comes among those of its share."""

    weight: float
    order: Order


def _patterns(kind: WorkKind, *rows: tuple[float, str]) -> tuple[Pattern, ...]:
    return tuple(Pattern(weight, Order(kind, tuple(codes.split()))) for weight, codes in rows)


# Our own assumption of a dealership's mix, to be replaced by the shop's history.
MAINTENANCE_PATTERNS = _patterns(
    WorkKind.MAINTENANCE,
    (10, "EX05"),
    (9, "EX10"),
    (5, "EX20"),
    (3, "EX10 BR10"),
    (4, "MA01"),
    (2, "MA02"),
    (8, "G20"),
    (8, "G40"),
    (5, "G60"),
    (3, "G80"),
    (4, "GSE"),
    (2, "MA10 TY20"),
    (3, "TY10 AL10"),
    (2, "MA18"),
    (2, "MA17 MA12"),
)
ADD_ON_SHARE = 0.2
ADD_ONS = (
    (4.0, "BR10"),
    (3.0, "TY20"),
    (2.0, "AL10"),
    (2.0, "MA13"),
    (2.0, "MA18"),
    (1.0, "MA16"),
    (1.0, "AC20"),
)

REPAIR_PATTERNS = (
    *_patterns(
        WorkKind.REPAIR,
        (3.0, "BR20"),
        (1.5, "BR10"),
        (1.5, "CH30"),
        (1.5, "DI30 CH10 AL10"),
        (1.2, "DI30 CH20 AL10"),
        (1.5, "DI20 EL10"),
        (1.2, "DI20 EL20"),
        (1.5, "EL30"),
        (1.2, "EL40"),
        (1.0, "AC10"),
        (1.5, "AC20"),
        (2.0, "DI10 MA15"),
        (1.5, "DI10 PT40"),
        (1.2, "PT10"),
        (0.8, "PT20"),
        (0.6, "DI10 PT30"),
        (0.6, "DI10 PT50"),
        (0.3, "PT60"),
        (0.1, "PT70"),
        (0.7, "DI40 EV20"),
        (0.7, "DI40 EV30"),
        (0.3, "EV40"),
        (0.7, "AL20"),
        (1.0, "BO10"),
        (0.7, "BO20 SU20"),
        (0.3, "BO10 SU30"),
        (0.8, "SU10"),
    ),
    *_patterns(
        WorkKind.WARRANTY,
        (2.0, "WR10"),
        (1.0, "DI10 WR20"),
        (1.0, "WR30"),
        (0.8, "DI20 WR30"),
    ),
)
