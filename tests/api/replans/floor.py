"""A workshop floor to re-plan: a small shop with cars, and what a foreman sends."""

from __future__ import annotations

from dataclasses import replace

import httpx

from optimizer.workshop import Bay, StationKind
from scenarios.setup.records import Setup, SetupStation
from tests.api.desk.desks import DeskClient, Json
from tests.scenarios.setup.shops import technician, tiny

# More than any re-plan of these tests takes.
PATIENCE = "wait=60"


def small_shop() -> Setup:
    """Ann does engines, bob and cai all else; three bays, two of them with a lift."""
    bays = tuple(Bay(bay_id=f"b{n}", capabilities=frozenset({"LIFT"} if n < 3 else {"FLOOR"})) for n in (1, 2, 3))
    shop = tiny(technicians=(technician("ann", "engine"), technician("bob"), technician("cai")))
    stations = (SetupStation(kind=StationKind.WASH, count=2), SetupStation(kind=StationKind.INSPECTION, count=2))
    return replace(shop, bays=bays, stations=stations)


class Floor:
    """A foreman at the board, and the desk beside it."""

    def __init__(self, desk: DeskClient) -> None:
        self.desk = desk
        self.cars: list[str] = []

    def book_day(self) -> None:
        """Four cars of the day, the last one with engine work."""
        for code in ("OIL", "OIL", "OIL", "ENGINE"):
            jobs, must = [{"operation_code": code}], {"dates": ["2026-03-02"]}
            self.cars.append(self.desk.book(jobs=jobs, must=must, lead_minutes=0).json()["id"])

    def car(self, car_id: str) -> Json:
        """An appointment."""
        found: Json = self.desk.get(f"/appointments/{car_id}").json()
        return found

    def step(self, car_id: str, kind: str = "work/1") -> Json:
        """One step of a car in the plan in force."""
        steps = {one["step_id"]: one for one in self.car(car_id)["steps"]}
        found: Json = steps[f"{car_id}/{kind}"]
        return found

    def ask(self, status: int = 201, **body: object) -> Json:
        """Proposals, waited for."""
        answer = self.desk.post("/replans", {"time_limit_s": 0.1, **body}, Prefer=PATIENCE)
        assert answer.status_code == status, answer.text
        found: Json = answer.json()
        return found

    def publish(self, replan: Json, proposal: int = 0, etag: str | None = None) -> httpx.Response:
        """Publish a proposal of a re-plan."""
        run_id = replan["proposals"][proposal]["run_id"]
        tag = f'"{replan["plan_version"]}"' if etag is None else etag
        return self.desk.post(f"/replans/{replan['id']}/proposals/{run_id}:publish", etag=tag)

    def journal(self) -> list[Json]:
        """What the journal tells of this workshop, oldest first."""
        from api.store.journal import entries_of_workshop

        workshop_id = self.desk.path.rsplit("/", 1)[1]
        found = entries_of_workshop(self.desk.services.database, workshop_id, 0, limit=1000)
        return [{"type": one.type, "subject": one.subject_id, **one.payload} for one in found]
