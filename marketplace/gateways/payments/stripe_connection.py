"""The connection to Stripe: the client, its errors in our words, amounts, and the balance transaction they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import stripe

from marketplace.base.money import Money
from marketplace.gateways.payments.errors import (
    AccountNotReady,
    BadRequest,
    Declined,
    LiveKeyOnStandIn,
    NeedsAuthentication,
    NoSuchThing,
    NotEnoughFunds,
    NotLetIn,
    OutcomeUnknown,
    RateLimited,
    StoredFailure,
)
from marketplace.gateways.payments.pacing import Pace, PacedClient
from marketplace.gateways.payments.things import BalanceTransaction

CONNECTS_WITHIN_SECONDS = 5
MOST_PER_PAGE = 100
_LIVE = ("sk_live_", "rk_live_")
_FUNDS_CODES = frozenset({"balance_insufficient", "insufficient_funds"})
_ACCOUNT_CODES = frozenset(
    {"insufficient_capabilities_for_transfer", "account_invalid", "account_closed", "transfers_not_allowed"}
)
_AUTHENTICATION_CODES = frozenset({"authentication_required", "payment_intent_authentication_failure"})
# Stripe counts these in hundredths, although the currency has none any more (docs: "special cases" of currencies).
_HUNDREDTHS_AT_STRIPE = frozenset({"ISK", "UGX"})

stripe.enable_telemetry = False


@dataclass(frozen=True)
class Manners:
    """How Stripe is called: how often a lost call is repeated at once, how long an answer is waited for, how often."""

    retries: int = 1
    answers_within_seconds: float = 20
    pace: Pace | None = None


class StripeConnection:
    """A client of Stripe, or of a stand-in at `base_url`. Make a new one in every process."""

    def __init__(self, *, api_key: str, base_url: str | None, manners: Manners) -> None:
        if base_url and api_key.startswith(_LIVE):
            raise LiveKeyOnStandIn(
                "STRIPE_API_KEY is a live key but STRIPE_BASE_URL names a stand-in. Remove one of the two."
            )
        addresses: Any = {"api": base_url, "connect": base_url, "files": base_url}
        self._client = stripe.StripeClient(
            api_key,
            base_addresses=addresses if base_url else None,
            http_client=PacedClient(manners.pace, timeout=(CONNECTS_WITHIN_SECONDS, manners.answers_within_seconds)),
            max_network_retries=manners.retries,
        )
        self._base_url = base_url

    @property
    def is_stand_in(self) -> bool:
        """Whether no real money moves."""
        return self._base_url is not None


@contextmanager
def translated() -> Iterator[None]:
    """Stripe's errors, as what may be done next."""
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
    except stripe.CardError as error:
        raise (NeedsAuthentication if error.code in _AUTHENTICATION_CODES else Declined)(_said(error)) from error
    except stripe.StripeError as error:
        if error.code in _FUNDS_CODES:
            raise NotEnoughFunds(_said(error)) from error
        if error.code in _ACCOUNT_CODES:
            raise AccountNotReady(_said(error)) from error
        if error.code == "resource_missing":
            raise NoSuchThing(_said(error)) from error
        raise BadRequest(_said(error)) from error


def at_stripe(amount: Money) -> int:
    """An amount as Stripe counts it."""
    return amount.minor * 100 if amount.currency in _HUNDREDTHS_AT_STRIPE else amount.minor


def money(amount: int, currency: str) -> Money:
    """An amount as we count it."""
    code = currency.upper()
    return Money(amount // 100 if code in _HUNDREDTHS_AT_STRIPE else amount, code)


def at(seconds: int) -> datetime:
    """A moment as Stripe's first API writes it."""
    return datetime.fromtimestamp(seconds, UTC)


def between(since: datetime | None, until: datetime | None = None) -> dict[str, Any]:
    """The parameters of a list, from `since` on and before `until`."""
    bounds = {name: int(when.timestamp()) for name, when in (("gte", since), ("lt", until)) if when}
    return {"limit": MOST_PER_PAGE} | ({"created": bounds} if bounds else {})


def id_of(thing: Any) -> str | None:
    """The id of something that Stripe names or, when asked, opens up."""
    return thing if thing is None or isinstance(thing, str) else str(thing.id)


def words(metadata: Any) -> dict[str, str]:
    """What we noted about something."""
    return metadata.to_dict() if metadata else {}


def balance_transaction(one: Any) -> BalanceTransaction:
    """A change of a balance."""
    return BalanceTransaction(
        id=one.id,
        type=one.type,
        amount=money(one.amount, one.currency),
        fee=money(one.fee, one.currency),
        net=money(one.net, one.currency),
        source=id_of(one.source),
        created_at=at(one.created),
        category=one.reporting_category,
        available_at=at(one.available_on),
        exchange_rate=one.exchange_rate,
        description=one.description,
        parent=id_of(getattr(one.source, "transfer", None) or getattr(one.source, "charge", None)),
        noted=_noted(one.source),
    )


def _noted(source: Any) -> tuple[str, ...]:
    """What we said about the thing behind a change, if Stripe has been asked to open it up."""
    group = getattr(source, "transfer_group", None)
    return (*([group] if group else []), *words(getattr(source, "metadata", None)).values())


def balance_if_opened(one: Any) -> BalanceTransaction | None:
    """A change of a balance, if there is one and Stripe has been asked to open it up."""
    return balance_transaction(one) if isinstance(one, stripe.BalanceTransaction) else None


def _said(error: stripe.StripeError) -> str:
    return f"{error.user_message or type(error).__name__} ({error.request_id or 'no request id'})"
