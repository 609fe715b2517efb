"""Rules by which wallets top themselves up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.wallets.states import AUTO_TOP_UP_LIFECYCLE, AutoTopUpState
from marketplace.work.moves import Moving


class AutoTopUp(Moving, Model):
    """When a wallet holds too little, so much is collected from a saved card or account, up to a limit a month."""

    __tablename__ = "auto_top_ups"
    __table_args__ = (
        sa.UniqueConstraint("brand_id", "currency"),
        sa.CheckConstraint("below_minor >= 0 AND amount_minor > 0 AND month_cap_minor >= amount_minor", name="amounts"),
    )
    LIFECYCLE = AUTO_TOP_UP_LIFECYCLE

    state: Mapped[AutoTopUpState] = mapped_column(enum_type(AutoTopUpState), index=True)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    set_by_id: Mapped[UUID | None]
    set_at: Mapped[datetime]
    currency: Mapped[str]
    below_minor: Mapped[int]
    amount_minor: Mapped[int]
    month_cap_minor: Mapped[int]
    customer: Mapped[str | None]  # what the brand is called at Stripe
    saving_page_id: Mapped[str | None]  # the page on which somebody was last asked for a way to pay
    payment_method: Mapped[str | None]
    method_name: Mapped[str] = mapped_column(default="")  # the card's brand or the bank's name
    method_last4: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")  # why it is paused, as the bank says it

    @property
    def below(self) -> Money:
        """It tops up when the wallet holds less than this."""
        return Money(self.below_minor, self.currency)

    @property
    def amount(self) -> Money:
        """What is collected at once."""
        return Money(self.amount_minor, self.currency)

    @property
    def method(self) -> str:
        """The saved card or account, as much of it as may be shown."""
        return f"{self.method_name.title()} •••• {self.method_last4}"

    @property
    def month_cap(self) -> Money:
        """The most in a calendar month, UTC."""
        return Money(self.month_cap_minor, self.currency)
