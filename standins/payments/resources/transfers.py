"""Transfers: money that goes from the platform's balance to a connected account's. One that exists is done."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import ApiError, insufficient_balance, no_such
from standins.payments.events import tell
from standins.payments.identifiers import new_id
from standins.payments.money import TRANSIT, balance, post
from standins.payments.reading import NEEDED_AMOUNT, NEEDED_CURRENCY, Metadata, Text, lists, takes
from standins.payments.resources.accounts import can_receive_transfers
from standins.payments.resources.charges import recorded
from standins.payments.showing import page, shown
from standins.payments.store import PLATFORM, Document

CREATE = takes(
    amount=NEEDED_AMOUNT,
    currency=NEEDED_CURRENCY,
    destination=Text(required=True),
    description=Text(),
    metadata=Metadata(),
    source_transaction=Text(),
    source_type=Text(choices=("bank_account", "card", "fpx")),
    transfer_group=Text(),
)
RETRIEVE = takes()
LIST = lists(destination=Text(), transfer_group=Text())
UPDATE = takes(description=Text(), metadata=Metadata())


def create(call: Call) -> Document:
    """Send money to a connected account: out of the available balance, or out of one charge before it is available."""
    tx, params = call.tx, call.params
    amount, currency, destination = params["amount"], params["currency"].lower(), params["destination"]
    _check_destination(call, destination)
    source = params.get("source_transaction")
    available_on, group = tx.second, params.get("transfer_group")
    if source is None:
        _check_available(call, amount, currency)
    else:
        charge = _source(call, source, amount, currency)
        available_on = max(tx.second, tx.find(charge["balance_transaction"])["available_on"])  # type: ignore[index]
        group = charge["transfer_group"] or group or f"group_{charge['payment_intent'] or charge['id']}"
    id, payment = new_id("tr_"), new_id("py_")
    moved = {"currency": currency, "against": TRANSIT, "available_on": available_on}
    out = post(tx, account=PLATFORM, kind="transfer", category="transfer", amount=-amount, source=id, **moved)
    into = post(tx, account=destination, kind="payment", category="charge", amount=amount, source=payment, **moved)
    recorded(
        tx,
        destination,
        amount,
        currency,
        "stripe_account",
        id=payment,
        balance_transaction=into["id"],
        source_transfer=id,
        transfer_group=group,
    )
    transfer = tx.add(
        {
            "id": id,
            "object": "transfer",
            "amount": amount,
            "amount_reversed": 0,
            "balance_transaction": out["id"],
            "created": tx.second,
            "currency": currency,
            "description": params.get("description"),
            "destination": destination,
            "destination_payment": payment,
            "livemode": False,
            "metadata": params.get("metadata", {}),
            "reversed": False,
            "source_transaction": source,
            "source_type": params.get("source_type", "card"),
            "transfer_group": group,
        }
    )
    tx.remind(available_on + call.rules.automatic_payout_after_seconds, "automatic_payout", destination)
    answer = shown(tx, transfer)
    tell(tx, "transfer.created", answer, call.cause)
    return answer


def retrieve(call: Call) -> Document:
    """A transfer as it is now, with its newest reversals."""
    return shown(call.tx, transfer_of(call))


def update(call: Call) -> Document:
    """Change what is noted about a transfer."""
    transfer = transfer_of(call)
    transfer["metadata"] |= call.params.get("metadata", {})
    transfer["description"] = call.params.get("description", transfer["description"])
    call.tx.save(transfer)
    answer = shown(call.tx, transfer)
    tell(call.tx, "transfer.updated", answer, call.cause)
    return answer


def list_transfers(call: Call) -> Document:
    """Transfers, newest first; those of one group or to one account when asked for."""
    filters = {name: call.params.get(name) for name in ("destination", "transfer_group")}
    return page(call.tx, "transfer", "/v1/transfers", call.params, filters, call.account)


def transfer_of(call: Call) -> Document:
    """The transfer that the address names."""
    found = call.tx.find(call.path["id"], "transfer", call.account)
    if found is None:
        raise no_such("transfer", call.path["id"], "transfer")
    return found


def _check_destination(call: Call, destination: str) -> None:
    if call.account != PLATFORM:
        raise ApiError(400, "Connected accounts of this stand-in cannot send transfers.", code="transfers_not_allowed")
    account = call.tx.find(destination, "v2.core.account")
    if account is None:
        raise no_such("destination", destination, "destination", 400)
    if not can_receive_transfers(account):
        raise ApiError(
            400,
            "Your destination account needs to have at least one of the following capabilities enabled: transfers, "
            "crypto_transfers, legacy_payments",
            code="insufficient_capabilities_for_transfer",
        )


def _check_available(call: Call, amount: int, currency: str) -> None:
    available = balance(call.tx, PLATFORM, currency).available
    if amount > available:
        raise insufficient_balance(
            "You have insufficient available funds in your Stripe account. Try adding funds directly to your available "
            f"balance. {available} {currency} is available, {amount} was asked for."
        )


def _source(call: Call, source: str, amount: int, currency: str) -> Document:
    charge = call.tx.find(source, "charge", PLATFORM)
    if charge is None or charge["status"] == "failed":
        raise no_such("charge", source, "source_transaction", 400)
    if charge["status"] != "succeeded":
        raise ApiError(
            400,
            "Transfers can use only charges that have succeeded as their source here.",
            code="charge_not_ready",
            param="source_transaction",
        )
    if charge["currency"] != currency:
        raise ApiError(
            400,
            f"The currency of source_transaction's balance transaction ({charge['currency']}) must be the same as "
            f"the transfer currency ({currency})",
            param="currency",
        )
    used = sum(
        transfer["amount"] - transfer["amount_reversed"]
        for transfer in call.tx.select("transfer", [("json_extract(body, '$.source_transaction') = ?", source)])
    )
    if used + amount > charge["amount"] - charge["amount_refunded"]:
        raise ApiError(
            400,
            f"Transfers using this transaction as a source must not exceed the source amount of {charge['amount']} "
            f"{currency}. ({used} {currency} of it is already transferred, {charge['amount_refunded']} refunded.)",
            param="amount",
        )
    return charge
