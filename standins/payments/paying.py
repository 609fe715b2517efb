"""What becomes of a session when somebody pays it: at once, some days later, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from standins.payments.events import Cause, tell
from standins.payments.money import OUTSIDE, Rules, post
from standins.payments.resources.charges import recorded
from standins.payments.resources.payment_intents import opened
from standins.payments.store import Document, Transaction

_DECLINED = {
    "code": "card_declined",
    "decline_code": "generic_decline",
    "message": "Your card was declined.",
    "type": "card_error",
}
_DEBIT_FAILED = {
    "code": "debit_not_authorized",
    "message": "The customer's bank refused the debit.",
    "type": "card_error",
}
_NO_CAUSE = Cause()


def pay(tx: Transaction, session: Document, outcome: str, rules: Rules) -> Document:
    """Try to pay an open session in one of the ways of OUTCOMES; the session afterwards."""
    method, _ = OUTCOMES[outcome]
    account = tx.owner(session["id"])
    intent = tx.find(session["payment_intent"]) if session["payment_intent"] else None
    if intent is None:
        wishes = tx.hidden(session["id"])["payment_intent_data"]
        intent = opened(tx, account, session["amount_total"], session["currency"], method, wishes)
        session = {**session, "payment_intent": intent["id"]}
        tell(tx, "payment_intent.created", intent, _NO_CAUSE, account=account)
    intent = {**intent, "payment_method_types": [method]}
    OUTCOMES[outcome][1](tx, session, intent, rules)
    found = tx.find(session["id"])
    assert found is not None
    return found


def settle_debit(tx: Transaction, session_id: str, rules: Rules) -> None:
    """A bank debit has gone through."""
    session, intent, charge = _in_progress(tx, session_id)
    _collect(tx, intent, charge, rules)
    paid = {**session, "payment_status": "paid"}
    tx.save(paid)
    tell(tx, "checkout.session.async_payment_succeeded", paid, _NO_CAUSE, account=tx.owner(session_id))


def fail_debit(tx: Transaction, session_id: str, rules: Rules) -> None:
    """A bank debit has come back."""
    session, intent, charge = _in_progress(tx, session_id)
    account = tx.owner(session_id)
    failed = {
        **charge,
        "status": "failed",
        "failure_code": _DEBIT_FAILED["code"],
        "failure_message": _DEBIT_FAILED["message"],
    }
    tx.save(failed)
    tell(tx, "charge.failed", failed, _NO_CAUSE, account=account)
    intent |= {"status": "requires_payment_method", "last_payment_error": _DEBIT_FAILED}
    tx.save(intent)
    tell(tx, "payment_intent.payment_failed", intent, _NO_CAUSE, account=account)
    tell(tx, "checkout.session.async_payment_failed", session, _NO_CAUSE, account=account)


def _pay_by_card(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
    charge = _charge(tx, intent, "card", status="pending", outcome=_outcome("authorized", "approved_by_network"))
    _collect(tx, intent, charge, rules)
    _complete(tx, session, "paid")


def _decline_card(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
    tx.save(session)
    charge = _charge(
        tx,
        intent,
        "card",
        status="failed",
        failure_code=_DECLINED["code"],
        failure_message=_DECLINED["message"],
        outcome=_outcome("issuer_declined", "declined_by_network"),
    )
    account = tx.owner(session["id"])
    tell(tx, "charge.failed", charge, _NO_CAUSE, account=account)
    intent |= {
        "status": "requires_payment_method",
        "latest_charge": charge["id"],
        "last_payment_error": {**_DECLINED, "charge": charge["id"]},
    }
    tx.save(intent)
    tell(tx, "payment_intent.payment_failed", intent, _NO_CAUSE, account=account)


def _begin_debit(kind: str) -> Callable[[Transaction, Document, Document, Rules], None]:
    def begin(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
        charge = _charge(tx, intent, "us_bank_account", status="pending")
        account = tx.owner(session["id"])
        tell(tx, "charge.pending", charge, _NO_CAUSE, account=account)
        intent |= {"status": "processing", "latest_charge": charge["id"], "last_payment_error": None}
        tx.save(intent)
        tell(tx, "payment_intent.processing", intent, _NO_CAUSE, account=account)
        _complete(tx, session, "unpaid")
        tx.remind(tx.now + rules.debit_settles_after_seconds, kind, session["id"])

    return begin


def _charge(tx: Transaction, intent: Document, method: str, **details: object) -> Document:
    carried = ("description", "metadata", "receipt_email", "statement_descriptor", "transfer_group")
    return recorded(
        tx,
        tx.owner(intent["id"]),
        intent["amount"],
        intent["currency"],
        method,
        payment_intent=intent["id"],
        **{name: intent[name] for name in carried},
        **details,
    )


def _collect(tx: Transaction, intent: Document, charge: Document, rules: Rules) -> None:
    """The money is in: it becomes available after a while."""
    account, available_on = tx.owner(charge["id"]), tx.second + rules.available_after_seconds
    paid_in = post(
        tx,
        account=account,
        kind="charge",
        category="charge",
        amount=charge["amount"],
        currency=charge["currency"],
        source=charge["id"],
        against=OUTSIDE,
        fee=rules.fee(charge["amount"]),
        available_on=available_on,
        description=charge["description"],
    )
    charge |= {
        "status": "succeeded",
        "paid": True,
        "captured": True,
        "amount_captured": charge["amount"],
        "balance_transaction": paid_in["id"],
    }
    tx.save(charge)
    tell(tx, "charge.succeeded", charge, _NO_CAUSE, account=account)
    intent |= {
        "status": "succeeded",
        "amount_received": charge["amount"],
        "latest_charge": charge["id"],
        "payment_method": charge["payment_method"],
        "last_payment_error": None,
    }
    tx.save(intent)
    tell(tx, "payment_intent.succeeded", intent, _NO_CAUSE, account=account)
    tx.remind(available_on, "money_becomes_available", account)


def _complete(tx: Transaction, session: Document, payment_status: str) -> None:
    details = {
        "address": None,
        "business_name": None,
        "email": session["customer_email"],
        "individual_name": None,
        "name": None,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
    complete = {
        **session,
        "status": "complete",
        "payment_status": payment_status,
        "url": None,
        "customer_details": details,
    }
    tx.save(complete)
    tell(tx, "checkout.session.completed", complete, _NO_CAUSE, account=tx.owner(session["id"]))


def _in_progress(tx: Transaction, session_id: str) -> tuple[Document, Document, Document]:
    session = tx.find(session_id)
    assert session is not None
    intent = tx.find(session["payment_intent"])
    assert intent is not None
    charge = tx.find(intent["latest_charge"])
    assert charge is not None
    return session, intent, charge


def _outcome(kind: str, network_status: str) -> Document:
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": network_status,
        "reason": None,
        "risk_level": "normal",
        "seller_message": None,
        "type": kind,
    }


OUTCOMES: Mapping[str, tuple[str, Callable[[Transaction, Document, Document, Rules], None]]] = {
    "card": ("card", _pay_by_card),
    "card_declined": ("card", _decline_card),
    "bank_debit": ("us_bank_account", _begin_debit("debit_settles")),
    "bank_debit_fails": ("us_bank_account", _begin_debit("debit_fails")),
}
