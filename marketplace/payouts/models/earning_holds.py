"""Earnings that somebody has stopped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Person
from marketplace.base.ids import new_id
from marketplace.database import Model, enum_type
from marketplace.payouts.models.payouts import Earning
from marketplace.payouts.states import HoldReason


class EarningHold(Model):
    """Keeps one earning out of payouts until it is lifted. Kept for good; one is open at a time."""

    __tablename__ = "earning_holds"
    __table_args__ = (
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="lifted"),
        sa.Index("uq_earning_holds_open", "earning_id", unique=True, postgresql_where=sa.text("lifted_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    earning_id: Mapped[UUID] = mapped_column(sa.ForeignKey("earnings.id"), index=True)
    reason: Mapped[HoldReason] = mapped_column(enum_type(HoldReason))
    note: Mapped[str]  # for colleagues; the creator is told the reason
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))

    earning: Mapped[Earning] = relationship(lazy="joined", innerjoin=True)
    placed_by: Mapped[Person] = relationship(foreign_keys=[placed_by_id], lazy="joined", innerjoin=True)
    lifted_by: Mapped[Person | None] = relationship(foreign_keys=[lifted_by_id], lazy="joined")

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the earning out of payouts."""
        return self.lifted_at is None
