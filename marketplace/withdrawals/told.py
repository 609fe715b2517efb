"""What Stripe says of a payout to our bank, as much of it as we act upon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.base.money import Money


@dataclass(frozen=True)
class PayoutTold:
    """A payout to our bank as it is at Stripe now."""

    id: str
    amount: Money
    arrives_at: datetime
    is_paid: bool
    is_over: bool
    """Whether it has failed or was cancelled: the money is at Stripe again."""
    why: str = ""
