"""What a set-up consists of: one registry, from which rows, routes and differences are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.contract.base import Wire
from api.contract.catalogue import GroupJob
from api.contract.people import Bay
from api.contract.setup.calendar import DatedException
from api.contract.setup.people import SetupAdvisor, SetupTechnician
from api.contract.setup.places import Part, SetupDelivery, SetupOperation, SetupStation
from optimizer import workshop as trade
from scenarios.setup import records
from scenarios.setup.records import Setup

Item = (
    records.DatedException
    | records.SetupTechnician
    | records.SetupAdvisor
    | trade.Bay
    | records.SetupStation
    | records.SetupOperation
    | trade.GroupJob
    | records.Part
    | records.SetupDelivery
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of item. ``name``: the section of the document, field of ``Setup`` and last part of the path.

    ``id_field``: the field of the item that names it. ``noun`` and ``title`` are for people and operation ids.
    """

    name: str
    noun: str
    title: str
    id_field: str
    wire: type[Wire]
    record: type[Item]

    def id_of(self, item: Item) -> str:
        """The id of an item of this kind."""
        return str(getattr(item, self.id_field))

    def items(self, setup: Setup) -> tuple[Item, ...]:
        """The items of this kind in a set-up."""
        found: tuple[Item, ...] = getattr(setup, self.name)
        return found

    def by_id(self, setup: Setup) -> dict[str, Item]:
        """The items of this kind by their ids."""
        return {self.id_of(item): item for item in self.items(setup)}


def _kind(name: str, noun: str, title: str, id_field: str, wire: type[Wire], record: type[Item]) -> Kind:
    return Kind(name=name, noun=noun, title=title, id_field=id_field, wire=wire, record=record)


_ALL = (
    _kind("exceptions", "exception", "Exception", "date", DatedException, records.DatedException),
    _kind("technicians", "technician", "Technician", "technician_id", SetupTechnician, records.SetupTechnician),
    _kind("advisors", "advisor", "Advisor", "advisor_id", SetupAdvisor, records.SetupAdvisor),
    _kind("bays", "bay", "Bay", "bay_id", Bay, trade.Bay),
    _kind("stations", "station", "Station", "kind", SetupStation, records.SetupStation),
    _kind("parts", "part", "Part", "part_number", Part, records.Part),
    _kind("operations", "operation", "Operation", "operation_code", SetupOperation, records.SetupOperation),
    _kind("group_jobs", "group job", "GroupJob", "group_code", GroupJob, trade.GroupJob),
    _kind("deliveries", "delivery", "Delivery", "delivery_id", SetupDelivery, records.SetupDelivery),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
