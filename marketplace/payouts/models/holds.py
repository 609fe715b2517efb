"""Payouts that somebody has stopped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Person
from marketplace.base.ids import new_id
from marketplace.creators.models import Creator
from marketplace.database import Model, enum_type
from marketplace.payouts.models.payouts import Payout
from marketplace.payouts.states import HoldReason


class Hold(Model):
    """Stops one payout, or every payout of a creator, until it is lifted. Kept for good; one is open at a time."""

    __tablename__ = "payout_holds"
    __table_args__ = (
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="lifted"),
        sa.Index(
            "uq_payout_holds_open",
            "creator_id",
            "payout_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    payout_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("payouts.id"), index=True)  # none: all of them
    reason: Mapped[HoldReason] = mapped_column(enum_type(HoldReason))
    note: Mapped[str]  # for colleagues; the creator is told the reason
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))

    creator: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)
    payout: Mapped[Payout | None] = relationship()
    placed_by: Mapped[Person] = relationship(foreign_keys=[placed_by_id], lazy="joined", innerjoin=True)
    lifted_by: Mapped[Person | None] = relationship(foreign_keys=[lifted_by_id], lazy="joined")

    @property
    def is_open(self) -> bool:
        """Whether it still stops payouts."""
        return self.lifted_at is None
