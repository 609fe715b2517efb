"""Payment intents: one attempt to collect money, from the first try to its end."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.identifiers import new_id
from standins.payments.reading import Text, lists, takes
from standins.payments.showing import page
from standins.payments.store import Document, Transaction

RETRIEVE = takes()
LIST = lists(customer=Text())


def retrieve(call: Call) -> Document:
    """A payment intent as it is now."""
    found = call.tx.find(call.path["id"], "payment_intent", call.account)
    if found is None:
        raise no_such("payment_intent", call.path["id"], "intent")
    return found


def list_payment_intents(call: Call) -> Document:
    """Payment intents, newest first."""
    return page(
        call.tx,
        "payment_intent",
        "/v1/payment_intents",
        call.params,
        {"customer": call.params.get("customer")},
        call.account,
    )


def opened(
    tx: Transaction,
    account: str,
    amount: int,
    currency: str,
    method: str,
    wishes: Document,
    customer: str | None = None,
) -> Document:
    """A new payment intent for a session's amount; `wishes` is the session's payment_intent_data."""
    id = new_id("pi_")
    return tx.add(
        {
            "id": id,
            "object": "payment_intent",
            "amount": amount,
            "amount_capturable": 0,
            "amount_details": {"tip": {}},
            "amount_received": 0,
            "application": None,
            "application_fee_amount": None,
            "automatic_payment_methods": None,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": wishes.get("capture_method", "automatic"),
            "client_secret": f"{id}_secret_{new_id('')}",
            "confirmation_method": "automatic",
            "created": tx.second,
            "currency": currency,
            "customer": customer,
            "description": wishes.get("description"),
            "excluded_payment_method_types": None,
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": wishes.get("metadata", {}),
            "next_action": None,
            "on_behalf_of": None,
            "payment_method": None,
            "payment_method_configuration_details": None,
            "payment_method_options": {},
            "payment_method_types": [method],
            "processing": None,
            "receipt_email": wishes.get("receipt_email"),
            "review": None,
            "setup_future_usage": wishes.get("setup_future_usage"),
            "shipping": None,
            "source": None,
            "statement_descriptor": wishes.get("statement_descriptor"),
            "statement_descriptor_suffix": wishes.get("statement_descriptor_suffix"),
            "status": "requires_payment_method",
            "transfer_data": None,
            "transfer_group": wishes.get("transfer_group"),
        },
        account=account,
    )
