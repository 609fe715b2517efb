"""Reads: wallets, what came in, what goes back, what is taken back."""

from marketplace.wallets.queries.auto_top_ups import (
    collected_in_month,
    is_collecting,
    rule_of,
    rule_seen_by,
    rules_of,
    rules_that_are_on,
)
from marketplace.wallets.queries.balances import PaidIn, kept_back_of, owed_by, paid_in_by, spendable_of, wallet_of
from marketplace.wallets.queries.chargebacks import (
    chargeback_of_dispute,
    chargeback_seen_by,
    chargebacks_in,
    chargebacks_of,
    count_chargebacks,
)
from marketplace.wallets.queries.refunds import (
    Refundable,
    refund_of_stripe,
    refund_seen_by,
    refundable_payments,
    refunds_asked_once,
    refunds_of,
)
from marketplace.wallets.queries.top_ups import (
    top_up_asked_once,
    top_up_of_payment,
    top_up_of_session,
    top_up_seen_by,
    top_ups_of,
)

__all__ = [
    "PaidIn",
    "Refundable",
    "chargeback_of_dispute",
    "chargeback_seen_by",
    "chargebacks_in",
    "chargebacks_of",
    "collected_in_month",
    "count_chargebacks",
    "is_collecting",
    "kept_back_of",
    "owed_by",
    "paid_in_by",
    "refund_of_stripe",
    "refund_seen_by",
    "refundable_payments",
    "refunds_asked_once",
    "refunds_of",
    "rule_of",
    "rule_seen_by",
    "rules_of",
    "rules_that_are_on",
    "spendable_of",
    "top_up_asked_once",
    "top_up_of_payment",
    "top_up_of_session",
    "top_up_seen_by",
    "top_ups_of",
    "wallet_of",
]
