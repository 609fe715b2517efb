"""Payouts: money that leaves a balance for a bank account outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standins.payments.call import Call
from standins.payments.errors import insufficient_balance, no_such
from standins.payments.events import Cause, tell
from standins.payments.identifiers import new_id
from standins.payments.money import OUTSIDE, Rules, balance, balances, post
from standins.payments.reading import NEEDED_AMOUNT, NEEDED_CURRENCY, Metadata, Text, lists, takes
from standins.payments.showing import page
from standins.payments.store import Document, Transaction

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
FAILURES = {
    "account_closed": "The bank account has been closed.",
    "could_not_process": "The bank could not process this payout.",
    "invalid_account_number": "The bank account number is wrong.",
    "no_account": "The bank account could not be found.",
}
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
    return sent(tx, call.account, amount, currency, call.rules, call.cause, params)


def sent(
    tx: Transaction,
    account: str,
    amount: int,
    currency: str,
    rules: Rules,
    cause: Cause,
    wishes: Mapping[str, Any],
    *,
    automatic: bool = False,
) -> Document:
    """A new payout on its way to an account's bank."""
    id = new_id("po_")
    arrives = tx.second + rules.payout_arrives_after_seconds
    out = post(
        tx,
        account=account,
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
            "automatic": automatic,
            "balance_transaction": out["id"],
            "created": tx.second,
            "currency": currency,
            "description": wishes.get("description"),
            "destination": new_id("ba_"),
            "failure_balance_transaction": None,
            "failure_code": None,
            "failure_message": None,
            "livemode": False,
            "metadata": wishes.get("metadata", {}),
            "method": "standard",
            "original_payout": None,
            "payout_method": None,
            "reconciliation_status": "not_applicable",
            "reversed_by": None,
            "source_type": wishes.get("source_type", "card"),
            "statement_descriptor": wishes.get("statement_descriptor"),
            "status": "in_transit",
            "trace_id": None,
            "type": "bank_account",
        },
        account=account,
    )
    tx.remind(arrives, "payout_arrives", id)
    tell(tx, "payout.created", payout, cause, account=account)
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


def pay_out_all(tx: Transaction, account: str, rules: Rules) -> None:
    """What an account's schedule does: everything that is available goes to its bank, unless that has failed."""
    if tx.setting(bank_trouble(account), None):
        return
    for currency, held in balances(tx, account).items():
        if held.available > 0:
            sent(tx, account, held.available, currency, rules, Cause(), {}, automatic=True)


def arrive(tx: Transaction, payout: Document, failure: str | None) -> None:
    """A payout reaches the bank, or comes back from it."""
    if payout["status"] != "in_transit":
        return
    if failure is not None:
        come_back(tx, payout, failure)
        return
    ended = {**payout, "status": "paid"}
    tx.save(ended)
    tell(tx, "payout.paid", ended, Cause(), account=tx.owner(payout["id"]))


def come_back(tx: Transaction, payout: Document, failure: str | None) -> Document:
    """The bank sends a payout back, perhaps after it had taken it; without a reason the processor has cancelled it."""
    account = tx.owner(payout["id"])
    back = post(
        tx,
        account=account,
        kind="payout_failure" if failure else "payout_cancel",
        category="payout_reversal",
        amount=payout["amount"],
        currency=payout["currency"],
        source=payout["id"],
        against=OUTSIDE,
        description="STAND-IN PAYOUT FAILURE" if failure else "STAND-IN PAYOUT CANCEL",
    )
    ended = {
        **payout,
        "status": "failed" if failure else "canceled",
        "failure_balance_transaction": back["id"],
        "failure_code": failure,
        "failure_message": FAILURES[failure] if failure else None,
    }
    tx.save(ended)
    tell(tx, f"payout.{ended['status']}", ended, Cause(), account=account)
    return ended


def bank_trouble(account: str) -> str:
    """The name of the setting that says why an account's bank takes nothing."""
    return f"bank_trouble:{account}"
