"""The appointment control sheet of the trade: hours available, booked and left, a row a technician and date."""

from optimizer.capacity.records import (
    BayUse,
    Bookable,
    Capacity,
    CapacityDate,
    HalfHour,
    Level,
    Minutes,
    Reserve,
    TechnicianHours,
)
from optimizer.capacity.sheet import capacity_of

__all__ = [
    "BayUse",
    "Bookable",
    "Capacity",
    "CapacityDate",
    "HalfHour",
    "Level",
    "Minutes",
    "Reserve",
    "TechnicianHours",
    "capacity_of",
]
