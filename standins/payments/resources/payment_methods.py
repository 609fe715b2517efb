"""Payment methods: ways to pay that customers have saved."""

from __future__ import annotations

from typing import Any

from standins.payments.call import Call
from standins.payments.errors import ApiError, no_such
from standins.payments.events import Cause, tell
from standins.payments.identifiers import new_id
from standins.payments.reading import Text, lists, takes
from standins.payments.resources.customers import customer_of
from standins.payments.showing import page
from standins.payments.store import Document, Transaction

RETRIEVE = DETACH = takes()
LIST = lists(customer=Text(), type=Text())

_NOBODY: Document = {
    "address": {"city": None, "country": None, "line1": None, "line2": None, "postal_code": None, "state": None},
    "email": None,
    "name": None,
    "phone": None,
    "tax_id": None,
}
_DETAILS: dict[str, Any] = {
    "card": {
        "brand": "visa",
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US",
        "display_brand": "visa",
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": "standin",
        "funding": "credit",
        "generated_from": None,
        "last4": "4242",
        "networks": {"available": ["visa"], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    },
    "us_bank_account": {
        "account_holder_type": "company",
        "account_type": "checking",
        "bank_name": "STAND-IN BANK",
        "financial_connections_account": None,
        "fingerprint": "standin",
        "last4": "6789",
        "networks": None,
        "routing_number": "110000000",
        "status_details": None,
    },
    "sepa_debit": {
        "bank_code": "37040044",
        "branch_code": "",
        "country": "DE",
        "fingerprint": "standin",
        "generated_from": None,
        "last4": "3000",
    },
}


def retrieve(call: Call) -> Document:
    """A payment method as it is now."""
    return _method(call)


def list_payment_methods(call: Call) -> Document:
    """What a customer has saved, newest first."""
    filters = {name: call.params.get(name) for name in ("customer", "type")}
    if filters["customer"] is not None:
        customer_of(call.tx, filters["customer"], call.account, named_in="customer")
    return page(call.tx, "payment_method", "/v1/payment_methods", call.params, filters, call.account)


def detach(call: Call) -> Document:
    """Let go of a payment method: nobody can charge it any more."""
    method = _method(call)
    if method["customer"] is None:
        raise ApiError(
            400, "The payment method you provided is not attached to a customer so detachment is impossible."
        )
    method["customer"] = None
    call.tx.save(method)
    tell(call.tx, "payment_method.detached", method, call.cause, account=call.account)
    return method


def saved(tx: Transaction, account: str, customer: str | None, kind: str, behaviour: str = "pays") -> Document:
    """A new payment method. `behaviour` is what becomes of charges while nobody is there: see `off_session`."""
    method = tx.add(
        {
            "id": new_id("pm_"),
            "object": "payment_method",
            "allow_redisplay": "limited",
            "billing_details": _NOBODY,
            "created": tx.second,
            "customer": customer,
            "livemode": False,
            "metadata": {},
            "type": kind,
            kind: _DETAILS[kind],
        },
        account=account,
        hidden={"behaviour": behaviour},
    )
    if customer:
        tell(tx, "payment_method.attached", method, Cause(), account=account)
    return method


def _method(call: Call) -> Document:
    found = call.tx.find(call.path["id"], "payment_method", call.account)
    if found is None:
        raise no_such("PaymentMethod", call.path["id"], "payment_method")
    return found
