"""Who the gateway's scenarios are told to: the stand-in, and Stripe's own sandbox when there is a key for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, Literal, Protocol

import pytest
import stripe

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.gateways.payments.stripe_connection import Manners
from marketplace.gateways.payments.stripe_payments import StripePayments
from tests.gateways.payments.standin import StandIn

KEY, ACCOUNT = "STRIPE_SANDBOX_KEY", "STRIPE_SANDBOX_ACCOUNT"
HUNDRED = Money(100_00, "USD")
DAY = 86_400

Card = Literal["works", "declined_later", "needs_authentication", "disputed", "funds_at_once"]
AT_STRIPE: dict[Card, str] = {
    "works": "pm_card_visa",
    "declined_later": "pm_card_chargeCustomerFail",
    "needs_authentication": "pm_card_authenticationRequired",
    "disputed": "pm_card_createDispute",
    "funds_at_once": "pm_card_bypassPending",
}
"""Stripe's cards for tests that play each part."""


class NotASandbox(Exception):
    """The key is none of a sandbox: with it, the scenarios would move real money."""


class Side(Protocol):
    """What a scenario needs beside the gateway."""

    payments: StripePayments

    def save(self, card: Card) -> tuple[str, str]:
        """A customer, and a card of theirs that is saved."""

    def pay(self, card: Card = "works") -> str:
        """A payment of a hundred dollars that has gone well."""

    def ready_account(self) -> str:
        """An account that takes transfers."""

    def until(self, claim: Callable[[], Any], days: int = 0) -> Any:
        """The first true thing a claim says; what would take days happens meanwhile."""


def charged(payments: StripePayments, customer: str, method: str, amount: Money = HUNDRED, key: str = "") -> Any:
    """A saved card pays."""
    return payments.charge_saved(
        customer=customer, payment_method=method, amount=amount, metadata={"top_up": "t1"}, key=key or str(new_id())
    )


class StandInSide:
    """The stand-in: people use its pages, and its clock is moved."""

    _OUTCOMES = {"declined_later": "card_declined_later", "needs_authentication": "card_needs_authentication"}

    def __init__(self, standin: StandIn) -> None:
        self.payments, self._standin = standin.payments, standin

    def save(self, card: Card) -> tuple[str, str]:
        customer = _customer(self.payments)
        page = self.payments.open_saving_page(
            customer=customer, reference="rule 1", currency="USD", success_url="http://localhost/wallet",
            cancel_url="http://localhost/wallet", language="en", key=str(new_id()),
        )  # fmt: skip
        assert self._standin.pay(page.id, self._OUTCOMES.get(card, "card")).status_code == 303
        return customer, self.payments.read_saving_page(page.id).payment_method or ""

    def pay(self, card: Card = "works") -> str:
        payment = str(charged(self.payments, *self.save(card)).id)
        if card == "disputed":
            self._standin.dispute(payment)
        return payment

    def ready_account(self) -> str:
        account = recipient(self.payments).id
        self._standin.set_status(account, "active")
        return account

    def until(self, claim: Callable[[], Any], days: int = 0) -> Any:
        self._standin.advance(days * DAY)
        said = claim()
        assert said
        return said


class Sandbox:
    """Stripe's sandbox: its cards for tests play their parts, and what takes days elsewhere takes seconds."""

    def __init__(self, key: str, account: str = "", *, seconds: float = 90) -> None:
        if not key.startswith(("sk_test_", "rk_test_")):
            raise NotASandbox(f"{KEY} must begin with sk_test_ or rk_test_: these scenarios pay, refund and transfer.")
        self._account, self._seconds = account, seconds
        self._client = stripe.StripeClient(key, http_client=stripe.RequestsClient(timeout=20), max_network_retries=2)
        secrets = {"webhook_secret": "", "thin_webhook_secret": "", "connected_webhook_secret": ""}
        self.payments = StripePayments(api_key=key, base_url=None, manners=Manners(retries=2), **secrets)

    def save(self, card: Card) -> tuple[str, str]:
        customer = _customer(self.payments)
        # A payment page needs a person at a browser; the cards for tests are attached without one.
        method = self._client.v1.payment_methods.attach(AT_STRIPE[card], {"customer": customer})
        return customer, method.id

    def pay(self, card: Card = "works") -> str:
        return str(charged(self.payments, *self.save(card)).id)

    def ready_account(self) -> str:
        if not self._account:
            pytest.skip(f"{ACCOUNT} names no account of the sandbox that has finished onboarding")
        return self._account

    def until(self, claim: Callable[[], Any], days: int = 0) -> Any:
        end = time.monotonic() + self._seconds
        while not (said := claim()):
            assert time.monotonic() < end, "it did not come true in time"
            time.sleep(2)
        return said


def sandbox_of(environment: dict[str, str]) -> Sandbox:
    """The sandbox that the environment names; skips the scenario when it names none. Raises NotASandbox."""
    key = environment.get(KEY, "")
    if not key:
        pytest.skip(f"{KEY} is not set: a secret key of one of Stripe's sandboxes (sk_test_…)")
    return Sandbox(key, environment.get(ACCOUNT, ""))


def recipient(payments: StripePayments) -> Any:
    """A new account that is not ready yet."""
    return payments.create_recipient(
        reference="creator 1", email="maya@example.com", name="Maya", country="US", key=str(new_id())
    )


def _customer(payments: StripePayments) -> str:
    return payments.create_customer(reference="brand 1", email="acme@example.com", name="Acme", key=str(new_id()))


ENVIRONMENT = dict(os.environ)
"""As it was when the tests began: the application under test is given settings of its own later."""
