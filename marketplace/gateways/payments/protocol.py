"""What the marketplace needs of a payment processor. Every call that moves money takes an idempotency key of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from marketplace.base.money import Money
from marketplace.gateways.payments.things import (
    BalanceOf,
    BalanceTransaction,
    BankPayout,
    BankPayoutStatus,
    Charge,
    Checkout,
    Dispute,
    Event,
    Payment,
    Recipient,
    Refund,
    RefundStatus,
    Reversal,
    SavedMethod,
    SavingPage,
    Transfer,
    Way,
    Which,
)

__all__ = [
    "BalanceOf",
    "BalanceTransaction",
    "BankPayout",
    "BankPayoutStatus",
    "Charge",
    "Checkout",
    "Dispute",
    "Event",
    "Payment",
    "Payments",
    "Recipient",
    "Refund",
    "RefundStatus",
    "Reversal",
    "SavedMethod",
    "SavingPage",
    "Transfer",
    "Way",
    "Which",
]


class PayingIn(Protocol):
    """Money that comes in, once on a hosted page or again from a way to pay that somebody has saved."""

    def open_checkout(
        self,
        *,
        reference: str,
        amount: Money,
        label: str,
        success_url: str,
        cancel_url: str,
        language: str,
        key: str,
        ways: Sequence[Way] = (),
        customer: str | None = None,
        save_for_later: bool = False,
    ) -> Checkout:
        """Opens a hosted page for one payment. Without `ways` the processor's settings decide what it offers."""

    def read_checkout(self, checkout_id: str) -> Checkout:
        """A hosted page as it is now, with the actual amounts once it is paid."""

    def read_charge(self, charge_id: str) -> Charge:
        """A charge as it is now."""

    def create_customer(self, *, reference: str, email: str, name: str, key: str) -> str:
        """Opens a place for the ways to pay that somebody saves; its id."""

    def open_saving_page(
        self,
        *,
        customer: str,
        reference: str,
        currency: str,
        success_url: str,
        cancel_url: str,
        language: str,
        key: str,
    ) -> SavingPage:
        """Opens a hosted page on which somebody saves a way to pay; nothing is paid there."""

    def read_saving_page(self, page_id: str) -> SavingPage:
        """A page for saving as it is now."""

    def saved_methods(self, customer: str) -> Sequence[SavedMethod]:
        """The ways to pay that a customer has saved."""

    def charge_saved(
        self, *, customer: str, payment_method: str, amount: Money, metadata: Mapping[str, str], key: str
    ) -> Payment:
        """Collects money while nobody is there. Raises Declined or NeedsAuthentication, too."""

    def find_payments(self, customer: str, since: datetime) -> Sequence[Payment]:
        """A customer's payments, newest first, to look up one whose outcome is unknown by its metadata."""

    def read_payment(self, payment: str) -> Payment:
        """A payment as it is now."""

    def forget_saved(self, payment_method: str) -> None:
        """Lets go of a saved way to pay. One that is gone already is no error."""


class GivingBack(Protocol):
    """Money that goes back to those who paid, by our will or by their bank's."""

    def refund(self, *, payment: str, amount: Money, metadata: Mapping[str, str], key: str) -> Refund:
        """Gives back a payment or a part of it. Raises NotEnoughFunds, too."""

    def read_refund(self, refund_id: str) -> Refund:
        """A refund as it is now."""

    def find_refunds(self, payment: str) -> Sequence[Refund]:
        """Every refund ever made of a payment, newest first."""

    def read_dispute(self, dispute_id: str) -> Dispute:
        """A dispute as it is now."""

    def disputes(self, since: datetime) -> Iterator[Dispute]:
        """Disputes opened since then, newest first."""

    def submit_evidence(self, dispute_id: str, *, text: str, key: str) -> Dispute:
        """Sends what we have to say to the payer's bank. It can be sent once."""


class PayingOut(Protocol):
    """Money that goes to accounts, back from them, and on to banks."""

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

    def reverse_transfer(self, transfer_id: str, *, amount: Money, metadata: Mapping[str, str], key: str) -> Reversal:
        """Takes back a transfer or a part of it. Raises NotEnoughFunds when the account has spent it."""

    def find_reversals(self, transfer_id: str) -> Sequence[Reversal]:
        """Every reversal ever made of a transfer, newest first."""

    def bank_payouts(self, account: str, since: datetime) -> Iterator[BankPayout]:
        """What an account's balance has sent to its owner's bank, newest first."""

    def read_bank_payout(self, account: str, payout_id: str) -> BankPayout:
        """A payout of an account to its owner's bank as it is now."""

    def pay_out_to_bank(self, *, amount: Money, metadata: Mapping[str, str], key: str) -> BankPayout:
        """Sends money from our balance to our own bank. Raises NotEnoughFunds, too."""

    def own_payouts(self, since: datetime) -> Iterator[BankPayout]:
        """What our balance has sent to our own bank, newest first."""

    def read_own_payout(self, payout_id: str) -> BankPayout:
        """A payout to our own bank as it is now."""


class Telling(Protocol):
    """What the processor says of itself: events, balances, and every change of them."""

    @property
    def is_stand_in(self) -> bool:
        """Whether no real money moves."""

    def verify_event(self, payload: bytes, signature: str | None, which: Which) -> Event:
        """The event in a message, if it is the processor's and from these minutes. Raises Forged."""

    def read_events(self, types: Sequence[str], since: datetime, *, account: str | None = None) -> Iterator[Event]:
        """The platform's events of these types, or an account's, newest first."""

    def list_balance_transactions(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[BalanceTransaction]:
        """Every change of our balance, newest first: from `since` on, and before `until`."""

    def balance(self) -> Mapping[str, BalanceOf]:
        """What we have, by currency."""


class Payments(PayingIn, GivingBack, PayingOut, Telling, Protocol):
    """A payment processor. Any call raises OutcomeUnknown, RateLimited, NotLetIn or BadRequest; some say more."""
