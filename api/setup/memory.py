"""Items read before: of thousands in a catalogue, a change touches one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from types import GenericAlias
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from api.contract.base import Wire, record_of
from api.contract.times import Clock
from api.setup.kinds import KINDS, Item, Kind

_Key = tuple[str, str, str]


class ItemMemory:
    """Items by their stored documents, the latest ``most`` of them. Records never change, so all may share them."""

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, Item] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, kind: Kind, texts: Sequence[str], zone: ZoneInfo) -> tuple[Item, ...]:
        """The items of documents, in their order; those not read before are read together."""
        keys = [(kind.name, zone.key, text) for text in texts]
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        new = [key for key in keys if key not in known]
        known |= zip(new, read_items(kind, [text for _, _, text in new], zone), strict=True)
        with self._lock:
            self._kept |= known
            for key in keys:
                self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return tuple(known[key] for key in keys)


def read_items(kind: Kind, texts: Sequence[str], zone: ZoneInfo) -> tuple[Item, ...]:
    """The items of stored documents."""
    wires = _adapter(kind.name).validate_json("[" + ",".join(texts) + "]", context=Clock(zone=zone))
    return tuple(record_of(wire, kind.record) for wire in wires)


@cache
def _adapter(name: str) -> TypeAdapter[tuple[Wire, ...]]:
    many = GenericAlias(tuple, (KINDS[name].wire, ...))
    return TypeAdapter(many)  # type: ignore[arg-type]  # a type made when the kind is known
