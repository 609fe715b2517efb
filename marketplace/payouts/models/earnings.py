"""What creators have earned."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import Model
from marketplace.payouts.states import EarningState, PayoutState

if TYPE_CHECKING:
    from marketplace.payouts.models.payouts import Payout, PayoutLine


class Earning(Model):
    """What a creator has earned by one thing: an order settled, or one called off with a kill fee."""

    __tablename__ = "earnings"
    __table_args__ = (
        sa.UniqueConstraint("source_kind", "source_id"),
        sa.CheckConstraint("net_minor = gross_minor - fee_minor AND net_minor > 0", name="adds_up"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    source_kind: Mapped[str]
    source_id: Mapped[UUID]
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    title: Mapped[str]
    currency: Mapped[str]
    gross_minor: Mapped[int]
    fee_minor: Mapped[int]
    net_minor: Mapped[int]
    settled_at: Mapped[datetime]
    available_at: Mapped[datetime] = mapped_column(index=True)
    matured_at: Mapped[datetime | None]  # when it moved from pending to available

    lines: Mapped[list[PayoutLine]] = relationship(back_populates="earning", order_by="PayoutLine.payout_id")

    @property
    def gross(self) -> Money:
        """The price."""
        return Money(self.gross_minor, self.currency)

    @property
    def fee(self) -> Money:
        """What we took from it."""
        return Money(self.fee_minor, self.currency)

    @property
    def net(self) -> Money:
        """What is the creator's, before tax."""
        return Money(self.net_minor, self.currency)

    @property
    def live_payout(self) -> Payout | None:
        """The payout that sends it, unless that came back."""
        return next((line.payout for line in self.lines if line.live), None)

    @property
    def where(self) -> EarningState:
        """Where its money is."""
        if payout := self.live_payout:
            return EarningState.PAID if payout.state is PayoutState.SENT else EarningState.IN_TRANSIT
        return EarningState.AVAILABLE if self.matured_at else EarningState.PENDING
