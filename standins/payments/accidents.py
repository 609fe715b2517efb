"""For tests and demonstrations: what banks do when one asks them to: disputes, refunds and payouts that come back."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from standins.payments.events import Cause
from standins.payments.money import PLATFORM_HOLDER
from standins.payments.resources import disputes, payouts, refunds
from standins.payments.showing import shown
from standins.payments.store import PLATFORM, Document, Store, Transaction

accidents = Blueprint("accidents", __name__)

_ENDINGS = {"won": disputes.win, "lost": disputes.lose}


def _store() -> Store:
    store: Store = current_app.extensions["store"]
    return store


def _wish(name: str) -> object:
    raw = request.get_json(silent=True)
    return raw.get(name) if isinstance(raw, dict) else None


def _refused(message: str, status: int = 422) -> ResponseReturnValue:
    return jsonify(error={"code": "refused", "message": message}), status


@accidents.post("/_standin/charges/<id>/dispute")
def open_dispute(id: str) -> ResponseReturnValue:
    """The bank of whoever paid a charge opens a dispute; `id` may be its payment intent's."""
    reason, amount = _wish("reason") or "fraudulent", _wish("amount")
    if reason not in disputes.REASONS:
        return _refused(f"Give reason: one of {', '.join(disputes.REASONS)}.")
    with _store().change() as tx:
        charge = _charge(tx, id)
        if charge is None or charge["status"] != "succeeded" or charge["disputed"]:
            return _refused("There is no such charge that can be disputed.", 404)
        left = charge["amount"] - charge["amount_refunded"]
        if amount is not None and (type(amount) is not int or not 0 < amount <= left) or left == 0:
            return _refused(f"Give amount as a whole number from 1 to {left}, or leave it out.")
        rules = current_app.config["RULES"]
        asked = amount if isinstance(amount, int) else None
        return jsonify(shown(tx, disputes.open_dispute(tx, charge, rules, reason=str(reason), amount=asked)))


@accidents.post("/_standin/disputes/<id>/close")
def close_dispute(id: str) -> ResponseReturnValue:
    """The bank decides a dispute."""
    ending = _ENDINGS.get(str(_wish("status")))
    if ending is None:
        return _refused("Give status: won or lost.")
    with _store().change() as tx:
        dispute = tx.find(id, "dispute")
        if dispute is None or not disputes.is_open(dispute):
            return _refused("There is no such open dispute.", 404)
        return jsonify(shown(tx, ending(tx, dispute, Cause())))


@accidents.post("/_standin/refunds/<id>/fail")
def fail_refund(id: str) -> ResponseReturnValue:
    """A refund comes back from the bank."""
    with _store().change() as tx:
        refund = tx.find(id, "refund")
        if refund is None or refund["status"] not in ("pending", "succeeded"):
            return _refused("There is no such refund that can fail.", 404)
        return jsonify(refunds.fail(tx, refund))


@accidents.post("/_standin/payouts/<id>/return")
def return_payout(id: str) -> ResponseReturnValue:
    """A bank sends a payout back for the reason `failure`; without one the processor has cancelled it on its way."""
    failure = _wish("failure")
    if failure is not None and failure not in payouts.FAILURES:
        return _refused(f"Give failure: null or one of {', '.join(payouts.FAILURES)}.")
    with _store().change() as tx:
        payout = tx.find(id, "payout")
        can_come_back = ("in_transit", "paid") if failure else ("in_transit",)
        if payout is None or payout["status"] not in can_come_back:
            return _refused("There is no such payout that can come back.", 404)
        return jsonify(shown(tx, payouts.come_back(tx, payout, str(failure) if failure else None)))


@accidents.post("/_standin/accounts/<id>/bank")
def set_bank(id: str) -> ResponseReturnValue:
    """An account's bank takes no payouts any more, for the reason `failure`; or again, when that is null."""
    failure = _wish("failure")
    if failure is not None and failure not in payouts.FAILURES:
        return _refused(f"Give failure: null or one of {', '.join(payouts.FAILURES)}.")
    account = PLATFORM if id == PLATFORM_HOLDER else id
    with _store().change() as tx:
        if account != PLATFORM and tx.find(account, "v2.core.account") is None:
            return _refused("There is no such account.", 404)
        tx.set(payouts.bank_trouble(account), failure)
        if failure is None and account != PLATFORM:
            tx.remind(tx.now, "automatic_payout", account)
        return jsonify(id=id, failure=failure)


def _charge(tx: Transaction, id: str) -> Document | None:
    intent = tx.find(id, "payment_intent")
    return tx.find(str(intent["latest_charge"]) if intent else id, "charge")
