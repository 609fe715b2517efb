"""Setup intents: one attempt to save a way to pay, without paying."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.identifiers import new_id
from standins.payments.reading import takes
from standins.payments.store import Document, Transaction

RETRIEVE = takes()


def retrieve(call: Call) -> Document:
    """A setup intent as it is now."""
    found = call.tx.find(call.path["id"], "setup_intent", call.account)
    if found is None:
        raise no_such("setupintent", call.path["id"], "intent")
    return found


def opened(tx: Transaction, account: str, customer: str | None, types: list[str]) -> Document:
    """A new setup intent for a page."""
    id = new_id("seti_")
    return tx.add(
        {
            "id": id,
            "object": "setup_intent",
            "application": None,
            "automatic_payment_methods": None,
            "cancellation_reason": None,
            "client_secret": f"{id}_secret_{new_id('')}",
            "created": tx.second,
            "customer": customer,
            "description": None,
            "excluded_payment_method_types": None,
            "flow_directions": None,
            "last_setup_error": None,
            "latest_attempt": None,
            "livemode": False,
            "mandate": None,
            "metadata": {},
            "next_action": None,
            "on_behalf_of": None,
            "payment_method": None,
            "payment_method_configuration_details": None,
            "payment_method_options": {},
            "payment_method_types": types,
            "single_use_mandate": None,
            "status": "requires_payment_method",
            "usage": "off_session",
        },
        account=account,
    )
