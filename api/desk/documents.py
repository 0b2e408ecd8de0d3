"""Visits, assignments and offers as the store and the offer tokens keep them.

The fields are those of the contract (docs/contract.md). Unlike there the documents are our own and well formed, so they
are read and written by the records' types, twenty times as fast: a book of 14 days has 800 of them.
"""

from __future__ import annotations

from pydantic import TypeAdapter

from optimizer.plan import Assignment
from optimizer.slots.records import Offer
from optimizer.visit import Visit

VISIT = TypeAdapter(Visit)
ASSIGNMENTS = TypeAdapter(tuple[Assignment, ...])
OFFER = TypeAdapter(Offer)
