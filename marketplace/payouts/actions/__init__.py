"""What people and machines do with money, by what they come to do."""

from marketplace.payouts.actions.batching import cancel_batch, give_up_payout, make_batch, queue_again, sign_batch
from marketplace.payouts.actions.holding import (
    cancel_order_hold,
    fund_brief,
    hold_order,
    release_brief,
    return_order_hold,
)
from marketplace.payouts.actions.onboarding import begin_onboarding, record_recipient
from marketplace.payouts.actions.queueing import queue_payout
from marketplace.payouts.actions.settling import mature, mature_what_is_due, settle
from marketplace.payouts.actions.topping_up import count_top_up, expire_top_up, open_top_up, record_checkout

__all__ = [
    "begin_onboarding",
    "cancel_batch",
    "cancel_order_hold",
    "count_top_up",
    "expire_top_up",
    "fund_brief",
    "give_up_payout",
    "hold_order",
    "make_batch",
    "mature",
    "mature_what_is_due",
    "open_top_up",
    "queue_again",
    "queue_payout",
    "record_checkout",
    "record_recipient",
    "release_brief",
    "return_order_hold",
    "settle",
    "sign_batch",
]
