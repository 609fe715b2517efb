"""What the marketplace needs of a payment processor. Every call that moves money takes an idempotency key of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from marketplace.base.money import Money

Which = Literal["platform", "thin"]
"""Whose secret signs a message: events of the platform's own account, or thin events about creators' accounts."""


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
class Event:
    """Word that something happened. What is true now is fetched, not read here."""

    id: str
    type: str
    object_id: str | None
    created_at: datetime
    payload: str


@dataclass(frozen=True)
class BalanceOf:
    """What we have at the processor in one currency."""

    available: Money
    pending: Money


class Payments(Protocol):
    """A payment processor. Any call raises OutcomeUnknown, RateLimited, NotLetIn or BadRequest; some say more."""

    @property
    def is_stand_in(self) -> bool:
        """Whether no real money moves."""

    def open_checkout(
        self, *, reference: str, amount: Money, label: str, success_url: str, cancel_url: str, language: str, key: str
    ) -> Checkout:
        """Opens a hosted page for one payment."""

    def read_checkout(self, checkout_id: str) -> Checkout:
        """A hosted page as it is now, with the actual amounts once it is paid."""

    def create_recipient(self, *, reference: str, email: str, name: str, country: str, key: str) -> Recipient:
        """Opens an account for somebody who will be paid."""

    def onboarding_link(self, account: str, *, return_url: str, refresh_url: str) -> str:
        """An address, good once and for minutes, where the owner of an account says who they are."""

    def read_recipient(self, account: str) -> Recipient:
        """An account as it is now."""

    def find_transfers(self, group: str) -> Sequence[Transfer]:
        """Every transfer ever made under a group."""

    def read_transfer(self, transfer_id: str) -> Transfer:
        """A transfer as it is now."""

    def transfer(self, *, amount: Money, account: str, group: str, metadata: Mapping[str, str], key: str) -> Transfer:
        """Sends money to an account. Raises NotEnoughFunds or AccountNotReady, too."""

    def verify_event(self, payload: bytes, signature: str | None, which: Which) -> Event:
        """The event in a message, if it is the processor's and from these minutes. Raises Forged."""

    def read_events(self, types: Sequence[str], since: datetime) -> Iterator[Event]:
        """The platform's events of these types, newest first."""

    def list_balance_transactions(self, since: datetime | None = None) -> Iterator[BalanceTransaction]:
        """Every change of our balance, newest first."""

    def balance(self) -> Mapping[str, BalanceOf]:
        """What we have, by currency."""
