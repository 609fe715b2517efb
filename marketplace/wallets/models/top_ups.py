"""A brand's money on its way in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.wallets.states import TOP_UP_LIFECYCLE, TopUpState
from marketplace.work.moves import Moving


class TopUp(Moving, Model):
    """A brand pays into its wallet through a hosted page. Counts once Stripe says that it was paid."""

    __tablename__ = "top_ups"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount"),
        sa.UniqueConstraint("brand_id", "once"),
    )
    LIFECYCLE = TOP_UP_LIFECYCLE

    state: Mapped[TopUpState] = mapped_column(enum_type(TopUpState), index=True)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    person_id: Mapped[UUID | None]
    rule_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("auto_top_ups.id"), index=True)  # nobody was asked
    tried_at: Mapped[datetime | None]  # when it was first collected, by the machine's clock
    once: Mapped[UUID | None]  # one showing of the form asks once, however often it is sent
    asked_at: Mapped[datetime]
    currency: Mapped[str]
    amount_minor: Mapped[int]  # asked for
    payment_id: Mapped[str | None] = mapped_column(unique=True)  # what it is called at Stripe once it is paid
    session_id: Mapped[str | None] = mapped_column(unique=True)  # of Stripe's hosted page
    checkout_url: Mapped[str | None]
    paid_minor: Mapped[int | None]  # what the balance transaction says
    fee_minor: Mapped[int | None]  # what Stripe kept of it
    balance_transaction: Mapped[str | None] = mapped_column(unique=True)
    paid_at: Mapped[datetime | None]

    @property
    def amount(self) -> Money:
        """What the brand asked to pay."""
        return Money(self.amount_minor, self.currency)

    @property
    def paid(self) -> Money | None:
        """What arrived."""
        return None if self.paid_minor is None else Money(self.paid_minor, self.currency)
