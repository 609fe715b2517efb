"""Stripe. The only file that imports its SDK; locally the same client talks to the payment stand-in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import stripe

from marketplace.base.clock import system_clock
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import (
    AccountNotReady,
    BadRequest,
    Forged,
    LiveKeyOnStandIn,
    NoSuchThing,
    NotEnoughFunds,
    NotLetIn,
    OutcomeUnknown,
    RateLimited,
    StoredFailure,
)
from marketplace.gateways.payments.protocol import (
    BalanceOf,
    BalanceTransaction,
    Checkout,
    Event,
    Recipient,
    Transfer,
    Which,
)

TIMEOUT_SECONDS = (5, 20)  # to connect, to answer
FRESH_SECONDS = 300
_LIVE = ("sk_live_", "rk_live_")
_WITH_BALANCE = ["payment_intent.latest_charge.balance_transaction"]
_RECIPIENT_PARTS = ["configuration.recipient"]
_ACCOUNT_CODES = frozenset(
    {"insufficient_capabilities_for_transfer", "account_invalid", "account_closed", "transfers_not_allowed"}
)
# Stripe counts these in hundredths, although the currency has none any more (docs: "special cases" of currencies).
_HUNDREDTHS_AT_STRIPE = frozenset({"ISK", "UGX"})

stripe.enable_telemetry = False


class StripePayments:
    """Payments through Stripe, or through a stand-in at `base_url`. Make a new one in every process."""

    def __init__(
        self, *, api_key: str, base_url: str | None, webhook_secret: str, thin_webhook_secret: str, retries: int = 1
    ) -> None:
        if base_url and api_key.startswith(_LIVE):
            raise LiveKeyOnStandIn(
                "STRIPE_API_KEY is a live key but STRIPE_BASE_URL names a stand-in. Remove one of the two."
            )
        addresses: Any = {"api": base_url, "connect": base_url, "files": base_url}
        self._client = stripe.StripeClient(
            api_key,
            base_addresses=addresses if base_url else None,
            http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
            max_network_retries=retries,
        )
        self._base_url = base_url
        self._secrets: Mapping[Which, str] = {"platform": webhook_secret, "thin": thin_webhook_secret}

    @property
    def is_stand_in(self) -> bool:
        """Whether no real money moves."""
        return self._base_url is not None

    def open_checkout(
        self, *, reference: str, amount: Money, label: str, success_url: str, cancel_url: str, language: str, key: str
    ) -> Checkout:
        """Opens a hosted page for one payment."""
        price = {
            "currency": amount.currency.lower(),
            "unit_amount": _at_stripe(amount),
            "product_data": {"name": label},
        }
        params: Any = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": reference,
            "metadata": {"reference": reference},
            "payment_intent_data": {"metadata": {"reference": reference}},
            "success_url": success_url,
            "cancel_url": cancel_url,
            "locale": "zh" if language.startswith("zh") else "en",
        }
        with _translated():
            return _checkout(self._client.v1.checkout.sessions.create(params, {"idempotency_key": key}))

    def read_checkout(self, checkout_id: str) -> Checkout:
        """A hosted page as it is now, with the actual amounts once it is paid."""
        with _translated():
            return _checkout(self._client.v1.checkout.sessions.retrieve(checkout_id, {"expand": _WITH_BALANCE}))

    def create_recipient(self, *, reference: str, email: str, name: str, country: str, key: str) -> Recipient:
        """Opens an account for somebody who will be paid."""
        wanted = {"stripe_balance": {"stripe_transfers": {"requested": True}}}
        params: Any = {
            "contact_email": email,
            "display_name": name,
            "dashboard": "express",
            "identity": {"country": country.lower(), "entity_type": "individual"},
            "configuration": {"recipient": {"capabilities": wanted}},
            "defaults": {"responsibilities": {"fees_collector": "application", "losses_collector": "application"}},
            "metadata": {"reference": reference},
            "include": _RECIPIENT_PARTS,
        }
        with _translated():
            return _recipient(self._client.v2.core.accounts.create(params, {"idempotency_key": key}))

    def onboarding_link(self, account: str, *, return_url: str, refresh_url: str) -> str:
        """An address, good once and for minutes, where the owner of an account says who they are."""
        flow = {"return_url": return_url, "refresh_url": refresh_url}
        params: Any = {
            "account": account,
            "use_case": {"type": "account_onboarding", "account_onboarding": flow},
        }
        with _translated():
            return self._client.v2.core.account_links.create(params).url

    def read_recipient(self, account: str) -> Recipient:
        """An account as it is now."""
        params: Any = {"include": _RECIPIENT_PARTS}
        with _translated():
            return _recipient(self._client.v2.core.accounts.retrieve(account, params))

    def find_transfers(self, group: str) -> Sequence[Transfer]:
        """Every transfer ever made under a group."""
        with _translated():
            found = self._client.v1.transfers.list({"transfer_group": group, "limit": 100})
            return [_transfer(one) for one in found.auto_paging_iter()]

    def read_transfer(self, transfer_id: str) -> Transfer:
        """A transfer as it is now."""
        with _translated():
            return _transfer(self._client.v1.transfers.retrieve(transfer_id))

    def transfer(self, *, amount: Money, account: str, group: str, metadata: Mapping[str, str], key: str) -> Transfer:
        """Sends money to an account. Raises NotEnoughFunds or AccountNotReady, too."""
        params: Any = {
            "amount": _at_stripe(amount),
            "currency": amount.currency.lower(),
            "destination": account,
            "transfer_group": group,
            "metadata": dict(metadata),
        }
        with _translated():
            return _transfer(self._client.v1.transfers.create(params, {"idempotency_key": key}))

    def verify_event(self, payload: bytes, signature: str | None, which: Which) -> Event:
        """The event in a message, if it is Stripe's and at most five minutes from now. Raises Forged."""
        try:
            stripe.WebhookSignature.verify_header(payload, signature, self._secrets[which], FRESH_SECONDS)
            # The SDK lets the future pass; a message from there was not signed by Stripe just now.
            ahead = _signed_at(signature or "") - system_clock().timestamp()
            if ahead > FRESH_SECONDS:
                raise Forged("signed in the future")
            said = json.loads(payload)
            thing = said.get("related_object") if which == "thin" else said["data"]["object"]
            created = said["created"]
            at = datetime.fromtimestamp(created, UTC) if isinstance(created, int) else datetime.fromisoformat(created)
            object_id = (thing or {}).get("id")
            return Event(str(said["id"]), str(said["type"]), object_id, at, payload.decode())
        except (stripe.SignatureVerificationError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Forged(str(error)) from error

    def read_events(self, types: Sequence[str], since: datetime) -> Iterator[Event]:
        """The platform's events of these types, newest first."""
        params: Any = {"types": list(types), "created": {"gte": int(since.timestamp())}, "limit": 100}
        with _translated():
            for one in self._client.v1.events.list(params).auto_paging_iter():
                said = one.to_dict()
                at = datetime.fromtimestamp(one.created, UTC)
                yield Event(one.id, one.type, said["data"]["object"].get("id"), at, json.dumps(said))

    def list_balance_transactions(self, since: datetime | None = None) -> Iterator[BalanceTransaction]:
        """Every change of our balance, newest first."""
        params: Any = {"limit": 100} | ({"created": {"gte": int(since.timestamp())}} if since else {})
        with _translated():
            for one in self._client.v1.balance_transactions.list(params).auto_paging_iter():
                yield _balance_transaction(one)

    def balance(self) -> Mapping[str, BalanceOf]:
        """What we have, by currency."""
        with _translated():
            found = self._client.v1.balance.retrieve()
        available = {one.currency.upper(): one.amount for one in found.available}
        pending = {one.currency.upper(): one.amount for one in found.pending}
        return {
            currency: BalanceOf(
                _money(available.get(currency, 0), currency), _money(pending.get(currency, 0), currency)
            )
            for currency in sorted({*available, *pending})
        }


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except stripe.RateLimitError as error:
        raise RateLimited(_said(error)) from error
    except stripe.AuthenticationError as error:
        raise NotLetIn(_said(error)) from error
    except stripe.APIConnectionError as error:
        raise OutcomeUnknown(_said(error)) from error
    except stripe.APIError as error:
        # `APIError` is 409, 5xx and anything the SDK does not know. A replayed one will never be anything else.
        replayed = str((error.headers or {}).get("idempotent-replayed", "")).lower() == "true"
        raise (StoredFailure if replayed and error.http_status != 409 else OutcomeUnknown)(_said(error)) from error
    except stripe.StripeError as error:
        if error.code == "balance_insufficient":
            raise NotEnoughFunds(_said(error)) from error
        if error.code in _ACCOUNT_CODES:
            raise AccountNotReady(_said(error)) from error
        if error.code == "resource_missing":
            raise NoSuchThing(_said(error)) from error
        raise BadRequest(_said(error)) from error


def _said(error: stripe.StripeError) -> str:
    return f"{error.user_message or type(error).__name__} ({error.request_id or 'no request id'})"


def _signed_at(signature: str) -> int:
    return int(next(part[2:] for part in signature.split(",") if part.startswith("t=")))


def _at_stripe(amount: Money) -> int:
    return amount.minor * 100 if amount.currency in _HUNDREDTHS_AT_STRIPE else amount.minor


def _money(amount: int, currency: str) -> Money:
    code = currency.upper()
    return Money(amount // 100 if code in _HUNDREDTHS_AT_STRIPE else amount, code)


def _checkout(session: Any) -> Checkout:
    return Checkout(
        id=session.id,
        url=session.url,
        reference=session.client_reference_id,
        amount=_money(session.amount_total, session.currency),
        is_paid=session.payment_status == "paid",
        is_expired=session.status == "expired",
        balance=_balance_of_payment(session.payment_intent),
    )


def _balance_of_payment(intent: Any) -> BalanceTransaction | None:
    """The balance transaction behind a payment, as far as Stripe has been asked to open it up."""
    for step in ("latest_charge", "balance_transaction"):
        intent = getattr(intent, step, None)
    return _balance_transaction(intent) if isinstance(intent, stripe.BalanceTransaction) else None


def _balance_transaction(one: Any) -> BalanceTransaction:
    source = one.source if isinstance(one.source, str) or one.source is None else one.source.id
    return BalanceTransaction(
        id=one.id,
        type=one.type,
        amount=_money(one.amount, one.currency),
        fee=_money(one.fee, one.currency),
        net=_money(one.net, one.currency),
        source=source,
        created_at=datetime.fromtimestamp(one.created, UTC),
    )


def _recipient(account: Any) -> Recipient:
    status: Any = account
    for step in ("configuration", "recipient", "capabilities", "stripe_balance", "stripe_transfers", "status"):
        status = getattr(status, step, None)
    return Recipient(account.id, str(status or ""))


def _transfer(one: Any) -> Transfer:
    destination = one.destination if isinstance(one.destination, str) else one.destination.id
    return Transfer(
        id=one.id,
        amount=_money(one.amount, one.currency),
        account=destination,
        group=one.transfer_group,
        reversed=_money(one.amount_reversed, one.currency),
        metadata=one.metadata.to_dict() if one.metadata else {},
    )
