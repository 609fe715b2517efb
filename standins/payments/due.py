"""What time brings: sessions expire, debits settle, money becomes available, payouts and refunds arrive or fail,
disputes are opened and decided, checks end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from standins.payments.events import Cause, tell
from standins.payments.money import Rules, balances
from standins.payments.paying import fail_debit, settle_debit
from standins.payments.resources import disputes, payouts, refunds
from standins.payments.resources.accounts import set_status, status_of
from standins.payments.resources.checkout_sessions import close
from standins.payments.store import Document, Store, Transaction

_LOOKS_EVERY_SECONDS = 0.5


def let_happen(store: Store, rules: Rules) -> int:
    """Everything whose time has come, each in its own transaction; how much that was."""
    happened = 0
    while True:
        with store.change() as tx:
            rows = tx.run("SELECT * FROM due WHERE at <= ? ORDER BY at, seq LIMIT 1", tx.now)
            if not rows:
                return happened
            _HAPPENINGS[rows[0]["kind"]](tx, rows[0]["subject"], rules)
            tx.run("DELETE FROM due WHERE seq = ?", rows[0]["seq"])
        happened += 1


def keep_looking(store: Store, rules: Rules, stopped: threading.Event) -> None:
    """Let things happen as time goes by, until told to stop."""
    while not stopped.wait(_LOOKS_EVERY_SECONDS):
        let_happen(store, rules)


def _expire_session(tx: Transaction, id: str, rules: Rules) -> None:
    session = tx.find(id)
    if session and session["status"] == "open":
        tell(tx, "checkout.session.expired", close(tx, session), Cause(), account=tx.owner(id))


def _announce_available(tx: Transaction, account: str, rules: Rules) -> None:
    def parts(name: str) -> list[dict[str, object]]:
        held = balances(tx, account).items()
        return [{"amount": getattr(balance, name), "currency": currency} for currency, balance in held]

    balance = {"object": "balance", "available": parts("available"), "livemode": False, "pending": parts("pending")}
    tell(tx, "balance.available", balance, Cause(), account=account)


def _arrive(tx: Transaction, id: str, rules: Rules) -> None:
    payout = tx.find(id)
    assert payout is not None
    payouts.arrive(tx, payout, tx.setting(payouts.bank_trouble(tx.owner(id)), None))


def _end_refund(tx: Transaction, id: str, rules: Rules) -> None:
    refund = tx.find(id)
    if refund and refund["status"] == "pending":
        refunds.arrive(tx, refund)


def _fail_refund(tx: Transaction, id: str, rules: Rules) -> None:
    refund = tx.find(id)
    if refund and refund["status"] in ("pending", "succeeded"):
        refunds.fail(tx, refund)


def _open_dispute(tx: Transaction, id: str, rules: Rules) -> None:
    charge = tx.find(id)
    if charge and not charge["disputed"] and charge["amount_refunded"] < charge["amount"]:
        disputes.open_dispute(tx, charge, rules, reason="fraudulent")


def _decide(ending: Callable[[Transaction, Document, Cause], Document]) -> Callable[[Transaction, str, Rules], None]:
    def decide(tx: Transaction, id: str, rules: Rules) -> None:
        dispute = tx.find(id)
        if dispute and disputes.is_open(dispute):
            ending(tx, dispute, Cause())

    return decide


def _end_evidence(tx: Transaction, id: str, rules: Rules) -> None:
    dispute = tx.find(id)
    if dispute and disputes.awaits_evidence(dispute):
        disputes.lose(tx, dispute, Cause())


def _end_review(tx: Transaction, id: str, rules: Rules) -> None:
    account = tx.find(id)
    if account and status_of(account) == "pending":
        set_status(tx, account, "active", Cause())


_HAPPENINGS: Mapping[str, Callable[[Transaction, str, Rules], None]] = {
    "expire_session": _expire_session,
    "debit_settles": settle_debit,
    "debit_fails": fail_debit,
    "money_becomes_available": _announce_available,
    "payout_arrives": _arrive,
    "automatic_payout": payouts.pay_out_all,
    "refund_arrives": _end_refund,
    "refund_fails": _fail_refund,
    "dispute_opens": _open_dispute,
    "dispute_won": _decide(disputes.win),
    "dispute_lost": _decide(disputes.lose),
    "dispute_evidence_due": _end_evidence,
    "review_ends": _end_review,
}
