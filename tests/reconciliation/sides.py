"""Both sides of small things, written by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.ledger.kinds import JournalKind
from marketplace.reconciliation.sides import FEES, Booked, Told

CUT = datetime(2026, 11, 1, tzinfo=UTC)
NOON_BEFORE = CUT - timedelta(hours=12)


def told(
    id: str = "txn_1",
    amount: int = 10_000,
    *,
    fee: int = 0,
    currency: str = "USD",
    at: datetime = NOON_BEFORE,
    type: str = "charge",
    source: str | None = None,
    parent: str | None = None,
    purpose: str | None = None,
) -> Told:
    return Told(id, type, type, Money(amount, currency), Money(fee, currency), at, source, parent, purpose)


def booked(
    key: str = "top_up:1",
    amount: int = 10_000,
    *,
    about: str | None = "txn_1",
    kind: JournalKind = JournalKind.TOP_UP,
    currency: str = "USD",
    at: datetime = NOON_BEFORE,
    purpose: str | None = None,
) -> Booked:
    journal_id: UUID = new_id()
    return Booked(journal_id, key, kind, Money(amount, currency), at, about, purpose, kind in FEES)
