"""Charges: money that moved, or tried to, from a card or a bank account to an account here."""

from __future__ import annotations

from typing import Any

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.identifiers import new_id
from standins.payments.reading import Text, lists, takes
from standins.payments.showing import page
from standins.payments.store import Document, Transaction

RETRIEVE = takes()
LIST = lists(payment_intent=Text(), transfer_group=Text())

_METHODS: dict[str, Document] = {
    "card": {
        "type": "card",
        "card": {
            "brand": "visa",
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "country": "US",
            "exp_month": 12,
            "exp_year": 2034,
            "fingerprint": "standin",
            "funding": "credit",
            "installments": None,
            "last4": "4242",
            "mandate": None,
            "network": "visa",
            "three_d_secure": None,
            "wallet": None,
        },
    },
    "us_bank_account": {
        "type": "us_bank_account",
        "us_bank_account": {
            "account_holder_type": "company",
            "account_type": "checking",
            "bank_name": "STAND-IN BANK",
            "fingerprint": "standin",
            "last4": "6789",
            "mandate": None,
            "payment_reference": None,
            "routing_number": "110000000",
        },
    },
    "sepa_debit": {
        "type": "sepa_debit",
        "sepa_debit": {
            "bank_code": "37040044",
            "branch_code": "",
            "country": "DE",
            "fingerprint": "standin",
            "last4": "3000",
            "mandate": None,
        },
    },
    "stripe_account": {"type": "stripe_account", "stripe_account": {}},
}


def retrieve(call: Call) -> Document:
    """A charge as it is now."""
    found = call.tx.find(call.path["id"], "charge", call.account)
    if found is None:
        raise no_such("charge", call.path["id"], "charge")
    return found


def list_charges(call: Call) -> Document:
    """Charges, newest first."""
    filters = {name: call.params.get(name) for name in ("payment_intent", "transfer_group")}
    return page(call.tx, "charge", "/v1/charges", call.params, filters, call.account)


def recorded(tx: Transaction, account: str, amount: int, currency: str, method: str, **details: Any) -> Document:
    """A new charge, successful unless the details say otherwise."""
    id = details.pop("id", None) or new_id("ch_")
    status = details.get("status", "succeeded")
    charge = {
        "id": id,
        "object": "charge",
        "amount": amount,
        "amount_captured": amount if status == "succeeded" else 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": {
            "address": {
                "city": None,
                "country": None,
                "line1": None,
                "line2": None,
                "postal_code": None,
                "state": None,
            },
            "email": None,
            "name": None,
            "phone": None,
            "tax_id": None,
        },
        "calculated_statement_descriptor": None,
        "captured": status == "succeeded",
        "created": tx.second,
        "currency": currency,
        "customer": None,
        "description": None,
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": {},
        "on_behalf_of": None,
        "outcome": None,
        "paid": status == "succeeded",
        "payment_intent": None,
        "payment_method": details.pop("payment_method", None) or new_id("pm_"),
        "payment_method_details": _METHODS[method],
        "radar_options": {},
        "receipt_email": None,
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": None,
        "source": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": status,
        "transfer_data": None,
        "transfer_group": None,
        **details,
    }
    return tx.add(charge, account=account)
