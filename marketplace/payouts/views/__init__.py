"""The pages of money."""

from marketplace.payouts.views import (
    bank_account,
    bank_files,
    batch_pages,
    bulk,
    console,
    debts,
    earning_holds,
    earnings,
    giving_back,
    holds,
    stripe_messages,
)
from marketplace.payouts.views.blueprint import payouts, webhooks

__all__ = [
    "bank_account",
    "bank_files",
    "batch_pages",
    "bulk",
    "console",
    "debts",
    "earning_holds",
    "earnings",
    "giving_back",
    "holds",
    "payouts",
    "stripe_messages",
    "webhooks",
]
