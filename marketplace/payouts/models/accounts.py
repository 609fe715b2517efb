"""Where creators are paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.ids import new_id
from marketplace.database import Model


class PayoutAccount(Model):
    """Where a creator is paid: an account at Stripe, claimed here before it is made there."""

    __tablename__ = "payout_accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), unique=True)
    country: Mapped[str] = mapped_column(sa.String(2))
    external_id: Mapped[str | None] = mapped_column(unique=True)
    transfers_status: Mapped[str] = mapped_column(default="")  # as Stripe words it
    claimed_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]

    @property
    def is_ready(self) -> bool:
        """Whether Stripe takes transfers to it."""
        return self.external_id is not None and self.transfers_status == "active"
