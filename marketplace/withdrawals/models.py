"""The tables of our own money on its way to our bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Person
from marketplace.base.ids import short_code
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.withdrawals.shares import Share
from marketplace.withdrawals.states import WITHDRAWAL_LIFECYCLE, WithdrawalState
from marketplace.work.attempts import Leased
from marketplace.work.moves import Moving
from marketplace.work.tries import Tried


class Withdrawal(Moving, Leased, Model):
    """A part of our own money at Stripe that goes to our bank: one person proposes it, another signs it."""

    __tablename__ = "withdrawals"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount"),
        sa.CheckConstraint("signed_by_id <> proposed_by_id", name="two_people"),
        sa.UniqueConstraint("proposed_by_id", "once"),
        sa.Index("ix_withdrawals_proposed_at", "proposed_at"),
    )
    LIFECYCLE = WITHDRAWAL_LIFECYCLE

    state: Mapped[WithdrawalState] = mapped_column(enum_type(WithdrawalState), index=True)
    currency: Mapped[str] = mapped_column(sa.String(3))
    amount_minor: Mapped[int]
    share: Mapped[dict[str, Any]]  # what was ours when it was proposed, and why
    once: Mapped[UUID | None]  # one showing of the form proposes once, however often it is sent
    proposed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    signed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    signed_at: Mapped[datetime | None]
    payout_id: Mapped[str | None] = mapped_column(unique=True)  # what it is called at Stripe
    sent_at: Mapped[datetime | None]
    arrives_at: Mapped[datetime | None]  # when Stripe expects it at the bank
    problem: Mapped[str] = mapped_column(default="")  # why it waits, was refused or came back, as Stripe says it

    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id], lazy="joined", innerjoin=True)
    signed_by: Mapped[Person | None] = relationship(foreign_keys=[signed_by_id], lazy="joined")
    attempts: Mapped[list[WithdrawalAttempt]] = relationship(
        back_populates="withdrawal", order_by="WithdrawalAttempt.number"
    )

    @property
    def amount(self) -> Money:
        """What goes to our bank."""
        return Money(self.amount_minor, self.currency)

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def share_then(self) -> Share:
        """What was ours when it was proposed."""
        return Share.from_kept(self.share, self.currency)


class WithdrawalAttempt(Tried, Model):
    """One try to send a withdrawal under one idempotency key. Without an outcome it may have moved the money."""

    __tablename__ = "withdrawal_attempts"
    __table_args__ = (sa.UniqueConstraint("withdrawal_id", "number"),)

    withdrawal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("withdrawals.id"), index=True)

    withdrawal: Mapped[Withdrawal] = relationship(back_populates="attempts")
