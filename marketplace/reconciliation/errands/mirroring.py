"""Reads every change of our balance at Stripe that is not kept here yet. Bears repetition and a crash anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from marketplace.base.actor import SYSTEM
from marketplace.gateways.current import payments
from marketplace.gateways.payments.protocol import BalanceTransaction
from marketplace.reconciliation.actions.mirroring import keep_changes
from marketplace.reconciliation.queries import mirrored_until, total_mirrored
from marketplace.reconciliation.references import purpose_in
from marketplace.work.unit import unit_of_work

LOOKED_BACK = timedelta(days=3)
"""How much of what is kept already is read again: a change may appear later than it says it happened."""

_TRIES = 3


@dataclass(frozen=True)
class Mirrored:
    """What Stripe says it holds for us, by currency, in minor units, and what all changes kept here come to."""

    says: Mapping[str, int]
    total: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing among the changes kept here."""
        return _without_zeros(self.says) == _without_zeros(self.total)


def mirror() -> Mirrored:
    """Keeps what is new. When it does not come to Stripe's own balance, everything is read again from the beginning.

    The whole is kept in one transaction: whoever comes after a crash finds either all of it or nothing.
    """
    with unit_of_work(SYSTEM) as work:
        latest = mirrored_until(work.session)
    found = _read(latest - LOOKED_BACK if latest else None)
    return found if found.is_whole or latest is None else _read(None)


def _read(since: datetime | None) -> Mirrored:
    for _ in range(_TRIES):
        before = _says()
        changes = [_columns(one) for one in payments().list_balance_transactions(since)]
        if (says := _says()) == before:  # else something moved between, and the sum could not fit
            break
    with unit_of_work(SYSTEM) as work:
        keep_changes(work, changes)
    with unit_of_work(SYSTEM) as work:
        return Mirrored(says, total_mirrored(work.session))


def _says() -> dict[str, int]:
    return {currency: of.total.minor for currency, of in payments().balance().items()}


def _columns(one: BalanceTransaction) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "category": one.category,
        "currency": one.net.currency,
        "amount_minor": one.amount.minor,
        "fee_minor": one.fee.minor,
        "net_minor": one.net.minor,
        "source": one.source,
        "parent": one.parent,
        "purpose": purpose_in(one.noted),
        "description": one.description or "",
        "created_at": one.created_at,
        "available_at": one.available_at,
    }


def _without_zeros(amounts: Mapping[str, int]) -> dict[str, int]:
    return {currency: minor for currency, minor in amounts.items() if minor}
