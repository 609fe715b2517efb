"""What becomes of ways to pay that people save: saved on a page, and charged later while nobody is there."""

from __future__ import annotations

from collections.abc import Mapping

from standins.payments.call import Call
from standins.payments.errors import ApiError, missing_parameter, no_such
from standins.payments.events import Cause, tell
from standins.payments.paying import bank_debit_of, begin_debit, charge_for, collect
from standins.payments.reading import NEEDED_AMOUNT, NEEDED_CURRENCY, Fields, Flag, ListOf, Metadata, Text, takes
from standins.payments.resources.customers import customer_of
from standins.payments.resources.payment_intents import opened
from standins.payments.resources.payment_methods import saved
from standins.payments.store import Document, Transaction

_CARD, _DEBIT = "card", "bank debit"

SAVING: Mapping[str, tuple[str, str]] = {
    "card": (_CARD, "pays"),
    "card_declined_later": (_CARD, "declined"),
    "card_needs_authentication": (_CARD, "authentication"),
    "bank_debit": (_DEBIT, "pays"),
    "bank_debit_fails_later": (_DEBIT, "fails"),
}
"""By each way on the page: what kind of payment method is saved, and what becomes of charges of it."""

CREATE = takes(
    amount=NEEDED_AMOUNT,
    currency=NEEDED_CURRENCY,
    automatic_payment_methods=Fields(
        {"enabled": Flag(required=True), "allow_redirects": Text(choices=("always", "never"))}
    ),
    confirm=Flag(),
    customer=Text(),
    description=Text(longest=1000),
    metadata=Metadata(),
    off_session=Flag(),
    payment_method=Text(),
    payment_method_types=ListOf(Text(), most=50),
    transfer_group=Text(),
)

_REFUSALS = {
    "declined": ("card_declined", "Your card was declined."),
    "authentication": (
        "authentication_required",
        "Your card was declined. This transaction requires authentication.",
    ),
}


def ways_to_save(session: Document) -> list[str]:
    """Which ways of SAVING a page offers."""
    types = session["payment_method_types"]
    return [way for way, (kind, _) in SAVING.items() if _type(kind, session["currency"]) in types]


def save(tx: Transaction, session: Document, way: str) -> Document:
    """Somebody saves a way to pay on an open page in `setup` mode; the page afterwards."""
    kind, behaviour = SAVING[way]
    account = tx.owner(session["id"])
    method = saved(tx, account, session["customer"], _type(kind, session["currency"]), behaviour)
    intent = tx.find(session["setup_intent"])
    assert intent is not None
    intent |= {"payment_method": method["id"], "status": "succeeded"}
    tx.save(intent)
    tell(tx, "setup_intent.succeeded", intent, Cause(), account=account)
    complete = {**session, "status": "complete", "url": None}
    tx.save(complete)
    tell(tx, "checkout.session.completed", complete, Cause(), account=account)
    return complete


def create(call: Call) -> Document:
    """Collect money by a saved payment method while nobody is there."""
    tx, params = call.tx, call.params
    for name in ("customer", "payment_method", "confirm", "off_session"):
        if not params.get(name):
            raise missing_parameter(name)
    customer_of(tx, params["customer"], call.account, named_in="customer")
    method = tx.find(params["payment_method"], "payment_method", call.account)
    if method is None or method["customer"] is None:
        raise no_such("PaymentMethod", params["payment_method"], "payment_method", 400)
    if method["customer"] != params["customer"]:
        raise ApiError(400, "The payment method belongs to another customer.", param="payment_method")
    currency, behaviour = params["currency"].lower(), tx.hidden(method["id"])["behaviour"]
    if method["type"] not in ("card", bank_debit_of(currency)):
        raise ApiError(400, f"{method['type']} cannot pay in {currency}.", code="payment_intent_invalid_currency")
    if behaviour in _REFUSALS:
        code, message = _REFUSALS[behaviour]
        raise ApiError(402, message, type="card_error", code=code)
    intent = opened(tx, call.account, params["amount"], currency, method["type"], params, params["customer"])
    intent["payment_method"] = method["id"]
    tx.save(intent)
    tell(tx, "payment_intent.created", intent, call.cause, account=call.account)
    if method["type"] == _CARD:
        charge = charge_for(tx, intent, _CARD, status="pending")
        collect(tx, intent, charge, call.rules)
    else:
        kind = "debit_fails" if behaviour == "fails" else "debit_settles"
        begin_debit(tx, intent, intent["id"], kind, call.rules)
    return intent


def _type(kind: str, currency: str | None) -> str:
    return bank_debit_of(currency or "usd") if kind == _DEBIT else kind
