"""Money on its way from a creator's Stripe balance to their bank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.payouts.states import BankLegFailure, BankLegStatus
from marketplace.payouts.states.bank_leg_failures import read_failure


class BankLeg(Model):
    """What Stripe sends from an account's balance to its owner's bank: a copy of what Stripe says.

    It may carry several of our payouts and other money of the owner, so it belongs to an account and to no payout.
    """

    __tablename__ = "bank_legs"

    id: Mapped[str] = mapped_column(primary_key=True)  # Stripe's
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    currency: Mapped[str]
    amount_minor: Mapped[int]
    status: Mapped[BankLegStatus] = mapped_column(enum_type(BankLegStatus), index=True)
    begun_at: Mapped[datetime]
    arrives_at: Mapped[datetime]  # as Stripe expects it
    failure_code: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]  # by the machine's clock: what was asked earlier says nothing newer

    @property
    def amount(self) -> Money:
        """What goes to the bank."""
        return Money(self.amount_minor, self.currency)

    @property
    def failure(self) -> BankLegFailure:
        """Why the bank refused it."""
        return read_failure(self.failure_code or None)
