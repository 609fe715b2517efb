"""Money of a wallet on its way back to where it was paid from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import short_code
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.wallets.models.top_ups import TopUp
from marketplace.wallets.states import REFUND_LIFECYCLE, RefundState
from marketplace.work.attempts import Leased
from marketplace.work.moves import Moving


class Refund(Leased, Moving, Model):
    """A part of a wallet that goes back by the payment it came by.

    `tries` counts the keys that were used. While `is_unknown`, the last of them may have moved the money: it is used
    again, or looked up before another is taken.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount"),
        sa.UniqueConstraint("brand_id", "once", "top_up_id"),
    )
    LIFECYCLE = REFUND_LIFECYCLE

    state: Mapped[RefundState] = mapped_column(enum_type(RefundState), index=True)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    top_up_id: Mapped[UUID] = mapped_column(sa.ForeignKey("top_ups.id"), index=True)
    person_id: Mapped[UUID | None]
    once: Mapped[UUID | None]  # one showing of the form asks once, however often it is sent
    asked_at: Mapped[datetime]
    currency: Mapped[str]
    amount_minor: Mapped[int]
    tries: Mapped[int] = mapped_column(sa.Integer, default=0)
    is_unknown: Mapped[bool] = mapped_column(default=False)
    tried_at: Mapped[datetime | None]  # by the machine's clock: keys grow old in real hours
    refund_id: Mapped[str | None] = mapped_column(unique=True)  # what it is called at Stripe
    sent_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")  # why it waits or came back, as Stripe says it

    top_up: Mapped[TopUp] = relationship(lazy="joined", innerjoin=True)

    @property
    def amount(self) -> Money:
        """What goes back."""
        return Money(self.amount_minor, self.currency)

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def key(self) -> str:
        """The idempotency key of the present try."""
        return f"refund_{self.id}_{self.tries}"
