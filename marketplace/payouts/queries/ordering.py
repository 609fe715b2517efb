"""In which order somebody wants to see payouts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from marketplace.base.text import N_
from marketplace.creators.models import Creator
from marketplace.payouts.models import Payout
from marketplace.payouts.states import PayoutState


class Sort(StrEnum):
    """What a list of payouts is sorted by."""

    AGE = "age"
    DUE = "due"
    AMOUNT = "amount"
    CREATOR = "creator"


LABELS: dict[StrEnum, str] = {
    Sort.AGE: N_("Waiting since"),
    Sort.DUE: N_("Promised by"),
    Sort.AMOUNT: N_("Amount"),
    Sort.CREATOR: N_("Creator"),
}

_LARGEST_FIRST = frozenset({Sort.AMOUNT})
_NEWEST_FIRST = frozenset({None, PayoutState.SENT, PayoutState.RETURNED})

_BY: dict[Sort, Any] = {
    Sort.AGE: Payout.queued_at,
    Sort.DUE: Payout.promised_by,
    Sort.AMOUNT: Payout.net_minor,
    Sort.CREATOR: sa.func.lower(Creator.name),
}


@dataclass(frozen=True)
class Order:
    """One column, upwards or downwards. An address writes it as `amount` or `-amount`."""

    by: Sort
    is_descending: bool = False

    @classmethod
    def read(cls, said: str) -> Order | None:
        """From an address; none for nonsense."""
        name = said.removeprefix("-")
        return cls(Sort(name), said.startswith("-")) if name in set(Sort) else None

    @classmethod
    def usual(cls, state: PayoutState | None) -> Order:
        """Longest waiting first; where nothing waits any more, newest first."""
        return cls(Sort.AGE, state in _NEWEST_FIRST)

    def __str__(self) -> str:
        return f"-{self.by}" if self.is_descending else self.by.value

    @property
    def direction(self) -> str:
        """As tables call it."""
        return "desc" if self.is_descending else "asc"

    def then(self, by: Sort) -> Order:
        """What a press on a column's head leads to: the other way round, or its first way."""
        return Order(by, not self.is_descending if by is self.by else by in _LARGEST_FIRST)

    def columns(self) -> list[Any]:
        """As columns to order by; the creator has to be joined."""
        column = _BY[self.by]
        # Amounts of two currencies cannot be compared: each currency is sorted for itself.
        before = [Payout.currency] if self.by is Sort.AMOUNT else []
        return [*before, column.desc() if self.is_descending else column.asc(), Payout.id]
