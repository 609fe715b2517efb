"""Background work of money on its way. Every job may be told twice, late and out of order."""

from marketplace.payouts.jobs.messages import act_on_webhook, catch_up_with_stripe
from marketplace.payouts.jobs.queueing import mature_earnings, queue_payouts
from marketplace.payouts.jobs.sending import send_payout, take_up_payouts
from marketplace.payouts.jobs.unclaimed import remind_of_unclaimed

__all__ = [
    "act_on_webhook",
    "catch_up_with_stripe",
    "mature_earnings",
    "queue_payouts",
    "remind_of_unclaimed",
    "send_payout",
    "take_up_payouts",
]
