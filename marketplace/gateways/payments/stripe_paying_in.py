"""Paying in through Stripe: hosted pages, the ways to pay that people save, and charging those later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.base.money import Money
from marketplace.gateways.payments.stripe_connection import (
    MOST_PER_PAGE,
    StripeConnection,
    at_stripe,
    balance_if_opened,
    between,
    id_of,
    money,
    translated,
    words,
)
from marketplace.gateways.payments.things import Charge, Checkout, Payment, SavedMethod, SavingPage, Way

_BANK_DEBITS = {"USD": "us_bank_account", "EUR": "sepa_debit"}
_CHARGE, _BALANCE = "payment_intent.latest_charge", "balance_transaction"


class StripePayingIn(StripeConnection):
    """Money that comes in."""

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
        """Opens a hosted page for one payment. Without `ways` the settings at Stripe decide what it offers."""
        price = {
            "currency": amount.currency.lower(),
            "unit_amount": at_stripe(amount),
            "product_data": {"name": label},
        }
        noted: dict[str, Any] = {"metadata": {"reference": reference}}
        params: Any = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": reference,
            "metadata": {"reference": reference},
            "payment_intent_data": noted | ({"setup_future_usage": "off_session"} if save_for_later else {}),
            "success_url": success_url,
            "cancel_url": cancel_url,
            "locale": _locale(language),
            **({"allowed_payment_method_types": _types(ways, amount.currency)} if ways else {}),
            **({"customer": customer} if customer else {}),
        }
        with translated():
            return _checkout(self._client.v1.checkout.sessions.create(params, {"idempotency_key": key}))

    def read_checkout(self, checkout_id: str) -> Checkout:
        """A hosted page as it is now, with the actual amounts once it is paid."""
        with translated():
            params: Any = {"expand": [f"{_CHARGE}.{_BALANCE}"]}
            return _checkout(self._client.v1.checkout.sessions.retrieve(checkout_id, params))

    def read_charge(self, charge_id: str) -> Charge:
        """A charge as it is now."""
        with translated():
            one: Any = self._client.v1.charges.retrieve(charge_id, {"expand": [_BALANCE]})
        return Charge(
            id=one.id,
            payment=id_of(one.payment_intent),
            amount=money(one.amount, one.currency),
            refunded=money(one.amount_refunded, one.currency),
            is_paid=one.paid,
            is_disputed=one.disputed,
            failure=one.failure_message,
            balance=balance_if_opened(one.balance_transaction),
        )

    def create_customer(self, *, reference: str, email: str, name: str, key: str) -> str:
        """Opens a place for the ways to pay that somebody saves; its id."""
        params: Any = {"email": email, "name": name, "metadata": {"reference": reference}}
        with translated():
            return self._client.v1.customers.create(params, {"idempotency_key": key}).id

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
        params: Any = {
            "mode": "setup",
            "currency": currency.lower(),
            "customer": customer,
            "client_reference_id": reference,
            "metadata": {"reference": reference},
            "success_url": success_url,
            "cancel_url": cancel_url,
            "locale": _locale(language),
        }
        with translated():
            return _saving_page(self._client.v1.checkout.sessions.create(params, {"idempotency_key": key}))

    def read_saving_page(self, page_id: str) -> SavingPage:
        """A page for saving as it is now."""
        with translated():
            return _saving_page(self._client.v1.checkout.sessions.retrieve(page_id, {"expand": ["setup_intent"]}))

    def saved_methods(self, customer: str) -> Sequence[SavedMethod]:
        """The ways to pay that a customer has saved."""
        with translated():
            found = self._client.v1.payment_methods.list({"customer": customer, "limit": MOST_PER_PAGE})
            return [_saved_method(one) for one in found.auto_paging_iter()]

    def charge_saved(
        self, *, customer: str, payment_method: str, amount: Money, metadata: Mapping[str, str], key: str
    ) -> Payment:
        """Collects money while nobody is there. Raises Declined or NeedsAuthentication, too."""
        params: Any = {
            "amount": at_stripe(amount),
            "currency": amount.currency.lower(),
            "customer": customer,
            "payment_method": payment_method,
            "off_session": True,
            "confirm": True,
            # Whoever would be sent to a page of their bank is not there.
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": dict(metadata),
            "expand": [f"latest_charge.{_BALANCE}"],
        }
        with translated():
            return _payment(self._client.v1.payment_intents.create(params, {"idempotency_key": key}))

    def find_payments(self, customer: str, since: datetime) -> Sequence[Payment]:
        """A customer's payments, newest first, to look up one whose outcome is unknown by its metadata."""
        params: Any = between(since) | {"customer": customer}
        with translated():
            return [_payment(one) for one in self._client.v1.payment_intents.list(params).auto_paging_iter()]

    def read_payment(self, payment: str) -> Payment:
        """A payment as it is now."""
        with translated():
            params: Any = {"expand": [f"latest_charge.{_BALANCE}"]}
            return _payment(self._client.v1.payment_intents.retrieve(payment, params))

    def forget_saved(self, payment_method: str) -> None:
        """Lets go of a saved way to pay. One that is gone already is no error."""
        with translated():
            if self._client.v1.payment_methods.retrieve(payment_method).customer is None:
                return
            self._client.v1.payment_methods.detach(payment_method)


