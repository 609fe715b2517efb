"""What is always true of brands' money on its way back, asked of the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.text import N_
from marketplace.work.invariants import Invariants

_NONE_LIKE: Mapping[str, str] = {
    # A refund's account holds its amount until it has left Stripe or is in the wallet again, and then nothing.
    "every_refund_is_somewhere_once": """
        SELECT FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id
        FULL JOIN refunds r ON a.code = 'refund:in_transit:' || r.id
        WHERE coalesce(a.code, 'refund:in_transit:') LIKE 'refund:in\\_transit:%'
        AND NOT coalesce(CASE
            WHEN r.state IN ('queued', 'sending', 'waiting_funds') THEN -b.amount_minor = r.amount_minor
            WHEN r.state = 'sent' THEN -b.amount_minor IN (0, r.amount_minor) ELSE b.amount_minor = 0 END, false)""",
    "no_payment_is_given_back_twice": """
        SELECT FROM top_ups t JOIN refunds r ON r.top_up_id = t.id AND r.state NOT IN ('returned', 'called_off')
        GROUP BY t.id HAVING sum(r.amount_minor) > coalesce(t.paid_minor, 0) OR bool_or(r.brand_id <> t.brand_id)
        OR bool_or(r.currency <> t.currency)""",
    "what_banks_hold_is_what_chargebacks_say": """
        SELECT FROM (SELECT currency, sum(held_minor) AS said FROM chargebacks
            WHERE state IN ('open', 'answering', 'answered') GROUP BY 1) c
        FULL JOIN (SELECT a.currency, b.amount_minor AS held FROM ledger_accounts a JOIN ledger_balances b
            ON b.account_id = a.id WHERE a.code = 'psp:dispute_hold') l ON l.currency = c.currency
        WHERE coalesce(c.said, 0) <> coalesce(l.held, 0)""",
}  # each holds when its query finds no row

SAYS: Mapping[str, str] = {
    "every_refund_is_somewhere_once": N_("Every refund is in one place"),
    "no_payment_is_given_back_twice": N_("No payment is given back twice"),
    "what_banks_hold_is_what_chargebacks_say": N_("What banks hold is what chargebacks say"),
}
"""The invariants as people read them."""


def verify(session: Session) -> dict[str, bool]:
    """Whether each invariant of refunds and chargebacks holds."""
    return {name: not session.scalar(sa.text(f"SELECT EXISTS ({query})")) for name, query in _NONE_LIKE.items()}


INVARIANTS = Invariants(verify, SAYS)
