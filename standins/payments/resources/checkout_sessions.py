"""Checkout sessions: what is to be paid, and the page on which somebody pays it."""

from __future__ import annotations

from typing import Any

from standins.payments.call import Call
from standins.payments.errors import ApiError, invalid_parameter, missing_parameter, no_such
from standins.payments.events import tell
from standins.payments.identifiers import new_id
from standins.payments.reading import (
    NEEDED_CURRENCY,
    NEEDED_URL,
    URL,
    Fields,
    Flag,
    ListOf,
    Metadata,
    Text,
    Whole,
    lists,
    takes,
)
from standins.payments.resources.customers import customer_of
from standins.payments.resources.setup_intents import opened
from standins.payments.showing import page
from standins.payments.store import Document, Transaction

LEAST_AMOUNTS = {"usd": 50, "eur": 50, "gbp": 30, "cny": 400, "hkd": 400, "jpy": 50}
_LEAST_OTHERWISE = 50
_MOST = 99_999_999
_DEBITS = {"usd": "us_bank_account", "eur": "sepa_debit"}
_OPEN_SECONDS = 24 * 3600
_SHORTEST_SECONDS = 30 * 60

_PRODUCT = Fields(
    {
        "name": Text(required=True, longest=250),
        "description": Text(),
        "images": ListOf(URL, most=8),
        "metadata": Metadata(),
        "tax_code": Text(),
    },
    required=True,
)
_PRICE = Fields(
    {
        "currency": NEEDED_CURRENCY,
        "unit_amount": Whole(required=True, least=0, most=_MOST),
        "product_data": _PRODUCT,
        "tax_behavior": Text(choices=("exclusive", "inclusive", "unspecified")),
    },
    required=True,
)
_LINE = Fields({"price_data": _PRICE, "quantity": Whole(required=True, least=1, most=1_000_000)})

CREATE = takes(
    mode=Text(required=True, choices=("payment", "setup")),
    line_items=ListOf(_LINE),
    customer=Text(),
    success_url=NEEDED_URL,
    cancel_url=URL,
    client_reference_id=Text(longest=200),
    customer_email=Text(longest=512, pattern=r"[^@\s]+@[^@\s]+"),
    customer_creation=Text(choices=("always", "if_required")),
    currency=Text(pattern=r"[A-Za-z]{3}"),
    expires_at=Whole(),
    locale=Text(),
    metadata=Metadata(),
    allowed_payment_method_types=ListOf(Text(), most=50),
    billing_address_collection=Text(choices=("auto", "required")),
    allow_promotion_codes=Flag(),
    submit_type=Text(choices=("auto", "book", "donate", "pay", "subscribe")),
    ui_mode=Text(choices=("hosted_page",)),
    payment_intent_data=Fields(
        {
            "description": Text(),
            "metadata": Metadata(),
            "transfer_group": Text(),
            "receipt_email": Text(),
            "statement_descriptor": Text(longest=22),
            "statement_descriptor_suffix": Text(longest=22),
            "capture_method": Text(choices=("automatic", "automatic_async")),
            "setup_future_usage": Text(choices=("off_session", "on_session")),
        }
    ),
)
RETRIEVE = EXPIRE = takes()
LIST = lists(payment_intent=Text(), status=Text(choices=("complete", "expired", "open")))


