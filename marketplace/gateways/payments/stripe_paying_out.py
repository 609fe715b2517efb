"""Paying out through Stripe: accounts, transfers to them and back, and what goes on to banks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.base.money import Money
from marketplace.gateways.payments.stripe_connection import (
    MOST_PER_PAGE,
    StripeConnection,
    at,
    at_stripe,
    between,
    id_of,
    money,
    translated,
    words,
)
from marketplace.gateways.payments.things import BankPayout, Recipient, Reversal, Transfer

_RECIPIENT_PARTS = ["configuration.recipient"]


class StripePayingOut(StripeConnection):
    """Money that goes to accounts, back from them, and on to banks."""

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
        with translated():
            return _recipient(self._client.v2.core.accounts.create(params, {"idempotency_key": key}))

    def onboarding_link(self, account: str, *, return_url: str, refresh_url: str) -> str:
        """An address, good once and for minutes, where the owner of an account says who they are."""
        flow = {"return_url": return_url, "refresh_url": refresh_url}
        params: Any = {
            "account": account,
            "use_case": {"type": "account_onboarding", "account_onboarding": flow},
        }
        with translated():
            return self._client.v2.core.account_links.create(params).url

    def read_recipient(self, account: str) -> Recipient:
        """An account as it is now."""
        params: Any = {"include": _RECIPIENT_PARTS}
        with translated():
            return _recipient(self._client.v2.core.accounts.retrieve(account, params))

    def find_transfers(self, group: str) -> Sequence[Transfer]:
        """Every transfer ever made under a group."""
        with translated():
            found = self._client.v1.transfers.list({"transfer_group": group, "limit": MOST_PER_PAGE})
            return [_transfer(one) for one in found.auto_paging_iter()]

    def read_transfer(self, transfer_id: str) -> Transfer:
        """A transfer as it is now."""
        with translated():
            return _transfer(self._client.v1.transfers.retrieve(transfer_id))

    def transfer(self, *, amount: Money, account: str, group: str, metadata: Mapping[str, str], key: str) -> Transfer:
        """Sends money to an account. Raises NotEnoughFunds or AccountNotReady, too."""
        params: Any = {
            "amount": at_stripe(amount),
            "currency": amount.currency.lower(),
            "destination": account,
            "transfer_group": group,
            "metadata": dict(metadata),
        }
        with translated():
            return _transfer(self._client.v1.transfers.create(params, {"idempotency_key": key}))

    def reverse_transfer(self, transfer_id: str, *, amount: Money, metadata: Mapping[str, str], key: str) -> Reversal:
        """Takes back a transfer or a part of it. Raises NotEnoughFunds when the account has spent it."""
        params: Any = {"amount": at_stripe(amount), "metadata": dict(metadata)}
        with translated():
            return _reversal(self._client.v1.transfers.reversals.create(transfer_id, params, {"idempotency_key": key}))

    def find_reversals(self, transfer_id: str) -> Sequence[Reversal]:
        """Every reversal ever made of a transfer, newest first."""
        with translated():
            found = self._client.v1.transfers.reversals.list(transfer_id, {"limit": MOST_PER_PAGE})
            return [_reversal(one) for one in found.auto_paging_iter()]

    def bank_payouts(self, account: str, since: datetime) -> Iterator[BankPayout]:
        """What an account's balance has sent to its owner's bank, newest first."""
        return self._payouts(since, account)

    def read_bank_payout(self, account: str, payout_id: str) -> BankPayout:
        """A payout of an account to its owner's bank as it is now."""
        with translated():
            return _bank_payout(self._client.v1.payouts.retrieve(payout_id, None, {"stripe_account": account}), account)

    def pay_out_to_bank(self, *, amount: Money, metadata: Mapping[str, str], key: str) -> BankPayout:
        """Sends money from our balance to our own bank. Raises NotEnoughFunds, too."""
        params: Any = {
            "amount": at_stripe(amount),
            "currency": amount.currency.lower(),
            "metadata": dict(metadata),
        }
        with translated():
            return _bank_payout(self._client.v1.payouts.create(params, {"idempotency_key": key}), None)

    def own_payouts(self, since: datetime) -> Iterator[BankPayout]:
        """What our balance has sent to our own bank, newest first."""
        return self._payouts(since, None)

    def read_own_payout(self, payout_id: str) -> BankPayout:
        """A payout to our own bank as it is now."""
        with translated():
            return _bank_payout(self._client.v1.payouts.retrieve(payout_id), None)

    def _payouts(self, since: datetime, account: str | None) -> Iterator[BankPayout]:
        params: Any = between(since)
        options: Any = {"stripe_account": account} if account else {}
        with translated():
            for one in self._client.v1.payouts.list(params, options).auto_paging_iter():
                yield _bank_payout(one, account)


def _recipient(account: Any) -> Recipient:
    status: Any = account
    for step in ("configuration", "recipient", "capabilities", "stripe_balance", "stripe_transfers", "status"):
        status = getattr(status, step, None)
    return Recipient(account.id, str(status or ""))


def _transfer(one: Any) -> Transfer:
    return Transfer(
        id=one.id,
        amount=money(one.amount, one.currency),
        account=str(id_of(one.destination)),
        group=one.transfer_group,
        reversed=money(one.amount_reversed, one.currency),
        metadata=words(one.metadata),
    )


def _reversal(one: Any) -> Reversal:
    return Reversal(
        id=one.id,
        transfer=str(id_of(one.transfer)),
        amount=money(one.amount, one.currency),
        created_at=at(one.created),
        metadata=words(one.metadata),
    )


def _bank_payout(one: Any, account: str | None) -> BankPayout:
    return BankPayout(
        id=one.id,
        account=account,
        amount=money(one.amount, one.currency),
        status=one.status,
        created_at=at(one.created),
        arrives_at=at(one.arrival_date),
        is_automatic=one.automatic,
        failure_code=one.failure_code,
        failure=one.failure_message,
        metadata=words(one.metadata),
    )
