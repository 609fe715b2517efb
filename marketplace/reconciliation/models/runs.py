"""Comparisons that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.ids import new_id, short_code
from marketplace.base.money import Money
from marketplace.database import Model


@dataclass(frozen=True)
class Compared:
    """One currency at a cut: what we booked, what Stripe's changes come to, and how much of that open items explain.

    `says` is Stripe's own balance when it was read, `mirrored` what all changes kept here came to then.
    """

    ours: Money
    theirs: Money
    explained: Money
    says: Money | None
    mirrored: Money

    @property
    def difference(self) -> Money:
        """By how much we hold more in the book than Stripe holds for us."""
        return self.ours - self.theirs

    @property
    def is_whole(self) -> bool:
        """Whether what is kept here is all that Stripe has."""
        return self.says is None or self.says == self.mirrored


_BY_NIGHT = sa.text("asked_by_id IS NULL")


class Run(Model):
    """One comparison of both sides as they were just before a cut. A night has one; people may ask for more."""

    __tablename__ = "reconciliation_runs"
    __table_args__ = (
        sa.Index("uq_reconciliation_runs_nightly", "cut_at", unique=True, postgresql_where=_BY_NIGHT),
        sa.Index("ix_reconciliation_runs_asked_at", "asked_at"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cut_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    done_at: Mapped[datetime | None]
    matched: Mapped[int] = mapped_column(default=0)  # balance transactions with their journals
    kinds: Mapped[dict[str, Any]] = mapped_column(default=dict)  # how many of each class were found
    opened: Mapped[int] = mapped_column(default=0)  # items that were not known before
    explained: Mapped[int] = mapped_column(default=0)  # items that solved themselves
    balances: Mapped[list[Any]] = mapped_column(default=list)

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def found(self) -> int:
        """How much did not match."""
        return sum(self.kinds.values())

    @property
    def compared(self) -> list[Compared]:
        """Currency by currency."""
        return [_compared(row) for row in self.balances]


def _compared(row: dict[str, Any]) -> Compared:
    currency, says = row["currency"], row["says"]
    return Compared(
        ours=Money(row["ours"], currency),
        theirs=Money(row["theirs"], currency),
        explained=Money(row["explained"], currency),
        says=None if says is None else Money(says, currency),
        mirrored=Money(row["mirrored"], currency),
    )
