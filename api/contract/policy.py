"""The policy on the wire: every setting and weight."""

from __future__ import annotations

from pydantic import Field

from api.contract.base import ABOVE_0, AT_LEAST_0, AT_LEAST_1, MAX_LINES, MAX_MINUTES, SHARE, Wire
from optimizer import policy as trade

_P = trade.Policy()
_W = trade.Weights()
MAX_TIER = 1_000_000_000
MAX_WEIGHT = 1_000_000


class ClassRule(Wire):
    """What a priority class is worth."""

    record = trade.ClassRule

    priority_class: trade.PriorityClass = Field(description="The class.", examples=["vic"])
    weight: int = Field(
        le=MAX_WEIGHT, json_schema_extra=AT_LEAST_0, description="Weight of each late minute.", examples=[16]
    )
    opens_reserve: bool = Field(
        False, description="Whether visits of the class may use the hours kept from bookings.", examples=[True]
    )


def _count(default: int, most: int, description: str) -> int:
    value: int = Field(default, le=most, json_schema_extra=AT_LEAST_0, description=description, examples=[default])
    return value


def _tier(default: int, description: str) -> int:
    return _count(default, MAX_TIER, description)


def _weight(default: int, description: str) -> int:
    value: int = Field(
        default, le=MAX_WEIGHT, json_schema_extra=AT_LEAST_0, description=description, examples=[default]
    )
    return value


def _minutes(default: int, description: str) -> int:
    value: int = Field(
        default, le=MAX_MINUTES, json_schema_extra=AT_LEAST_0, description=description, examples=[default]
    )
    return value


class Weights(Wire):
    """Weights of the cost terms; a tier factor multiplies every term of its tier. Terms: docs/model.md."""

    record = trade.Weights

    promise_tier: int = _tier(_W.promise_tier, "Factor of the promise terms.")
    disturbance_tier: int = _tier(_W.disturbance_tier, "Factor of the disturbance terms (re-plans).")
    level_tier: int = _tier(_W.level_tier, "Factor of the level-load terms.")
    efficiency_tier: int = _tier(_W.efficiency_tier, "Factor of the efficiency terms.")
    tardiness: int = _weight(_W.tardiness, "Per late minute, times the weight of the class.")
    unfinished_today: int = _weight(_W.unfinished_today, "Late minutes that a car promised today, not ready, is worth.")
    unplanned: int = _weight(_W.unplanned, "Late minutes that a visit left out of the plan is worth.")
    customers_to_call: int = _weight(_W.customers_to_call, "Per customer to call after a re-plan.")
    promises_moved: int = _weight(_W.promises_moved, "Per minute by which lateness grows.")
    technicians_changed: int = _weight(_W.technicians_changed, "Per step that changes technicians.")
    starts_changed: int = _weight(_W.starts_changed, "Per step near now that changes its start.")
    technician_load: int = _weight(_W.technician_load, "Per load minute of technicians.")
    half_hour_load: int = _weight(_W.half_hour_load, "Per load minute of half-hours.")
    reception_load: int = _weight(_W.reception_load, "Per load minute of advisors.")
    desk_wait: int = _weight(_W.desk_wait, "Per minute a customer waits at the desk.")
    bay_load: int = _weight(_W.bay_load, "Per load minute of bays.")
    day_load: int = _weight(_W.day_load, "Per load minute of days.")
    reserve: int = _weight(_W.reserve, "Per minute booked into the reserve.")
    overtime: int = _weight(_W.overtime, "Per minute of overtime.")
    bay_moves: int = _weight(_W.bay_moves, "Per move of a car between bays or out of one.")
    idle_bay: int = _weight(_W.idle_bay, "Per minute a car stands in a bay without work.")


class Policy(Wire):
    """Settings of the workshop. Minutes are whole, shares are 0 to 1."""

    record = trade.Policy

    classes: tuple[ClassRule, ...] = Field(
        tuple(ClassRule.model_construct(**{n: getattr(r, n) for n in ClassRule.model_fields}) for r in _P.classes),
        max_length=MAX_LINES,
        description="Priority classes, highest first; every class of a visit must be listed, none twice.",
        examples=[[{"priority_class": "waiting", "weight": 8}, {"priority_class": "rest", "weight": 1}]],
    )
    weights: Weights = Field(
        Weights.model_validate({}), description="Weights of the cost terms.", examples=[{"overtime": 5}]
    )
    grid_minutes: int = Field(
        _P.grid_minutes,
        json_schema_extra={"enum": [1, 2, 3, 5, 6, 10, 15, 30]},
        description="Time grid of the plan; divides 30.",
        examples=[_P.grid_minutes],
    )
    horizon_days: int = Field(
        _P.horizon_days,
        le=60,
        json_schema_extra=AT_LEAST_1,
        description="Open dates planned, counted from the date of `now`.",
        examples=[_P.horizon_days],
    )
    reception_minutes: int = _minutes(_P.reception_minutes, "Length of a reception.")
    inspection_minutes: int = _minutes(_P.inspection_minutes, "Length of a final inspection.")
    wash_minutes: int = _minutes(_P.wash_minutes, "Length of a wash.")
    hand_over_minutes: int = _minutes(_P.hand_over_minutes, "Length of a hand-over.")
    arrival_spacing_minutes: int = _minutes(
        _P.arrival_spacing_minutes, "Least time between the starts of two receptions of one advisor."
    )
    bay_move_minutes: int = _minutes(_P.bay_move_minutes, "Time to move a car between bays or out of one.")
    car_park_places: int = _minutes(_P.car_park_places, "Places in the repair car park.")
    reserve_share: float = Field(
        _P.reserve_share,
        json_schema_extra=SHARE,
        description="Share of technician hours kept from bookings.",
        examples=[_P.reserve_share],
    )
    booking_rate: float = Field(
        _P.booking_rate,
        json_schema_extra=SHARE,
        description="Bookable share of technician hours in the capacity sheet.",
        examples=[_P.booking_rate],
    )
    productivity: float = Field(
        _P.productivity,
        le=10,
        json_schema_extra=ABOVE_0,
        description="Time worked ÷ time available in the capacity sheet, above 0.",
        examples=[_P.productivity],
    )
    frozen_window_minutes: int = _minutes(
        _P.frozen_window_minutes, "Published steps that start within it from `now` are kept, unless released."
    )
    near_window_minutes: int = _minutes(
        _P.near_window_minutes, "Published steps that start within it from `now` cost when their start changes."
    )
    grace_minutes: int = _minutes(_P.grace_minutes, "A car ready so much after its promise still counts as on time.")
    call_tolerance_minutes: int = _minutes(
        _P.call_tolerance_minutes, "A customer is called when lateness grows by more than this."
    )
    promise_slack_minutes: int = _minutes(
        _P.promise_slack_minutes, "The promised time of an offer is at least so much after the planned ready time."
    )
    promise_grid_minutes: int = Field(
        _P.promise_grid_minutes,
        le=MAX_MINUTES,
        json_schema_extra=AT_LEAST_1,
        description="Promised times of offers are rounded up to multiples of this on the local clock.",
        examples=[_P.promise_grid_minutes],
    )
    first_confirmation_days: int = _count(
        _P.first_confirmation_days, 60, "The first call to confirm is due so many open dates before the arrival."
    )
    second_confirmation_days: int = _count(
        _P.second_confirmation_days, 60, "The second call is due so many open dates before the arrival."
    )
    overtime_allowed: bool = Field(
        _P.overtime_allowed, description="Whether the technicians' overtime spans may be used.", examples=[True]
    )
