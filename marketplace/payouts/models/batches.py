"""Payouts that leave together."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import short_code
from marketplace.database import Model, enum_type
from marketplace.payouts.states import BATCH_LIFECYCLE, BatchState
from marketplace.work.moves import Moving

if TYPE_CHECKING:
    from marketplace.payouts.models.payouts import Payout


class Batch(Moving, Model):
    """Payouts made ready by one person and signed by another."""

    __tablename__ = "payout_batches"
    __table_args__ = (sa.CheckConstraint("signed_by_id <> made_by_id", name="two_people"),)
    LIFECYCLE = BATCH_LIFECYCLE

    state: Mapped[BatchState] = mapped_column(enum_type(BatchState), index=True)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    signed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    signed_at: Mapped[datetime | None]

    payouts: Mapped[list[Payout]] = relationship(back_populates="batch", order_by="Payout.queued_at, Payout.id")

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)
