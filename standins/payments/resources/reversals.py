"""Transfer reversals: money taken back from a connected account, as long as it is still there."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import ApiError, insufficient_balance, no_such
from standins.payments.events import tell
from standins.payments.identifiers import new_id
from standins.payments.money import TRANSIT, balance, post
from standins.payments.reading import AMOUNT, Flag, Metadata, Text, lists, takes
from standins.payments.resources.transfers import transfer_of
from standins.payments.showing import page, shown
from standins.payments.store import PLATFORM, Document

CREATE = takes(amount=AMOUNT, description=Text(), metadata=Metadata(), refund_application_fee=Flag())
RETRIEVE = takes()
LIST = lists()


def create(call: Call) -> Document:
    """Take back a transfer, or the part of it that `amount` says."""
    tx, transfer = call.tx, transfer_of(call)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = call.params.get("amount", left)
    if left == 0:
        raise ApiError(400, f"Transfer {transfer['id']} is already fully reversed.", param="amount")
    if amount > left:
        raise ApiError(400, f"Reversal amount ({amount}) is greater than unreversed amount ({left}).", param="amount")
    currency, destination = transfer["currency"], transfer["destination"]
    first = tx.find(transfer["balance_transaction"])
    assert first is not None
    available_on = max(tx.second, first["available_on"])
    there = balance(tx, destination, currency)
    reachable = there.available if available_on <= tx.second else there.available + there.pending
    if amount > reachable:
        raise insufficient_balance(
            "The connected account has insufficient funds for this reversal: "
            f"{reachable} {currency} is there, {amount} was asked for."
        )
    id, refund = new_id("trr_"), new_id("pyr_")
    moved = {"currency": currency, "against": TRANSIT, "available_on": available_on}
    post(tx, account=destination, kind="payment_refund", category="refund", amount=-amount, source=refund, **moved)
    into = post(
        tx, account=PLATFORM, kind="transfer_refund", category="transfer_reversal", amount=amount, source=id, **moved
    )
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    tx.save(transfer)
    _refund_payment(call, transfer["destination_payment"], amount)
    reversal = tx.add(
        {
            "id": id,
            "object": "transfer_reversal",
            "amount": amount,
            "balance_transaction": into["id"],
            "created": tx.second,
            "currency": currency,
            "destination_payment_refund": refund,
            "metadata": call.params.get("metadata", {}),
            "source_refund": None,
            "transfer": transfer["id"],
        }
    )
    tell(tx, "transfer.reversed", shown(tx, transfer), call.cause)
    return reversal


def retrieve(call: Call) -> Document:
    """A reversal of a transfer."""
    found = call.tx.find(call.path["reversal"], "transfer_reversal", call.account)
    if found is None or found["transfer"] != call.path["id"]:
        raise no_such("transfer reversal", call.path["reversal"], "reversal")
    return found


def list_reversals(call: Call) -> Document:
    """The reversals of a transfer, newest first."""
    transfer = transfer_of(call)
    url = f"/v1/transfers/{transfer['id']}/reversals"
    return page(call.tx, "transfer_reversal", url, call.params, {"transfer": transfer["id"]}, call.account)


def _refund_payment(call: Call, payment: str, amount: int) -> None:
    charge = call.tx.find(payment)
    assert charge is not None
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    call.tx.save(charge)
