"""What an export is made of, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from marketplace.base.money import Money
from marketplace.ledger.content import Line


@dataclass(frozen=True)
class Booked:
    """One journal. `link` is its place in the chain; none while it waits for one."""

    number: int
    key: str
    kind: str
    posted_at: datetime
    currency: str
    reverses: str | None
    fingerprint: str
    link: int | None
    lines: Sequence[Line]


@dataclass(frozen=True)
class Opened:
    """An account that the journals use: since when, and what it holds after them, debit positive."""

    code: str
    since: date
    holds: Money
