"""The tables of money on its way to creators."""

from marketplace.payouts.models.accounts import PayoutAccount
from marketplace.payouts.models.messages import WebhookEvent
from marketplace.payouts.models.payouts import Attempt, Batch, Earning, Payout, PayoutLine

__all__ = ["Attempt", "Batch", "Earning", "Payout", "PayoutAccount", "PayoutLine", "WebhookEvent"]
