"""Generated days: repeatable, valid, at the load asked for, and like a dealership's day."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from optimizer.calendar import Span, subtract
from optimizer.day import Day
from optimizer.faults import faults_of
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step
from optimizer.workshop import Operation, Technician
from scenarios.calibration import Calibration, Range
from scenarios.catalogue import GROUP_JOBS, OPERATIONS
from scenarios.errors import ScenarioError
from scenarios.generator import SHOPS, generate_day

MONDAY, SATURDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def labour_steps(day: Day) -> list[tuple[Step, Operation]]:
    catalogue = Catalogue.of(day.workshop)
    steps = (step for visit in day.visits for step in steps_of(visit, catalogue))
    return [(step, catalogue.operations[step.operation_code]) for step in steps if step.operation_code]


def present(technician: Technician, on: date) -> float:
    start = datetime.combine(on, datetime.min.time(), tzinfo=SHANGHAI)
    window = Span(start, start + timedelta(days=1))
    times = subtract(technician.shifts, (*technician.breaks, *technician.absences))
    inside = subtract(times, subtract(times, [window]))
    return sum(span.duration / timedelta(minutes=1) for span in inside)


def load_of(day: Day, on: date) -> float:
    """Demanded ÷ available minutes, as docstrings define it, reckoned from the day alone."""
    minutes = {one.technician_id: present(one, on) for one in day.workshop.technicians}
    demanded = 0.0
    for step, operation in labour_steps(day):
        if operation.sublet_hours is not None:
            continue
        able = [one for one in day.workshop.technicians if operation.skill in one.skills]
        weights = sum(minutes[one.technician_id] for one in able)
        pace = sum(minutes[one.technician_id] * one.pace(operation.category) for one in able) / weights
        demanded += 60 * step.labour_hours / pace
    return demanded / sum(minutes.values())


@pytest.mark.parametrize("shop", SHOPS)
def test_a_generated_day_is_valid_and_has_the_shops_size(shop: str) -> None:
    spec = SHOPS[shop]
    for seed in range(3):
        day = generate_day(spec, seed=seed, date=MONDAY, load=0.95)
        assert faults_of(day) == ()
        assert len(day.visits) == spec.cars
        assert len(day.workshop.technicians) == spec.technicians
        assert len(day.workshop.bays) == spec.bays
        assert len(day.workshop.advisors) == spec.advisors


def test_the_default_shop_is_the_one_asked_for() -> None:
    spec = SHOPS["default"]
    assert (spec.technicians, spec.bays, spec.advisors, spec.cars) == (13, 20, 4, 50)


def test_equal_arguments_give_the_same_day() -> None:
    def day(seed: int, on: date = MONDAY) -> Day:
        return generate_day(SHOPS["small"], seed=seed, date=on, load=0.9)

    assert day(7) == day(7)
    assert day(7).visits != day(8).visits
    assert day(-7).visits != day(7).visits
    assert day(7).visits != day(7, SATURDAY).visits


def test_the_people_of_a_seed_are_the_same_on_every_date() -> None:
    first, second = (generate_day(SHOPS["default"], seed=7, date=on) for on in (MONDAY, SATURDAY))
    assert [one.efficiency for one in first.workshop.technicians] == [
        one.efficiency for one in second.workshop.technicians
    ]


def test_global_random_state_is_left_alone() -> None:
    numpys = np.random.mtrand._rand  # the generator behind np.random.random and its like
    before = random.getstate(), str(numpys.get_state())
    generate_day(SHOPS["small"], seed=1, date=MONDAY)
    after = random.getstate(), str(numpys.get_state())
    assert before == after


@pytest.mark.parametrize("load", [0.85, 0.95, 1.05])
@pytest.mark.parametrize("shop", ["small", "default", "medium", "large"])
def test_the_load_asked_for_is_met_within_two_per_cent(shop: str, load: float) -> None:
    for seed in range(4):
        day = generate_day(SHOPS[shop], seed=seed, date=MONDAY, load=load)
        assert load_of(day, MONDAY) == pytest.approx(load, rel=0.02)
        assert any(f"asked for: {load:.3f}" in line for line in day.assumptions)


def test_flat_rate_times_are_tenths_of_an_hour() -> None:
    day = generate_day(SHOPS["default"], seed=3, date=MONDAY, load=0.95)
    for step, _ in labour_steps(day):
        if step.labour_hours:
            assert step.labour_hours >= 0.1
            assert step.labour_hours * 10 == pytest.approx(round(step.labour_hours * 10))


def test_a_load_out_of_reach_is_reported_as_it_is() -> None:
    day = generate_day(SHOPS["small"], seed=1, date=MONDAY, load=0.01)
    reached = load_of(day, MONDAY)
    assert reached > 0.02
    assert any(f"Load {reached:.3f} (asked for: 0.010)" in line for line in day.assumptions)


def test_the_horizon_is_three_open_days_without_sunday() -> None:
    day = generate_day(SHOPS["default"], seed=1, date=SATURDAY)
    dates = [span.start.date() for span in day.workshop.open_spans]
    assert dates == [SATURDAY, date(2026, 11, 30), date(2026, 12, 1)]
    for technician in day.workshop.technicians:
        assert [shift.start.date() for shift in technician.shifts] == dates
    assert {visit.arrival.date() for visit in day.visits} == {SATURDAY}


def test_what_cannot_be_generated_is_refused() -> None:
    with pytest.raises(ScenarioError, match="closed on Sunday 2026-11-29"):
        generate_day(SHOPS["default"], seed=1, date=SUNDAY)
    with pytest.raises(ScenarioError, match="load 0 is not above 0"):
        generate_day(SHOPS["default"], seed=1, date=MONDAY, load=0)
    with pytest.raises(ScenarioError, match="is not on 2026-11-23"):
        generate_day(SHOPS["default"], seed=1, date=MONDAY, now=datetime(2026, 11, 24, 9, tzinfo=SHANGHAI))
    with pytest.raises(ScenarioError, match="needs a UTC offset"):
        generate_day(SHOPS["default"], seed=1, date=MONDAY, now=datetime(2026, 11, 23, 9))  # noqa: DTZ001  # the point


def test_now_is_opening_time_or_as_asked() -> None:
    assert generate_day(SHOPS["default"], seed=1, date=MONDAY).now.isoformat() == "2026-11-23T08:00:00+08:00"
    noon = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    assert generate_day(SHOPS["default"], seed=1, date=MONDAY, now=noon).now == noon


MANY = tuple(generate_day(SHOPS["default"], seed=seed, date=MONDAY, load=0.95) for seed in range(20))
VISITS = tuple(visit for day in MANY for visit in day.visits)


@pytest.mark.parametrize(
    ("what", "share", "low", "high"),
    [
        ("waits", sum(visit.waits for visit in VISITS), 0.40, 0.60),
        ("walk-ins", sum(not visit.booked for visit in VISITS), 0.15, 0.30),
        ("loan cars", sum(visit.loan_car for visit in VISITS), 0.02, 0.08),
        ("washed", sum(visit.wash for visit in VISITS), 0.65, 0.85),
        ("safety comebacks", sum(visit.priority_class == "safety_comeback" for visit in VISITS), 0.002, 0.03),
        ("complaints", sum(visit.priority_class == "complaint" for visit in VISITS), 0.02, 0.07),
        ("VIC", sum(visit.priority_class == "vic" for visit in VISITS), 0.01, 0.06),
        ("express", sum(visit.jobs[0].operation_code.startswith("EX") for visit in VISITS), 0.15, 0.35),
        ("promised", sum(visit.promised is not None for visit in VISITS), 0.93, 1.0),
        (
            "promised the same day",
            sum(visit.promised is not None and visit.promised.date() == MONDAY for visit in VISITS),
            0.6,
            0.9,
        ),
    ],
)
def test_shares_are_those_of_the_trade(what: str, share: int, low: float, high: float) -> None:
    assert low <= share / len(VISITS) <= high, what


def test_every_day_has_sublet_or_overnight_or_scarce_work() -> None:
    kinds: Counter[str] = Counter()
    for day in MANY:
        for _, operation in labour_steps(day):
            kinds["sublet"] += operation.sublet_hours is not None
            kinds["over night"] += operation.stretch == "overnight" and operation.sublet_hours is None
            kinds["diagnosis"] += operation.is_diagnosis
            kinds["team on a big repair"] += operation.crew == 2 and operation.category == "powertrain"
            kinds["alignment"] += operation.skill == "alignment"
    assert all(kinds[kind] >= 3 for kind in ("sublet", "over night", "diagnosis", "alignment")), kinds
    assert kinds["team on a big repair"] >= 1


def test_appointments_take_slots_of_advisors_that_are_there() -> None:
    for day in MANY[:5]:
        slots = Counter(visit.arrival for visit in day.visits if visit.booked)
        for arrival, count in slots.items():
            there = [
                one
                for one in day.workshop.advisors
                if any(span.start <= arrival < span.end for span in subtract(one.shifts, one.breaks))
            ]
            assert arrival.minute % 15 == 0
            assert count <= len(there)
        named = Counter((visit.arrival, visit.advisor_id) for visit in day.visits if visit.advisor_id)
        assert max(named.values()) == 1


def test_mornings_are_busier() -> None:
    hours = Counter(visit.arrival.hour for visit in VISITS)
    assert sum(hours[hour] for hour in range(8, 12)) > 1.2 * sum(hours[hour] for hour in range(12, 18))
    assert min(hours) >= 8
    assert max(hours) <= 16


def test_technicians_differ_around_the_usual_efficiency() -> None:
    paces = [pace for day in MANY for one in day.workshop.technicians for pace in one.efficiency.values()]
    assert np.mean(paces) == pytest.approx(1.06, abs=0.03)
    assert np.std(paces) == pytest.approx(0.11, abs=0.03)
    assert min(paces) > 0.75


def test_apprentices_and_part_timers_are_there() -> None:
    technicians = MANY[0].workshop.technicians
    assert [one.availability for one in technicians].count(0.5) == 1
    longest = [max(shift.duration for shift in one.shifts) for one in technicians]
    assert sum(length < timedelta(hours=5) for length in longest) == 1


def test_some_days_lack_a_technician_or_a_bay() -> None:
    assert any(one.absences for day in MANY for one in day.workshop.technicians)
    assert any(bay.outages for day in MANY for bay in day.workshop.bays)


def test_stock_and_deliveries_cover_what_the_cars_need() -> None:
    short = shared = 0
    for day in MANY:
        needed: Counter[str] = Counter()
        users: dict[str, set[str]] = {}
        for step, _ in labour_steps(day):
            for need in step.parts:
                needed[need.part_number] += need.quantity
                users.setdefault(need.part_number, set()).add(step.visit_id)
        on_hand = Counter({line.part_number: line.on_hand for line in day.workshop.stock})
        coming: Counter[str] = Counter()
        for delivery in day.workshop.deliveries:
            coming[delivery.part_number] += delivery.quantity
        assert all(on_hand[part] + coming[part] >= count for part, count in needed.items())
        short += sum(on_hand[part] < count for part, count in needed.items())
        shared += sum(on_hand[part] < count and len(users[part]) > 1 for part, count in needed.items())
    assert short >= len(MANY)  # one short part a day, taken over the days
    assert shared >= len(MANY) / 2  # and often one that several cars want


def test_scarce_skills_and_bays_are_not_asked_for_more_than_they_can_do() -> None:
    for day in MANY:
        minutes: Counter[str] = Counter()
        for step, operation in labour_steps(day):
            if operation.sublet_hours is None and operation.skill not in (None, "general"):
                minutes[str(operation.skill)] += round(60 * step.labour_hours / 0.9)
        for skill, wanted in minutes.items():
            able = [one for one in day.workshop.technicians if skill in one.skills]
            assert wanted <= 1.3 * sum(present(one, MONDAY) for one in able), skill


def test_promises_are_quarters_of_an_hour_within_opening_times() -> None:
    for day in MANY[:5]:
        for visit in day.visits:
            if visit.promised is not None:
                assert visit.promised.minute % 15 == 0
                time_to_hand_over = timedelta(minutes=10)
                assert any(
                    span.start < visit.promised <= span.end - time_to_hand_over for span in day.workshop.open_spans
                )


def test_waiting_customers_are_promised_sooner() -> None:
    def hours(waits: bool) -> float:
        return float(
            np.median(
                [
                    (visit.promised - visit.arrival) / timedelta(hours=1)
                    for visit in VISITS
                    if visit.promised is not None and visit.waits is waits
                ]
            )
        )

    assert hours(True) < 3 < hours(False)


def test_other_figures_make_other_days() -> None:
    nobody_waits = replace(Calibration.assumed(), source="ours", waits=Range(low=0.0, high=0.0))
    day = generate_day(SHOPS["small"], seed=1, date=MONDAY, calibration=nobody_waits)
    assert not any(visit.waits for visit in day.visits)
    assert "Figures: ours." in day.assumptions


def test_the_catalogue_names_itself_in_two_languages() -> None:
    assert len(OPERATIONS) >= 40
    codes = [operation.operation_code for operation in OPERATIONS]
    assert len(set(codes)) == len(codes)
    names = [one.name for one in OPERATIONS] + [one.name for one in GROUP_JOBS]
    assert all(re.search("[a-z]", name) and re.search("[\u4e00-\u9fff]", name) for name in names)


def test_larger_shops_work_in_two_shifts() -> None:
    day = generate_day(SHOPS["large"], seed=1, date=MONDAY)
    starts = Counter(one.shifts[0].start.hour for one in day.workshop.technicians)
    assert starts[7] >= 15
    assert starts[10] >= 15
