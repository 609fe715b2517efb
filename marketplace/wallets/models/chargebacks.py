"""Payments that the payer's bank takes back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Brand
from marketplace.base.ids import short_code
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.wallets.models.top_ups import TopUp
from marketplace.wallets.states import CHARGEBACK_LIFECYCLE, ChargebackState
from marketplace.wallets.states.chargeback_reasons import ChargebackReason, read_reason
from marketplace.work.moves import Moving


class Chargeback(Moving, Model):
    """A dispute at Stripe over one top-up. `held_minor` is what the bank has taken from us, if it has."""

    __tablename__ = "chargebacks"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0 AND held_minor BETWEEN 0 AND amount_minor", name="amount"),
        sa.CheckConstraint("borne_minor BETWEEN 0 AND held_minor", name="borne"),
    )
    LIFECYCLE = CHARGEBACK_LIFECYCLE

    state: Mapped[ChargebackState] = mapped_column(enum_type(ChargebackState), index=True)
    dispute_id: Mapped[str] = mapped_column(unique=True)  # what it is called at Stripe
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    top_up_id: Mapped[UUID] = mapped_column(sa.ForeignKey("top_ups.id"), index=True)
    currency: Mapped[str]
    amount_minor: Mapped[int]
    held_minor: Mapped[int] = mapped_column(default=0)
    fee_minor: Mapped[int] = mapped_column(default=0)  # what it has cost us so far
    borne_minor: Mapped[int] = mapped_column(default=0)  # lost, and taken from the wallet at once; the rest is owed
    reason: Mapped[str]
    opened_at: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))

    top_up: Mapped[TopUp] = relationship(lazy="joined", innerjoin=True)
    brand: Mapped[Brand] = relationship()

    @property
    def amount(self) -> Money:
        """What the payer wants back."""
        return Money(self.amount_minor, self.currency)

    @property
    def why(self) -> ChargebackReason:
        """Why the payer wants it back, as their bank says."""
        return read_reason(self.reason)

    @property
    def held(self) -> Money:
        """What the bank has taken from us."""
        return Money(self.held_minor, self.currency)

    @property
    def fee(self) -> Money:
        """What it has cost us so far."""
        return Money(self.fee_minor, self.currency)

    @property
    def borne(self) -> Money:
        """What of a lost one the wallet bore at once."""
        return Money(self.borne_minor, self.currency)

    @property
    def owed(self) -> Money:
        """What of a lost one the brand had spent already and owed from then on."""
        lost = self.state is ChargebackState.LOST
        return Money(self.held_minor - self.borne_minor if lost else 0, self.currency)

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)
