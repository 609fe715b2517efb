"""What people and machines do with money, by what they come to do."""

from marketplace.payouts.actions.batching import cancel_batch, give_up_payout, make_batch, queue_again, sign_batch
from marketplace.payouts.actions.onboarding import begin_onboarding, record_recipient
from marketplace.payouts.actions.queueing import queue_payout
from marketplace.payouts.actions.settling import cancel_with_kill_fee, mature, mature_what_is_due, settle

__all__ = [
    "begin_onboarding",
    "cancel_batch",
    "cancel_with_kill_fee",
    "give_up_payout",
    "make_batch",
    "mature",
    "mature_what_is_due",
    "queue_again",
    "queue_payout",
    "record_recipient",
    "settle",
    "sign_batch",
]
