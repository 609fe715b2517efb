"""What a journal can say: one kind for every line of the table of postings."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class JournalKind(StrEnum):
    """The reason for a posting."""

    TOP_UP = "top_up"
    STRIPE_FEE = "stripe_fee"
    BRIEF_FUNDED = "brief_funded"
    BRIEF_RELEASED = "brief_released"
    ORDER_HELD = "order_held"
    ORDER_RETURNED = "order_returned"
    ORDER_CANCELLED = "order_cancelled"
    SETTLED = "settled"
    MATURED = "matured"
    PAYOUT_BEGUN = "payout_begun"
    PAYOUT_SENT = "payout_sent"
    UNEXPLAINED = "unexplained"
    REVERSAL = "reversal"


LABELS: dict[StrEnum, str] = {
    JournalKind.TOP_UP: N_("Wallet topped up"),
    JournalKind.STRIPE_FEE: N_("Stripe fee"),
    JournalKind.BRIEF_FUNDED: N_("Budget set aside for a brief"),
    JournalKind.BRIEF_RELEASED: N_("Rest of a budget returned"),
    JournalKind.ORDER_HELD: N_("Price and fee held for an order"),
    JournalKind.ORDER_RETURNED: N_("Hold of an order returned"),
    JournalKind.ORDER_CANCELLED: N_("Order cancelled with a kill fee"),
    JournalKind.SETTLED: N_("Work settled"),
    JournalKind.MATURED: N_("Earning became available"),
    JournalKind.PAYOUT_BEGUN: N_("Payout begun"),
    JournalKind.PAYOUT_SENT: N_("Payout sent"),
    JournalKind.UNEXPLAINED: N_("Unexplained money"),
    JournalKind.REVERSAL: N_("Reversal"),
}
