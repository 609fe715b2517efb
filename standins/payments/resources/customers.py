"""Customers: those to whom saved ways to pay belong."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.identifiers import new_id
from standins.payments.reading import Metadata, Text, takes
from standins.payments.store import Document, Transaction

CREATE = takes(
    description=Text(longest=5000),
    email=Text(longest=512, pattern=r"[^@\s]+@[^@\s]+"),
    metadata=Metadata(),
    name=Text(longest=256),
    phone=Text(longest=20),
)
RETRIEVE = takes()


def create(call: Call) -> Document:
    """A new customer."""
    given = call.params
    return call.tx.add(
        {
            "id": new_id("cus_", 14),
            "object": "customer",
            "address": None,
            "balance": 0,
            "created": call.tx.second,
            "currency": None,
            "default_source": None,
            "delinquent": False,
            "description": given.get("description"),
            "email": given.get("email"),
            "invoice_prefix": new_id("", 8).upper(),
            "invoice_settings": {
                "custom_fields": None,
                "default_payment_method": None,
                "footer": None,
                "rendering_options": None,
            },
            "livemode": False,
            "metadata": given.get("metadata", {}),
            "name": given.get("name"),
            "phone": given.get("phone"),
            "preferred_locales": [],
            "shipping": None,
            "tax_exempt": "none",
            "test_clock": None,
        },
        account=call.account,
    )


def retrieve(call: Call) -> Document:
    """A customer as it is now."""
    return customer_of(call.tx, call.path["id"], call.account)


def customer_of(tx: Transaction, id: str, account: str, *, named_in: str | None = None) -> Document:
    """A customer that the address names or, when `named_in` says which, a parameter does. Raises ApiError."""
    found = tx.find(id, "customer", account)
    if found is None:
        raise no_such("customer", id, named_in or "customer", 400 if named_in else 404)
    return found
