"""For tests and demonstrations: look inside, move the clock, plan trouble, restrict an account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from standins.payments import faults, money
from standins.payments.due import let_happen
from standins.payments.events import Cause
from standins.payments.identifiers import instant
from standins.payments.resources.accounts import STATUSES, set_status, status_of
from standins.payments.showing import shown
from standins.payments.store import PLATFORM, Store, Transaction

control = Blueprint("control", __name__)

_FARTHEST_SECONDS = 400 * 86_400
_WAITS_SECONDS = 10
_SHOWN_KINDS = {
    "checkout_sessions": "checkout.session",
    "payment_intents": "payment_intent",
    "charges": "charge",
    "transfers": "transfer",
    "transfer_reversals": "transfer_reversal",
    "refunds": "refund",
    "payouts": "payout",
    "disputes": "dispute",
    "payment_methods": "payment_method",
    "accounts": "v2.core.account",
}
_WISHES: dict[str, tuple[type, ...]] = {
    "late_seconds": (int, float),
    "doubled": (bool,),
    "reordered": (bool,),
    "paused": (bool,),
}


def _store() -> Store:
    store: Store = current_app.extensions["store"]
    return store


def _refused(code: str, message: str) -> ResponseReturnValue:
    return jsonify(error={"code": code, "message": message}), 422


def _body() -> dict[str, Any]:
    raw = request.get_json(silent=True)
    return raw if isinstance(raw, dict) else {}


@control.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether it answers, and what its clock shows."""
    with _store().change() as tx:
        return jsonify(status="ok", now=instant(tx.now))


@control.get("/_standin/clock")
def clock() -> ResponseReturnValue:
    """What its clock shows, and by how much that is ahead."""
    with _store().change() as tx:
        return jsonify(now=instant(tx.now), offset_seconds=tx.setting("clock_offset", 0))


@control.post("/_standin/clock/advance")
def advance_clock() -> ResponseReturnValue:
    """Let time pass; what falls due meanwhile has happened when this answers.

    A request that is slow in seconds is done before hours pass: it is waited for.
    """
    seconds = _body().get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= _FARTHEST_SECONDS:
        return _refused("wrong_seconds", f"Give seconds as a number from 0 to {_FARTHEST_SECONDS}.")
    current_app.config["IN_FLIGHT"].wait_until_done(_WAITS_SECONDS)
    with _store().change() as tx:
        offset = tx.setting("clock_offset", 0) + seconds
        tx.set("clock_offset", offset)
        now = tx.now + seconds
    happened = let_happen(_store(), current_app.config["RULES"])
    return jsonify(now=instant(now), offset_seconds=offset, happened=happened)


@control.post("/_standin/clock")
def set_clock() -> ResponseReturnValue:
    """Let it be an instant, in seconds since 1970; back in time only while there is nothing yet that has happened."""
    moment = _body().get("now")
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        return _refused("wrong_now", "Give now as a number of seconds since 1970.")
    with _store().change() as tx:
        ahead = moment - tx.now
        if abs(ahead) > _FARTHEST_SECONDS:
            return _refused("wrong_now", f"Give now at most {_FARTHEST_SECONDS} seconds away from the clock's.")
        if ahead < 0 and tx.run("SELECT 1 FROM documents LIMIT 1"):
            return _refused("clock_goes_forward", "Things have happened here already: the clock only goes forward now.")
        offset = tx.setting("clock_offset", 0) + ahead
        tx.set("clock_offset", offset)
    happened = let_happen(_store(), current_app.config["RULES"])
    return jsonify(now=instant(moment), offset_seconds=offset, happened=happened)


@control.get("/_standin/faults")
def list_faults() -> ResponseReturnValue:
    """The plan of faults."""
    with _store().change() as tx:
        return jsonify(faults=faults.planned(tx), kinds=faults.KINDS)


@control.post("/_standin/faults")
def plan_faults() -> ResponseReturnValue:
    """Add to the plan of faults."""
    raw = request.get_json(silent=True)
    try:
        with _store().change() as tx:
            faults.plan(tx, raw["faults"] if isinstance(raw, dict) and "faults" in raw else raw)
            return jsonify(faults=faults.planned(tx))
    except faults.WrongFault as why:
        return _refused("wrong_fault", str(why))


@control.delete("/_standin/faults")
def clear_faults() -> ResponseReturnValue:
    """No more trouble."""
    with _store().change() as tx:
        tx.run("DELETE FROM faults")
    return "", 204


@control.get("/_standin/webhooks")
def webhook_wishes() -> ResponseReturnValue:
    """How events are delivered, and what still waits."""
    with _store().change() as tx:
        return jsonify(options=tx.setting("webhooks", {}), waiting=_waiting(tx))


@control.post("/_standin/webhooks")
def set_webhook_wishes() -> ResponseReturnValue:
    """Deliver events late, doubled, reordered, or not at all for now; leaving an option out turns it off."""
    wishes = _body()
    for name, value in wishes.items():
        if type(value) not in _WISHES.get(name, ()):
            return _refused("wrong_option", "Give late_seconds (a number), doubled, reordered, paused (true or false).")
    if not 0 <= wishes.get("late_seconds", 0) <= _FARTHEST_SECONDS:
        return _refused("wrong_option", "Give late_seconds as a number that is not negative.")
    with _store().change() as tx:
        tx.set("webhooks", wishes)
        return jsonify(options=wishes, waiting=_waiting(tx))


@control.post("/_standin/accounts/<id>/status")
def set_account_status(id: str) -> ResponseReturnValue:
    """Let an account be paid, or no longer, as if the processor had decided so."""
    status = _body().get("status")
    if status not in STATUSES:
        return _refused("wrong_status", f"Give status: one of {', '.join(STATUSES)}.")
    with _store().change() as tx:
        account = tx.find(id, "v2.core.account")
        if account is None:
            return jsonify(error={"code": "not_found", "message": "There is no such account."}), 404
        set_status(tx, account, status, Cause())
        return jsonify(id=id, status=status_of(account))


@control.get("/_standin/state")
def state() -> ResponseReturnValue:
    """Everything there is, newest first."""
    with _store().change() as tx:
        things = {name: [shown(tx, one) for one in tx.select(kind)] for name, kind in _SHOWN_KINDS.items()}
        owners = [PLATFORM, *(account["id"] for account in things["accounts"])]
        return jsonify(
            now=instant(tx.now),
            balances={money.holder(owner): _balances(tx, owner) for owner in owners},
            undelivered=_waiting(tx),
            **things,
        )


@control.get("/_standin/invariants")
def invariants() -> ResponseReturnValue:
    """Whether the money adds up."""
    with _store().change() as tx:
        return jsonify(money.invariants(tx))


def _balances(tx: Transaction, owner: str) -> dict[str, dict[str, int]]:
    held = money.balances(tx, owner).items()
    return {currency: {"available": balance.available, "pending": balance.pending} for currency, balance in held}


def _waiting(tx: Transaction) -> list[dict[str, Any]]:
    rows = tx.run(
        "SELECT event, destination, attempts, last_answer FROM deliveries WHERE delivered_at IS NULL ORDER BY seq"
    )
    return [dict(row) for row in rows]
