"""What the payment processor says of a refund or a dispute, as much of it as we act upon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.base.money import Money


@dataclass(frozen=True)
class RefundTold:
    """A refund as it is at the processor now.

    `taken_by` is the balance transaction that took it out of our balance, `brought_back_by` the one that brought it
    back when the payer's bank did not take it.
    """

    id: str
    amount: Money
    is_over: bool
    """Whether it has failed or was cancelled: it will not arrive."""
    why: str = ""
    taken_by: str | None = None
    brought_back_by: str | None = None


@dataclass(frozen=True)
class ChangeTold:
    """One change of our balance because of a dispute: below zero what was taken, above what was given back."""

    id: str
    amount: Money
    fee: Money


@dataclass(frozen=True)
class DisputeTold:
    """A dispute as it is at the processor now."""

    id: str
    amount: Money
    reason: str
    opened_at: datetime
    answer_by: datetime | None
    is_answered: bool = False
    is_won: bool = False
    is_lost: bool = False
    changes: tuple[ChangeTold, ...] = ()

    @property
    def taken(self) -> int:
        """What the bank has taken, in minor units."""
        return sum(-change.amount.minor for change in self.changes if change.amount.minor < 0)

    @property
    def given_back(self) -> int:
        """What it has given back, in minor units."""
        return sum(change.amount.minor for change in self.changes if change.amount.minor > 0)

    @property
    def fees(self) -> int:
        """What it has cost so far, in minor units."""
        return sum(change.fee.minor for change in self.changes)
