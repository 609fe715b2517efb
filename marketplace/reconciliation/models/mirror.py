"""What Stripe says of our balance, kept here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.money import Money
from marketplace.database import Model
from marketplace.reconciliation.sides import Told


class BalanceChange(Model):
    """One balance transaction of ours at Stripe, as it was read there; it never changes afterwards."""

    __tablename__ = "balance_transactions"
    __table_args__ = (sa.CheckConstraint("net_minor = amount_minor - fee_minor", name="adds_up"),)

    id: Mapped[str] = mapped_column(primary_key=True)  # Stripe's
    type: Mapped[str]
    category: Mapped[str]
    currency: Mapped[str] = mapped_column(sa.String(3))
    amount_minor: Mapped[int]
    fee_minor: Mapped[int]
    net_minor: Mapped[int]
    source: Mapped[str | None] = mapped_column(index=True)
    parent: Mapped[str | None] = mapped_column(index=True)
    purpose: Mapped[str | None] = mapped_column(index=True)  # the id of ours that Stripe was given
    description: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(index=True)
    available_at: Mapped[datetime | None]
    mirrored_at: Mapped[datetime]

    @property
    def amount(self) -> Money:
        """What came or went, before what it cost."""
        return Money(self.amount_minor, self.currency)

    @property
    def fee(self) -> Money:
        """What it cost."""
        return Money(self.fee_minor, self.currency)

    @property
    def net(self) -> Money:
        """What it changed."""
        return Money(self.net_minor, self.currency)

    @property
    def told(self) -> Told:
        """The same, as it is compared."""
        return Told(
            self.id, self.type, self.category, self.amount, self.fee, self.created_at,
            self.source, self.parent, self.purpose,
        )  # fmt: skip
