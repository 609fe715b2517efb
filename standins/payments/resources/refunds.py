"""Refunds: money that goes back to the card or bank account it came from. What the charge cost is not given back."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import ApiError, insufficient_balance, missing_parameter, no_such
from standins.payments.events import Cause, tell
from standins.payments.identifiers import new_id
from standins.payments.money import OUTSIDE, balance, post
from standins.payments.reading import AMOUNT, Metadata, Text, lists, takes
from standins.payments.showing import page
from standins.payments.store import Document, Transaction

CREATE = takes(
    amount=AMOUNT,
    charge=Text(),
    payment_intent=Text(),
    metadata=Metadata(),
    reason=Text(choices=("duplicate", "fraudulent", "requested_by_customer")),
)
RETRIEVE = takes()
LIST = lists(charge=Text(), payment_intent=Text())


def create(call: Call) -> Document:
    """Give back a charge, or the part of it that `amount` says."""
    tx, charge = call.tx, _charge(call)
    left = charge["amount"] - charge["amount_refunded"]
    amount, currency = call.params.get("amount", left), charge["currency"]
    if left == 0:
        raise ApiError(400, f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount > left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})."
        raise ApiError(400, message, param="amount")
    paid_in = tx.find(charge["balance_transaction"])
    assert paid_in is not None
    available_on = max(tx.second, paid_in["available_on"])
    held = balance(tx, call.account, currency)
    reachable = held.available if available_on <= tx.second else held.available + held.pending
    if amount > reachable:
        raise insufficient_balance(
            f"Insufficient funds in your Stripe balance to refund this amount: {reachable} {currency} is there, "
            f"{amount} was asked for."
        )
    id, is_card = new_id("re_"), charge["payment_method_details"]["type"] == "card"
    out = post(
        tx,
        account=call.account,
        kind="refund",
        category="refund",
        amount=-amount,
        currency=currency,
        source=id,
        against=OUTSIDE,
        available_on=available_on,
        description=f"REFUND FOR CHARGE ({charge['id']})",
    )
    refund = tx.add(
        {
            "id": id,
            "object": "refund",
            "amount": amount,
            "balance_transaction": out["id"],
            "charge": charge["id"],
            "created": tx.second,
            "currency": currency,
            "destination_details": None,
            "metadata": call.params.get("metadata", {}),
            "payment_intent": charge["payment_intent"],
            "reason": call.params.get("reason"),
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": "succeeded" if is_card else "pending",
            "transfer_reversal": None,
        },
        account=call.account,
    )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    tx.save(charge)
    tell(tx, "charge.refunded", charge, call.cause, account=call.account)
    tell(tx, "refund.created", refund, call.cause, account=call.account)
    if tx.hidden(charge["id"]).get("refunds_fail"):
        tx.remind(tx.now + call.rules.refund_arrives_after_seconds, "refund_fails", id)
    elif not is_card:
        tx.remind(tx.now + call.rules.refund_arrives_after_seconds, "refund_arrives", id)
    return refund


def retrieve(call: Call) -> Document:
    """A refund."""
    found = call.tx.find(call.path["id"], "refund", call.account)
    if found is None:
        raise no_such("refund", call.path["id"], "refund")
    return found


def list_refunds(call: Call) -> Document:
    """Refunds, newest first; those of one charge or payment when asked for."""
    filters = {name: call.params.get(name) for name in ("charge", "payment_intent")}
    return page(call.tx, "refund", "/v1/refunds", call.params, filters, call.account)


def arrive(tx: Transaction, refund: Document) -> None:
    """A refund that was on its way to a bank has arrived there."""
    if refund["status"] == "pending":
        arrived = {**refund, "status": "succeeded"}
        tx.save(arrived)
        tell(tx, "refund.updated", arrived, Cause(), account=tx.owner(refund["id"]))


def fail(tx: Transaction, refund: Document, reason: str = "expired_or_canceled_card") -> Document:
    """A refund comes back from the bank, even one that had looked done; the money is in the balance again."""
    account, charge = tx.owner(refund["id"]), tx.find(refund["charge"])
    assert charge is not None
    back = post(
        tx,
        account=account,
        kind="refund_failure",
        category="refund_failure",
        amount=refund["amount"],
        currency=refund["currency"],
        source=refund["id"],
        against=OUTSIDE,
        description=f"REFUND FAILURE FOR CHARGE ({charge['id']})",
    )
    failed = {
        **refund,
        "status": "failed",
        "failure_reason": reason,
        "failure_balance_transaction": back["id"],
    }
    tx.save(failed)
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    tx.save(charge)
    tell(tx, "refund.updated", failed, Cause(), account=account)
    tell(tx, "refund.failed", failed, Cause(), account=account)
    return failed


def _charge(call: Call) -> Document:
    intent_id, charge_id = call.params.get("payment_intent"), call.params.get("charge")
    if not intent_id and not charge_id:
        raise missing_parameter("payment_intent")
    if intent_id:
        intent = call.tx.find(intent_id, "payment_intent", call.account)
        if intent is None:
            raise no_such("payment_intent", intent_id, "payment_intent", 400)
        if intent["status"] != "succeeded" or charge_id not in (None, intent["latest_charge"]):
            raise ApiError(400, f"This PaymentIntent ({intent_id}) does not have a successful charge to refund.")
        charge_id = intent["latest_charge"]
    charge = call.tx.find(str(charge_id), "charge", call.account)
    if charge is None:
        raise no_such("charge", str(charge_id), "charge", 400)
    if charge["status"] != "succeeded":
        raise ApiError(400, f"Charge {charge['id']} has not succeeded, so it cannot be refunded.", param="charge")
    if charge["disputed"]:
        raise ApiError(400, f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    return charge
