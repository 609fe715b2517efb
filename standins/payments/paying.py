"""What becomes of a session when somebody pays it: at once, some days later, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from standins.payments.events import Cause, tell
from standins.payments.money import OUTSIDE, Rules, post
from standins.payments.resources.charges import recorded
from standins.payments.resources.payment_intents import opened
from standins.payments.resources.payment_methods import saved
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
_BANK_DEBIT = "bank debit"
_SAVES = ("card", "bank_debit")


def pay(tx: Transaction, session: Document, outcome: str, rules: Rules) -> Document:
    """Try to pay an open session in one of the ways of OUTCOMES; the session afterwards."""
    method = method_of(outcome, session["currency"])
    account = tx.owner(session["id"])
    intent = tx.find(session["payment_intent"]) if session["payment_intent"] else None
    if intent is None:
        wishes = tx.hidden(session["id"])["payment_intent_data"]
        intent = opened(tx, account, session["amount_total"], session["currency"], method, wishes, session["customer"])
        session = {**session, "payment_intent": intent["id"]}
        tell(tx, "payment_intent.created", intent, _NO_CAUSE, account=account)
    intent = {**intent, "payment_method_types": [method]}
    if session["customer"] and intent["setup_future_usage"] and outcome in _SAVES:
        intent["payment_method"] = saved(tx, account, session["customer"], method)["id"]
    OUTCOMES[outcome][1](tx, session, intent, rules)
    found = tx.find(session["id"])
    assert found is not None
    return found


def method_of(outcome: str, currency: str) -> str:
    """The payment method, as the API names it, by which an outcome pays."""
    return bank_debit_of(currency) if OUTCOMES[outcome][0] == _BANK_DEBIT else OUTCOMES[outcome][0]


def bank_debit_of(currency: str) -> str:
    """The bank debit of a currency's home."""
    return "sepa_debit" if currency == "eur" else "us_bank_account"


def settle_debit(tx: Transaction, subject: str, rules: Rules) -> None:
    """A bank debit has gone through; `subject` is its session, or its payment intent when nobody was there."""
    session, intent, charge = _in_progress(tx, subject)
    collect(tx, intent, charge, rules)
    if session is not None:
        paid = {**session, "payment_status": "paid"}
        tx.save(paid)
        tell(tx, "checkout.session.async_payment_succeeded", paid, _NO_CAUSE, account=tx.owner(subject))


def fail_debit(tx: Transaction, subject: str, rules: Rules) -> None:
    """A bank debit has come back."""
    session, intent, charge = _in_progress(tx, subject)
    account = tx.owner(subject)
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
    if session is not None:
        tell(tx, "checkout.session.async_payment_failed", session, _NO_CAUSE, account=account)


def begin_debit(tx: Transaction, intent: Document, subject: str, kind: str, rules: Rules) -> None:
    """A bank has been asked for the money; what it says comes some days later."""
    account = tx.owner(intent["id"])
    charge = charge_for(tx, intent, intent["payment_method_types"][0], status="pending")
    tell(tx, "charge.pending", charge, _NO_CAUSE, account=account)
    intent |= {"status": "processing", "latest_charge": charge["id"], "last_payment_error": None}
    tx.save(intent)
    tell(tx, "payment_intent.processing", intent, _NO_CAUSE, account=account)
    tx.remind(tx.now + rules.debit_settles_after_seconds, kind, subject)


def _pay_by_card(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
    charge = charge_for(tx, intent, "card", status="pending", outcome=_outcome("authorized", "approved_by_network"))
    collect(tx, intent, charge, rules)
    _complete(tx, session, "paid")


def _pay_and_dispute(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
    _pay_by_card(tx, session, intent, rules)
    tx.remind(tx.now + rules.dispute_opens_after_seconds, "dispute_opens", intent["latest_charge"])


def _pay_and_fail_refunds(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
    _pay_by_card(tx, session, intent, rules)
    tx.hide(intent["latest_charge"], {"refunds_fail": True})


def _decline_card(tx: Transaction, session: Document, intent: Document, rules: Rules) -> None:
    tx.save(session)
    charge = charge_for(
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
        begin_debit(tx, intent, session["id"], kind, rules)
        _complete(tx, session, "unpaid")

    return begin


def charge_for(tx: Transaction, intent: Document, method: str, **details: object) -> Document:
    """A new charge behind a payment intent."""
    carried = ("customer", "description", "metadata", "payment_method", "receipt_email", "statement_descriptor")
    return recorded(
        tx,
        tx.owner(intent["id"]),
        intent["amount"],
        intent["currency"],
        method,
        payment_intent=intent["id"],
        transfer_group=intent["transfer_group"],
        **{name: intent[name] for name in carried},
        **details,
    )


def collect(tx: Transaction, intent: Document, charge: Document, rules: Rules) -> None:
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


def _in_progress(tx: Transaction, subject: str) -> tuple[Document | None, Document, Document]:
    session = tx.find(subject, "checkout.session")
    intent = tx.find(session["payment_intent"] if session else subject)
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
    "card_disputed": ("card", _pay_and_dispute),
    "card_refund_fails": ("card", _pay_and_fail_refunds),
    "bank_debit": (_BANK_DEBIT, _begin_debit("debit_settles")),
    "bank_debit_fails": (_BANK_DEBIT, _begin_debit("debit_fails")),
}
