"""Payouts: money that leaves a balance for a bank account outside."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import insufficient_balance, no_such
from standins.payments.events import tell
from standins.payments.identifiers import new_id
from standins.payments.money import OUTSIDE, balance, post
from standins.payments.reading import NEEDED_AMOUNT, NEEDED_CURRENCY, Metadata, Text, lists, takes
from standins.payments.showing import page
from standins.payments.store import Document

CREATE = takes(
    amount=NEEDED_AMOUNT,
    currency=NEEDED_CURRENCY,
    description=Text(),
    metadata=Metadata(),
    method=Text(choices=("standard",)),
    source_type=Text(choices=("bank_account", "card", "fpx")),
    statement_descriptor=Text(longest=22),
)
RETRIEVE = takes()
LIST = lists(status=Text())


def create(call: Call) -> Document:
    """Send money to the account's bank; it leaves the balance at once and arrives some days later."""
    tx, params = call.tx, call.params
    amount, currency = params["amount"], params["currency"].lower()
    available = balance(tx, call.account, currency).available
    if amount > available:
        raise insufficient_balance(
            "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low: "
            f"{available} {currency} is available, {amount} was asked for."
        )
    id = new_id("po_")
    arrives = tx.second + call.rules.payout_arrives_after_seconds
    out = post(
        tx,
        account=call.account,
        kind="payout",
        category="payout",
        amount=-amount,
        currency=currency,
        source=id,
        against=OUTSIDE,
        description="STAND-IN PAYOUT",
    )
    payout = tx.add(
        {
            "id": id,
            "object": "payout",
            "amount": amount,
            "application_fee": None,
            "application_fee_amount": None,
            "arrival_date": arrives,
            "automatic": False,
            "balance_transaction": out["id"],
            "created": tx.second,
            "currency": currency,
            "description": params.get("description"),
            "destination": new_id("ba_"),
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "livemode": False,
            "metadata": params.get("metadata", {}),
            "method": "standard",
            "original_payout": None,
            "payout_method": None,
            "reconciliation_status": "not_applicable",
            "reversed_by": None,
            "source_type": params.get("source_type", "card"),
            "statement_descriptor": params.get("statement_descriptor"),
            "status": "in_transit",
            "trace_id": None,
            "type": "bank_account",
        },
        account=call.account,
    )
    tx.remind(arrives, "payout_arrives", id)
    tell(tx, "payout.created", payout, call.cause, account=call.account)
    return payout


def retrieve(call: Call) -> Document:
    """A payout as it is now."""
    found = call.tx.find(call.path["id"], "payout", call.account)
    if found is None:
        raise no_such("payout", call.path["id"], "payout")
    return found


def list_payouts(call: Call) -> Document:
    """Payouts, newest first."""
    return page(call.tx, "payout", "/v1/payouts", call.params, {"status": call.params.get("status")}, call.account)
