"""What Stripe tells: events that are verified or listed, balances, and every change of them."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import stripe

from marketplace.base.clock import system_clock
from marketplace.gateways.payments.errors import Forged
from marketplace.gateways.payments.stripe_connection import (
    Manners,
    StripeConnection,
    at,
    balance_transaction,
    between,
    money,
    translated,
)
from marketplace.gateways.payments.things import BalanceOf, BalanceTransaction, Event, Which

FRESH_SECONDS = 300


MOST_TYPES = 20
"""So many types of events can be asked for at once."""


class StripeTelling(StripeConnection):
    """What Stripe says of itself. `secrets` sign the messages of our three destinations there."""

    def __init__(self, *, api_key: str, base_url: str | None, secrets: Mapping[Which, str], manners: Manners) -> None:
        super().__init__(api_key=api_key, base_url=base_url, manners=manners)
        self._secrets = secrets

    def verify_event(self, payload: bytes, signature: str | None, which: Which) -> Event:
        """The event in a message, if it is Stripe's and at most five minutes from now. Raises Forged."""
        try:
            secret = self._secrets[which]
            if not secret:
                raise Forged("nothing is expected here: this destination has no secret in the settings")
            stripe.WebhookSignature.verify_header(payload, signature, secret, FRESH_SECONDS)
            # The SDK lets the future pass; a message from there was not signed by Stripe just now.
            ahead = _signed_at(signature or "") - system_clock().timestamp()
            if ahead > FRESH_SECONDS:
                raise Forged("signed in the future")
            said = json.loads(payload)
            account = said.get("account")
            if (which == "connected") is not isinstance(account, str):
                raise Forged("it is about an account at the wrong address" if account else "it names no account")
            thing = said.get("related_object") if which == "thin" else said["data"]["object"]
            created = said["created"]
            when = at(created) if isinstance(created, int) else datetime.fromisoformat(created)
            object_id = (thing or {}).get("id")
            return Event(str(said["id"]), str(said["type"]), object_id, when, payload.decode(), account)
        except (stripe.SignatureVerificationError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Forged(str(error)) from error

    def read_events(self, types: Sequence[str], since: datetime, *, account: str | None = None) -> Iterator[Event]:
        """The platform's events of these types, or an account's, newest first."""
        lists = [
            self._events(types[first : first + MOST_TYPES], since, account)
            for first in range(0, len(types), MOST_TYPES)
        ]
        return heapq.merge(*lists, key=lambda event: event.created_at, reverse=True)

    def _events(self, types: Sequence[str], since: datetime, account: str | None) -> Iterator[Event]:
        params: Any = between(since) | {"types": list(types)}
        options: Any = {"stripe_account": account} if account else {}
        with translated():
            for one in self._client.v1.events.list(params, options).auto_paging_iter():
                said = one.to_dict()
                object_id = said["data"]["object"].get("id")
                yield Event(one.id, one.type, object_id, at(one.created), json.dumps(said), account)

    def list_balance_transactions(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[BalanceTransaction]:
        """Every change of our balance, newest first: from `since` on, and before `until`."""
        params: Any = between(since, until) | {"expand": ["data.source"]}
        with translated():
            for one in self._client.v1.balance_transactions.list(params).auto_paging_iter():
                yield balance_transaction(one)

    def balance(self) -> Mapping[str, BalanceOf]:
        """What we have, by currency."""
        with translated():
            found = self._client.v1.balance.retrieve()
        available = {one.currency.upper(): one.amount for one in found.available}
        pending = {one.currency.upper(): one.amount for one in found.pending}
        return {
            currency: BalanceOf(money(available.get(currency, 0), currency), money(pending.get(currency, 0), currency))
            for currency in sorted({*available, *pending})
        }


def _signed_at(signature: str) -> int:
    return int(next(part[2:] for part in signature.split(",") if part.startswith("t=")))
