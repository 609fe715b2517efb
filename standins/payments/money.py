"""Where money is: every movement has two ends, and balances are sums of movements, never numbers of their own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from standins.payments.identifiers import new_id
from standins.payments.store import Document, Transaction

FEES, OUTSIDE, TRANSIT = "fees", "outside", "transit"
"""Ends of movements that are no account: what the processor keeps, the world's cards and banks, and what has left one
account but not reached the other (always nothing, once a request is answered)."""

PLATFORM_HOLDER = "platform"


@dataclass(frozen=True)
class Rules:
    """What the processor takes and how long it waits. Amounts in the currency's smallest unit."""

    fee_basis_points: int = 290
    fee_fixed: int = 30
    available_after_seconds: int = 2 * 86_400
    debit_settles_after_seconds: int = 4 * 86_400
    payout_arrives_after_seconds: int = 2 * 86_400
    automatic_payout_after_seconds: int = 86_400
    refund_arrives_after_seconds: int = 5 * 86_400
    dispute_fee: int = 1_500
    dispute_opens_after_seconds: int = 3 * 86_400
    dispute_evidence_within_seconds: int = 9 * 86_400
    dispute_decided_after_seconds: int = 7 * 86_400
    review_takes_seconds: int = 86_400

    def fee(self, amount: int) -> int:
        """What a payment costs, rounded half up."""
        return (amount * self.fee_basis_points + 5_000) // 10_000 + self.fee_fixed


@dataclass(frozen=True)
class Balance:
    """Money of one account in one currency."""

    available: int = 0
    pending: int = 0


def holder(account: str) -> str:
    """The end of a movement that an account is."""
    return account or PLATFORM_HOLDER


def balances(tx: Transaction, account: str) -> dict[str, Balance]:
    """What an account holds, by currency."""
    rows = tx.run(
        "SELECT currency, SUM(CASE WHEN available_on <= ? THEN amount ELSE 0 END) AS available,"
        " SUM(CASE WHEN available_on > ? THEN amount ELSE 0 END) AS pending"
        " FROM movements WHERE holder = ? GROUP BY currency ORDER BY currency",
        *(tx.second, tx.second, holder(account)),
    )
    return {row["currency"]: Balance(row["available"], row["pending"]) for row in rows}


def balance(tx: Transaction, account: str, currency: str) -> Balance:
    """What an account holds in one currency."""
    return balances(tx, account).get(currency, Balance())


def post(
    tx: Transaction,
    *,
    account: str,
    kind: str,
    category: str,
    amount: int,
    currency: str,
    source: str,
    against: str,
    fee: int = 0,
    available_on: int | None = None,
    description: str | None = None,
) -> Document:
    """Move money into an account (out of it, when the amount is negative); the balance transaction that says so."""
    created, ready = tx.second, tx.second if available_on is None else available_on
    fee_details = [
        {
            "amount": fee,
            "application": None,
            "currency": currency,
            "description": "Processing fees",
            "type": "stripe_fee",
        }
    ]
    transaction = tx.add(
        {
            "id": new_id("txn_"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": ready,
            "balance_type": "payments",
            "created": created,
            "currency": currency,
            "description": description,
            "exchange_rate": None,
            "fee": fee,
            "fee_details": fee_details if fee else [],
            "net": amount - fee,
            "reporting_category": category,
            "source": source,
            "status": "pending",
            "type": kind,
        },
        account=account,
    )
    ends = [(holder(account), amount - fee), (FEES, fee), (against, -amount)]
    for end, moved in ends:
        if moved:
            tx.run("INSERT INTO movements VALUES (?, ?, ?, ?, ?)", transaction["id"], end, currency, moved, ready)
    return transaction


def invariants(tx: Transaction) -> dict[str, Any]:
    """What must be true at every moment, and the sums it was read from."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"balances": 0, "fees": 0, "outside": 0, "transit": 0})
    for row in tx.run("SELECT holder, currency, SUM(amount) AS amount FROM movements GROUP BY holder, currency"):
        end = row["holder"] if row["holder"] in (FEES, OUTSIDE, TRANSIT) else "balances"
        sums[row["currency"]][end] += row["amount"]
    checks = {
        "balances_fees_and_outside_sum_to_zero": all(
            s["balances"] + s["fees"] + s["outside"] == 0 for s in sums.values()
        ),
        "nothing_stays_between_two_accounts": all(s["transit"] == 0 for s in sums.values()),
        **{claim: not tx.run(sql) for claim, sql in _COUNTEREXAMPLES.items()},
    }
    return {"ok": all(checks.values()), "checks": checks, "sums": sums}


def _of(object: str, condition: str) -> str:
    return f"SELECT id FROM documents WHERE object = '{object}' AND {condition} LIMIT 1"


_COUNTEREXAMPLES = {
    "every_posting_sums_to_zero": "SELECT posting FROM movements GROUP BY posting HAVING SUM(amount) <> 0 LIMIT 1",
    "balance_transactions_agree_with_balances": """
        SELECT owner, currency FROM (
            SELECT CASE account WHEN '' THEN 'platform' ELSE account END AS owner,
                json_extract(body, '$.currency') AS currency, json_extract(body, '$.net') AS amount
            FROM documents WHERE object = 'balance_transaction'
            UNION ALL
            SELECT holder, currency, -amount FROM movements WHERE holder NOT IN ('fees', 'outside', 'transit')
        ) GROUP BY owner, currency HAVING SUM(amount) <> 0 LIMIT 1""",
    "no_transfer_is_reversed_beyond_its_amount": _of(
        "transfer", "json_extract(body, '$.amount_reversed') > json_extract(body, '$.amount')"
    ),
    "no_charge_is_refunded_beyond_its_amount": _of(
        "charge", "json_extract(body, '$.amount_refunded') > json_extract(body, '$.amount')"
    ),
    "every_paid_session_has_one_successful_charge": """
        SELECT session.id FROM documents session LEFT JOIN documents charge ON charge.object = 'charge'
            AND json_extract(charge.body, '$.payment_intent') = json_extract(session.body, '$.payment_intent')
            AND json_extract(charge.body, '$.status') = 'succeeded'
        WHERE session.object = 'checkout.session' AND json_extract(session.body, '$.payment_status') = 'paid'
        GROUP BY session.id HAVING COUNT(charge.id) <> 1 LIMIT 1""",
}
