"""Plays the script of `scenarios.bad_day` over HTTP: books the cars, and lets the day go by plan between incidents."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import httpx

from api.contract.setup import read_setup
from api.contract.setup.source_file import read_source
from scenarios.bad_day import CARS, DATE, NEVER_COMES, ByPlan, Incident, PlannedStep, by_plan
from scenarios.setup.records import Setup
from tests.api.desk.desks import ZONE, Clock, Json

SHOP = Path(__file__).parents[3] / "docs" / "examples" / "shop.yaml"


def shop() -> Setup:
    """The shop of the examples."""
    return read_setup(read_source(SHOP.read_bytes()).document)


def moment(clock: str) -> datetime:
    """A time of the day."""
    return datetime.fromisoformat(f"{DATE.isoformat()}T{clock}").replace(tzinfo=ZONE)


class Player:
    """A clerk and a foreman of the shop. ``cars``: ids of the appointments by their names in the script."""

    def __init__(self, http: httpx.Client, clock: Clock, path: str) -> None:
        self.http, self.clock, self.path = http, clock, path
        self.cars: dict[str, str] = {}
        self._told_until = clock.now

    def book(self) -> None:
        """All appointments of the day, each at the first offer in its hour."""
        for car in CARS:
            wish = {
                "jobs": [{"operation_code": code} for code in car.operation_codes],
                "vehicle": {"plate": car.plate},
                "waits": car.waits,
                "priority": {"vic": car.vic},
                "must": {
                    "dates": [DATE.isoformat()],
                    "hours": [{"start": f"{car.hour:02d}:00", "end": f"{car.hour + 1:02d}:00"}],
                },
                "lead_minutes": 0,
                "count": 1,
                "insertion_only": True,
            }
            offers = self.send("POST", "/slots:search", wish)["offers"]
            assert offers, car
            body = {"offer": offers[0]["token"], "state": "booked", "customer_ref": f"C-{car.name}"}
            self.cars[car.name] = self.send("POST", "/appointments", body)["id"]

    def goes_on(self, until: datetime) -> None:
        """All goes by plan until then."""
        self.clock.now = until
        absent = self.cars.get(NEVER_COMES)
        cars = [one for one in self.send("GET", "/floor")["cars"] if one["appointment_id"] != absent]
        coming = [
            (one["appointment_id"], datetime.fromisoformat(one["arrival"]))
            for one in cars
            if one["arrived_at"] is None and one["state"] not in ("arrived", "delivered")
        ]
        steps = [
            PlannedStep(
                visit_id=one["appointment_id"],
                step_id=step["step_id"],
                start=datetime.fromisoformat(step["place"]["start"]),
                end=datetime.fromisoformat(step["place"]["end"]),
                technician_ids=tuple(step["place"]["technician_ids"]),
                bay_id=step["place"]["bay_id"],
                unit_id=step["place"]["unit_id"],
                status=None if step["progress"] is None else step["progress"]["status"],
            )
            for one in cars
            for step in one["steps"]
            if step["place"] is not None
        ]
        found = [_told(one) for one in by_plan(coming, steps, self._told_until, until)]
        if found:
            self.send("POST", "/events", {"events": found})
        self._told_until = until

    def heal(self) -> None:
        """Ask for a new plan and publish it."""
        found = self.send("POST", "/replans", {"time_limit_s": 0.3}, Prefer="wait=60")
        run_id = found["proposals"][0]["run_id"]
        self.send("POST", f"/replans/{found['id']}/proposals/{run_id}:publish", If_Match="*")

    def document(self, incident: Incident) -> Json:
        """An incident as the floor tells it."""
        told: Json = {"type": incident.type, **dict(incident.fields)}
        if incident.car is not None:
            visit_id = self.cars[incident.car]
            if incident.step is not None:
                told["step_id"] = f"{visit_id}/{incident.step}"
            else:
                told["appointment_id"] = visit_id
            if "rework" in told:
                told["rework"] = [{**one, "step_id": f"{visit_id}/{one['step_id']}"} for one in told["rework"]]
        return told

    def send(self, method: str, path: str, body: object = None, **headers: str) -> Json:
        """Send, and be answered well."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.http.request(method, self.path + path, json=body, headers=named)
        assert answer.status_code < 300, f"{method} {path}: {answer.text}"
        found: Json = answer.json()
        return found


def _told(one: ByPlan) -> Json:
    """What goes by plan, as the floor tells it."""
    subject = "appointment_id" if one.type == "car_arrived" else "step_id"
    event: Json = {"type": one.type, "at": one.at.isoformat(), subject: one.subject_id}
    if one.step is not None:
        who = {"technician_ids": list(one.step.technician_ids)} if one.step.technician_ids else {}
        event |= {**who, "bay_id": one.step.bay_id, "unit_id": one.step.unit_id}
    return event
