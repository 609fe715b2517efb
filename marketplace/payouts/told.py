"""What the payment processor says of money on its way to a creator's bank, as much of it as we act upon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.base.money import Money
from marketplace.payouts.states import BankLegStatus


@dataclass(frozen=True)
class BankLegTold:
    """How one way from an account's balance to its owner's bank stood at the instant it was asked for.

    `asked_at` is by the machine's clock, `account` and `id` are the processor's.
    """

    id: str
    account: str
    amount: Money
    status: BankLegStatus
    begun_at: datetime
    arrives_at: datetime
    asked_at: datetime
    failure_code: str = ""
