"""The lives of top-ups, rules that top up, refunds and chargebacks.

One file each: members of two enums with the same value are equal, so they could not share a table of labels.
"""

from marketplace.wallets.states.auto_top_ups import AUTO_TOP_UP_LIFECYCLE, AutoTopUpState
from marketplace.wallets.states.chargebacks import CHARGEBACK_LIFECYCLE, UNDECIDED, ChargebackState
from marketplace.wallets.states.refunds import LIVE_REFUND, REFUND_LIFECYCLE, REFUND_UNDER_WAY, RefundState
from marketplace.wallets.states.top_ups import TOP_UP_LIFECYCLE, TopUpState

__all__ = [
    "AUTO_TOP_UP_LIFECYCLE",
    "CHARGEBACK_LIFECYCLE",
    "LIVE_REFUND",
    "REFUND_LIFECYCLE",
    "REFUND_UNDER_WAY",
    "TOP_UP_LIFECYCLE",
    "UNDECIDED",
    "AutoTopUpState",
    "ChargebackState",
    "RefundState",
    "TopUpState",
]
