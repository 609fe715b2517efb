"""What a payment processor speaks of: payments, refunds, disputes, transfers, payouts, and the changes of a balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from marketplace.base.money import Money

Which = Literal["platform", "thin", "connected"]
"""Whose secret signs a message: events of the platform's own account, thin events about creators' accounts, or events
of what happens inside those accounts (money on its way to their banks)."""

Way = Literal["card", "bank_debit"]
"""How somebody pays. A bank debit takes days and may come back."""

RefundStatus = Literal["pending", "succeeded", "failed", "requires_action", "canceled"]
BankPayoutStatus = Literal["pending", "in_transit", "paid", "failed", "canceled"]


@dataclass(frozen=True)
class BalanceTransaction:
    """One change of our balance at the processor: what came or went, what it cost, and what is left of it."""

    id: str
    type: str
    amount: Money
    fee: Money
    net: Money
    source: str | None
    created_at: datetime
    category: str = ""
    """What it is in the processor's reports, such as `charge`, `refund`, `dispute`, `transfer_reversal`."""
    available_at: datetime | None = None
    exchange_rate: float | None = None
    description: str | None = None
    parent: str | None = None
    """What the thing behind it is a part of: the transfer of a reversal, the charge of a refund or a dispute."""
    noted: Sequence[str] = ()
    """What we noted about the thing behind it: its group first, then its metadata."""


@dataclass(frozen=True)
class Checkout:
    """A hosted page on which something is paid. `balance` is there once the money has reached our balance."""

    id: str
    url: str | None
    reference: str | None
    amount: Money
    is_paid: bool
    is_expired: bool
    balance: BalanceTransaction | None = None
    payment: str | None = None
    charge: str | None = None
    is_processing: bool = False
    """Somebody has agreed to a bank debit, and the money is on its way."""
    is_failed: bool = False
    """A bank debit has come back; the page cannot be paid any more."""
    customer: str | None = None
    payment_method: str | None = None


@dataclass(frozen=True)
class SavingPage:
    """A hosted page on which somebody saves a way to pay. `payment_method` is there once they have."""

    id: str
    url: str | None
    reference: str | None
    customer: str | None
    payment_method: str | None
    is_expired: bool


@dataclass(frozen=True)
class SavedMethod:
    """A way to pay that somebody has saved, as much of it as may be shown."""

    id: str
    way: Way
    name: str
    """The card's brand or the bank's name."""
    last4: str
    expires: tuple[int, int] | None = None
    """Year and month; a bank account has none."""


@dataclass(frozen=True)
class Payment:
    """Money collected, or being collected, from somebody's card or bank account."""

    id: str
    amount: Money
    status: str
    charge: str | None
    metadata: Mapping[str, str] = field(default_factory=dict)
    balance: BalanceTransaction | None = None

    @property
    def is_paid(self) -> bool:
        """Whether the money is ours."""
        return self.status == "succeeded"

    @property
    def is_processing(self) -> bool:
        """Whether a bank debit is on its way."""
        return self.status == "processing"


@dataclass(frozen=True)
class Charge:
    """One collection of money behind a payment, with what has been given back of it."""

    id: str
    payment: str | None
    amount: Money
    refunded: Money
    is_paid: bool
    is_disputed: bool
    failure: str | None = None
    balance: BalanceTransaction | None = None


@dataclass(frozen=True)
class Refund:
    """Money on its way back to where it came from. When it fails, `failure_balance` brings it back to our balance."""

    id: str
    payment: str | None
    charge: str | None
    amount: Money
    status: RefundStatus
    created_at: datetime
    failure: str | None = None
    balance: BalanceTransaction | None = None
    failure_balance: BalanceTransaction | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dispute:
    """A payer's bank wants money back. `balance` holds what was taken from us and, once won, what came back."""

    id: str
    charge: str
    payment: str | None
    amount: Money
    status: str
    reason: str
    created_at: datetime
    evidence_due_at: datetime | None
    is_evidence_submitted: bool
    balance: Sequence[BalanceTransaction] = ()

    @property
    def is_won(self) -> bool:
        """Whether it ended in our favour."""
        return self.status == "won"

    @property
    def is_lost(self) -> bool:
        """Whether it ended in the payer's favour."""
        return self.status == "lost"


@dataclass(frozen=True)
class Recipient:
    """An account that can be paid, and whether transfers to it are `active`."""

    id: str
    transfers_status: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be paid now."""
        return self.transfers_status == "active"


@dataclass(frozen=True)
class Transfer:
    """Money sent from our balance to an account. One that exists is done."""

    id: str
    amount: Money
    account: str
    group: str | None
    reversed: Money
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reversal:
    """Money taken back from an account that a transfer had sent there. One that exists is done."""

    id: str
    transfer: str
    amount: Money
    created_at: datetime
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BankPayout:
    """Money that leaves a balance for a bank: an account's (`account` names it), or ours."""

    id: str
    account: str | None
    amount: Money
    status: BankPayoutStatus
    created_at: datetime
    arrives_at: datetime
    is_automatic: bool
    failure_code: str | None = None
    failure: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """Word that something happened. What is true now is fetched, not read here."""

    id: str
    type: str
    object_id: str | None
    created_at: datetime
    payload: str
    account: str | None = None
    """The connected account it happened in, if it did."""


@dataclass(frozen=True)
class BalanceOf:
    """What we have at the processor in one currency."""

    available: Money
    pending: Money

    @property
    def total(self) -> Money:
        """Both together: what all changes of the balance come to."""
        return self.available + self.pending
