"""Names and phones for those who make the calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from api.desk.preparation.answers import CustomerResource
from api.store.security_tables import customers


def customers_of(connection: Connection, workshop_id: str, refs: Iterable[str]) -> Mapping[str, CustomerResource]:
    """Customers by reference; those not known here, or erased, are left out."""
    wanted = sorted({ref for ref in refs if ref})
    query = select(customers.c.customer_ref, customers.c.name, customers.c.phone).where(
        customers.c.workshop_id == workshop_id,
        customers.c.customer_ref.in_(wanted),
        customers.c.erased_at.is_(None),
    )
    return {row.customer_ref: CustomerResource(name=row.name, phone=row.phone) for row in connection.execute(query)}