def bank_debit_is_offered(currency: str) -> bool:
    """Whether money of this currency can be paid in by bank debit."""
    return currency in _BANK_DEBITS


def _types(ways: Sequence[Way], currency: str) -> list[str]:
    names = {"card": "card", "bank_debit": _BANK_DEBITS.get(currency)}
    return [name for way in ways if (name := names[way])]


def _locale(language: str) -> str:
    return "zh" if language.startswith("zh") else "en"


def _checkout(session: Any) -> Checkout:
    intent = session.payment_intent
    charge = getattr(intent, "latest_charge", None)
    status = getattr(intent, "status", None)
    is_promised = session.status == "complete" and session.payment_status == "unpaid"
    return Checkout(
        id=session.id,
        url=session.url,
        reference=session.client_reference_id,
        amount=money(session.amount_total, session.currency),
        is_paid=session.payment_status == "paid",
        is_expired=session.status == "expired",
        balance=balance_if_opened(getattr(charge, "balance_transaction", None)),
        payment=id_of(intent),
        charge=id_of(charge),
        is_processing=is_promised and status == "processing",
        is_failed=is_promised and status in ("requires_payment_method", "canceled"),
        customer=id_of(session.customer),
        payment_method=id_of(getattr(intent, "payment_method", None)),
    )


def _saving_page(session: Any) -> SavingPage:
    intent = session.setup_intent
    is_saved = getattr(intent, "status", None) == "succeeded"
    return SavingPage(
        id=session.id,
        url=session.url,
        reference=session.client_reference_id,
        customer=id_of(session.customer),
        payment_method=id_of(intent.payment_method) if is_saved else None,
        is_expired=session.status == "expired",
    )


def _saved_method(one: Any) -> SavedMethod:
    details: Any = getattr(one, one.type, None)
    if one.type == "card":
        return SavedMethod(one.id, "card", details.brand, details.last4, (details.exp_year, details.exp_month))
    bank = getattr(details, "bank_name", None) or getattr(details, "bank_code", None) or one.type
    return SavedMethod(one.id, "bank_debit", str(bank), str(getattr(details, "last4", None) or ""))


def _payment(intent: Any) -> Payment:
    return Payment(
        id=intent.id,
        amount=money(intent.amount, intent.currency),
        status=intent.status,
        charge=id_of(intent.latest_charge),
        metadata=words(intent.metadata),
        balance=balance_if_opened(getattr(intent.latest_charge, "balance_transaction", None)),
    )
