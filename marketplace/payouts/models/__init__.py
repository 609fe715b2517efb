"""The tables of money on its way to creators."""

from marketplace.payouts.models.accounts import PayoutAccount
from marketplace.payouts.models.batches import Batch
from marketplace.payouts.models.earnings import Earning
from marketplace.payouts.models.messages import WebhookEvent
from marketplace.payouts.models.payouts import Attempt, Payout, PayoutLine

__all__ = ["Attempt", "Batch", "Earning", "Payout", "PayoutAccount", "PayoutLine", "WebhookEvent"]