def create(call: Call) -> Document:
    """Open a session; it stays open for a day, or until `expires_at`."""
    tx, params = call.tx, call.params
    id = new_id("cs_test_", 58)
    pays = params["mode"] == "payment"
    items = _items(params)
    currency = _one_currency(params) if pays else params.get("currency", "").lower() or None
    amount = sum(item["amount_total"] for item in items) if pays else None
    types = _types(params, currency)
    if pays:
        _check_amount(amount or 0, str(currency))
    if "customer" in params:
        customer_of(tx, params["customer"], call.account, named_in="customer")
    expires_at = params.get("expires_at", tx.second + _OPEN_SECONDS)
    if not _SHORTEST_SECONDS <= expires_at - tx.second <= _OPEN_SECONDS:
        raise invalid_parameter(
            "expires_at", "`expires_at` must be between 30 minutes and 24 hours after the Checkout Session's creation."
        )
    session = {
        "id": id,
        "object": "checkout.session",
        "adaptive_pricing": None,
        "after_expiration": None,
        "allow_promotion_codes": params.get("allow_promotion_codes"),
        "amount_subtotal": amount,
        "amount_total": amount,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": params.get("billing_address_collection"),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "consent": None,
        "consent_collection": None,
        "created": tx.second,
        "currency": currency,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": params.get("customer"),
        "customer_creation": None if "customer" in params else params.get("customer_creation", "if_required"),
        "customer_details": None,
        "customer_email": params.get("customer_email"),
        "discounts": [],
        "expires_at": expires_at,
        "invoice": None,
        "invoice_creation": None,
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": params.get("metadata", {}),
        "mode": params["mode"],
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": types,
        "payment_status": "unpaid" if pays else "no_payment_required",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None if pays else opened(tx, call.account, params.get("customer"), types)["id"],
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0} if pays else None,
        "ui_mode": "hosted_page",
        "url": f"{call.site}/pay/{id}",
        "wallet_options": None,
    }
    lines = {"object": "list", "data": items, "has_more": False, "url": f"/v1/checkout/sessions/{id}/line_items"}
    tx.add(
        session,
        account=call.account,
        hidden={"line_items": lines, "payment_intent_data": params.get("payment_intent_data", {})},
    )
    tx.remind(expires_at, "expire_session", id)
    return session


def retrieve(call: Call) -> Document:
    """A session as it is now."""
    return _session(call)


def expire(call: Call) -> Document:
    """Close an open session, so that nobody can pay it any more."""
    session = _session(call)
    if session["status"] != "open":
        raise ApiError(400, f"Only open Checkout Sessions can be expired; this one is {session['status']}.")
    closed = close(call.tx, session)
    tell(call.tx, "checkout.session.expired", closed, call.cause, account=call.account)
    return closed


def list_sessions(call: Call) -> Document:
    """Sessions, newest first."""
    filters = {name: call.params.get(name) for name in ("payment_intent", "status")}
    return page(call.tx, "checkout.session", "/v1/checkout/sessions", call.params, filters, call.account)


def close(tx: Transaction, session: Document) -> Document:
    """The session, expired."""
    closed = {**session, "status": "expired", "url": None}
    tx.save(closed)
    return closed


def _session(call: Call) -> Document:
    session = call.tx.find(call.path["id"], "checkout.session", call.account)
    if session is None:
        raise no_such("checkout.session", call.path["id"], "session")
    return session


def _items(params: Any) -> list[Document]:
    lines = params.get("line_items", [])
    if params["mode"] == "setup":
        if lines or "payment_intent_data" in params:
            raise invalid_parameter("line_items", "Nothing is paid in `setup` mode.")
        if "currency" not in params and "allowed_payment_method_types" not in params:
            raise missing_parameter("currency")
    elif not lines:
        raise missing_parameter("line_items")
    return [_line_item(line) for line in lines]


def _types(params: Any, currency: str | None) -> list[str]:
    debit = _DEBITS.get(currency or "")
    eligible = ["card", *([debit] if debit else [])]
    types = [kind for kind in eligible if kind in params.get("allowed_payment_method_types", eligible)]
    if not types:
        message = f"None of these can be used here with {currency}; the stand-in offers {', '.join(eligible)}."
        raise invalid_parameter("allowed_payment_method_types", message)
    return types


def _one_currency(params: Any) -> str:
    currencies = {line["price_data"]["currency"].lower() for line in params["line_items"]}
    if len(currencies | {params["currency"].lower()} if "currency" in params else currencies) > 1:
        raise invalid_parameter("line_items", "All line items of a Checkout Session must have the same currency.")
    return str(currencies.pop())


def _check_amount(amount: int, currency: str) -> None:
    least = LEAST_AMOUNTS.get(currency, _LEAST_OTHERWISE)
    if amount < least:
        raise invalid_parameter(
            "line_items",
            f"The Checkout Session's total amount must be at least {least} in the smallest unit of {currency}.",
            "amount_too_small",
        )
    if amount > _MOST:
        raise invalid_parameter(
            "line_items", f"The Checkout Session's total amount must be no more than {_MOST}.", "amount_too_large"
        )


def _line_item(line: Document) -> Document:
    price, quantity = line["price_data"], line["quantity"]
    currency, total = price["currency"].lower(), price["unit_amount"] * quantity
    return {
        "id": new_id("li_"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": currency,
        "description": price["product_data"]["name"],
        "price": None,
        "quantity": quantity,
    }
