"""What a journal can say: one kind for every line of the table of postings."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class JournalKind(StrEnum):
    """The reason for a posting."""

    TOP_UP = "top_up"
    STRIPE_FEE = "stripe_fee"
    REFUND_BEGUN = "refund_begun"
    REFUND_SENT = "refund_sent"
    REFUND_FAILED = "refund_failed"
    REFUND_RETURNED = "refund_returned"
    BRIEF_FUNDED = "brief_funded"
    BRIEF_RELEASED = "brief_released"
    ORDER_HELD = "order_held"
    ORDER_RETURNED = "order_returned"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_SPLIT = "order_split"
    SETTLED = "settled"
    COMMISSION_EARNED = "commission_earned"
    COMMISSION_REVERSED = "commission_reversed"
    COMMISSION_CLAWED_BACK = "commission_clawed_back"
    MATURED = "matured"
    RESERVE_KEPT = "reserve_kept"
    RESERVE_RELEASED = "reserve_released"
    CLAWED_BACK = "clawed_back"
    DEBT_RAISED = "debt_raised"
    DEBT_NETTED = "debt_netted"
    DEBT_REPAID = "debt_repaid"
    DEBT_WRITTEN_OFF = "debt_written_off"
    PAYOUT_BEGUN = "payout_begun"
    PAYOUT_SENT = "payout_sent"
    PAYOUT_SENT_TO_BANK = "payout_sent_to_bank"
    PAYOUT_RETURNED = "payout_returned"
    PAYOUT_RETURNED_BY_BANK = "payout_returned_by_bank"
    PAYOUT_GIVEN_BACK = "payout_given_back"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_FEE = "dispute_fee"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    WITHDRAWAL_BEGUN = "withdrawal_begun"
    WITHDRAWAL_ARRIVED = "withdrawal_arrived"
    WITHDRAWAL_FAILED = "withdrawal_failed"
    VAT_ON_FEE = "vat_on_fee"
    TAX_REMITTED = "tax_remitted"
    CONVERSION = "conversion"
    UNEXPLAINED = "unexplained"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"


LABELS: dict[StrEnum, str] = {
    JournalKind.TOP_UP: N_("Wallet topped up"),
    JournalKind.STRIPE_FEE: N_("Stripe fee"),
    JournalKind.REFUND_BEGUN: N_("Refund begun"),
    JournalKind.REFUND_SENT: N_("Refund sent"),
    JournalKind.REFUND_FAILED: N_("Refund came back to Stripe"),
    JournalKind.REFUND_RETURNED: N_("Refund returned to the wallet"),
    JournalKind.BRIEF_FUNDED: N_("Budget set aside for a brief"),
    JournalKind.BRIEF_RELEASED: N_("Rest of a budget returned"),
    JournalKind.ORDER_HELD: N_("Price and fee held for an order"),
    JournalKind.ORDER_RETURNED: N_("Hold of an order returned"),
    JournalKind.ORDER_CANCELLED: N_("Order cancelled with a kill fee"),
    JournalKind.ORDER_SPLIT: N_("Hold of an order split by a ruling"),
    JournalKind.SETTLED: N_("Work settled"),
    JournalKind.COMMISSION_EARNED: N_("Commission earned"),
    JournalKind.COMMISSION_REVERSED: N_("Commission reversed"),
    JournalKind.COMMISSION_CLAWED_BACK: N_("Commission clawed back"),
    JournalKind.MATURED: N_("Earning became available"),
    JournalKind.RESERVE_KEPT: N_("Earning reserved for a dispute"),
    JournalKind.RESERVE_RELEASED: N_("Reserve released"),
    JournalKind.CLAWED_BACK: N_("Earning clawed back"),
    JournalKind.DEBT_RAISED: N_("Debt raised"),
    JournalKind.DEBT_NETTED: N_("Debt netted"),
    JournalKind.DEBT_REPAID: N_("Debt repaid"),
    JournalKind.DEBT_WRITTEN_OFF: N_("Debt written off"),
    JournalKind.PAYOUT_BEGUN: N_("Payout begun"),
    JournalKind.PAYOUT_SENT: N_("Payout sent"),
    JournalKind.PAYOUT_SENT_TO_BANK: N_("Payout sent by the bank"),
    JournalKind.PAYOUT_RETURNED: N_("Payout returned"),
    JournalKind.PAYOUT_RETURNED_BY_BANK: N_("Payout returned by the bank"),
    JournalKind.PAYOUT_GIVEN_BACK: N_("Payout given back to the creator"),
    JournalKind.DISPUTE_OPENED: N_("Dispute opened"),
    JournalKind.DISPUTE_FEE: N_("Dispute fee"),
    JournalKind.DISPUTE_WON: N_("Dispute won"),
    JournalKind.DISPUTE_LOST: N_("Dispute lost"),
    JournalKind.WITHDRAWAL_BEGUN: N_("On the way from Stripe to our bank"),
    JournalKind.WITHDRAWAL_ARRIVED: N_("Arrived at our bank"),
    JournalKind.WITHDRAWAL_FAILED: N_("Came back from our bank to Stripe"),
    JournalKind.VAT_ON_FEE: N_("VAT on a fee"),
    JournalKind.TAX_REMITTED: N_("Tax paid to the state"),
    JournalKind.CONVERSION: N_("Currency converted"),
    JournalKind.UNEXPLAINED: N_("Unexplained money"),
    JournalKind.ADJUSTMENT: N_("Unexplained money put in its place"),
    JournalKind.REVERSAL: N_("Reversal"),
}
