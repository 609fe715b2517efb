"""What is sent to creators: payouts, batches they leave in, earnings they are made of, the tries to send them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id, short_code
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.database import Model, enum_type
from marketplace.payouts.countries import Rail
from marketplace.payouts.states import (
    BATCH_LIFECYCLE,
    PAYOUT_LIFECYCLE,
    BatchState,
    EarningState,
    PayoutState,
)
from marketplace.work.attempts import Leased
from marketplace.work.moves import Moving
from marketplace.work.tries import Tried

if TYPE_CHECKING:
    from marketplace.payouts.models.bank_files import BankFileRow
    from marketplace.payouts.models.giving_back import GiveBack, Netting


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


class Payout(Leased, Moving, Model):
    """What is sent to one creator in one currency at one time."""

    __tablename__ = "payouts"
    __table_args__ = (
        sa.CheckConstraint("gross_minor = tax_minor + net_minor AND net_minor > 0", name="adds_up"),
        sa.CheckConstraint("rail = 'stripe' OR transfer_id IS NULL", name="one_rail"),
        sa.Index("ix_payouts_state_queued_at", "state", "queued_at"),
        sa.Index("ix_payouts_promised_by", "promised_by"),
    )
    LIFECYCLE = PAYOUT_LIFECYCLE

    state: Mapped[PayoutState] = mapped_column(enum_type(PayoutState))
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    batch_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("payout_batches.id"), index=True)
    rail: Mapped[Rail] = mapped_column(enum_type(Rail), default=Rail.STRIPE)  # for good: it never changes
    currency: Mapped[str]
    gross_minor: Mapped[int]  # the earnings together, after our fee
    tax_minor: Mapped[int]
    net_minor: Mapped[int]
    tax_basis: Mapped[dict[str, Any]]  # policy, version and inputs of what was withheld
    queued_at: Mapped[datetime]
    promised_by: Mapped[datetime]
    external_account: Mapped[str | None]  # where it went
    transfer_id: Mapped[str | None] = mapped_column(unique=True)
    sent_at: Mapped[datetime | None]
    reminded_days: Mapped[int] = mapped_column(sa.Integer, default=0)  # the last reminder to its creator: after so many
    problem: Mapped[str] = mapped_column(default="")  # why it is blocked, as Stripe or the bank says it

    creator: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)
    batch: Mapped[Batch | None] = relationship(back_populates="payouts")
    lines: Mapped[list[PayoutLine]] = relationship(back_populates="payout", order_by="PayoutLine.earning_id")
    attempts: Mapped[list[Attempt]] = relationship(back_populates="payout", order_by="Attempt.number")
    bank_rows: Mapped[list[BankFileRow]] = relationship(back_populates="payout", order_by="BankFileRow.id")

    @property
    def gross(self) -> Money:
        """The earnings together, after our fee."""
        return Money(self.gross_minor, self.currency)

    @property
    def tax(self) -> Money:
        """What is withheld for the state."""
        return Money(self.tax_minor, self.currency)

    @property
    def net(self) -> Money:
        """What is sent."""
        return Money(self.net_minor, self.currency)

    @property
    def price(self) -> Money:
        """The earnings together, before our fee."""
        return Money(sum(line.earning.gross_minor for line in self.lines), self.currency)

    @property
    def fee(self) -> Money:
        """What we took from them."""
        return Money(sum(line.earning.fee_minor for line in self.lines), self.currency)

    @property
    def set_off(self) -> Money:
        """What of them had gone back to brands, or had paid a debt, before they could be paid out."""
        return self.price - self.fee - self.gross

    def is_late(self, now: datetime) -> bool:
        """Whether it left after the day it was promised for, or has not left though that day is over."""
        if self.sent_at is not None:
            return self.sent_at > self.promised_by
        return self.state is not PayoutState.RETURNED and self.promised_by < now

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def group(self) -> str:
        """The name under which Stripe can be asked for the transfer of this payout."""
        return f"payout_{self.id}"


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

    creator: Mapped[Creator] = relationship()
    lines: Mapped[list[PayoutLine]] = relationship(back_populates="earning", order_by="PayoutLine.payout_id")
    give_backs: Mapped[list[GiveBack]] = relationship(back_populates="earning", order_by="GiveBack.made_at")
    nettings: Mapped[list[Netting]] = relationship(back_populates="earning", order_by="Netting.id")

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
    def given_back(self) -> Money:
        """What of it went back to the brand before it was paid out."""
        return Money(sum(each.taken_minor for each in self.give_backs), self.currency)

    @property
    def netted(self) -> Money:
        """What of it has paid a debt."""
        return Money(sum(each.amount_minor for each in self.nettings), self.currency)

    @property
    def left(self) -> Money:
        """What of it can be, or was, paid out."""
        return self.net - self.given_back - self.netted

    @property
    def live_payout(self) -> Payout | None:
        """The payout that sends it, unless that came back."""
        return next((line.payout for line in self.lines if line.live), None)

    @property
    def where(self) -> EarningState:
        """Where its money is."""
        if payout := self.live_payout:
            return _PAID[payout.rail] if payout.state is PayoutState.SENT else EarningState.IN_TRANSIT
        if not self.left:
            return EarningState.NETTED if self.netted else EarningState.GIVEN_BACK
        return EarningState.AVAILABLE if self.matured_at else EarningState.PENDING


_PAID = {Rail.STRIPE: EarningState.PAID, Rail.BANK_FILE: EarningState.PAID_BY_BANK}


class PayoutLine(Model):
    """One earning in one payout. An earning is in at most one live payout: the index sees to it."""

    __tablename__ = "payout_lines"
    __table_args__ = (
        sa.Index("uq_payout_lines_live", "earning_id", unique=True, postgresql_where=sa.text("live")),
    )  # fmt: skip

    payout_id: Mapped[UUID] = mapped_column(sa.ForeignKey("payouts.id"), primary_key=True)
    earning_id: Mapped[UUID] = mapped_column(sa.ForeignKey("earnings.id"), primary_key=True)
    amount_minor: Mapped[int]  # what was left of the earning
    live: Mapped[bool] = mapped_column(default=True)

    payout: Mapped[Payout] = relationship(back_populates="lines", lazy="joined", innerjoin=True)
    earning: Mapped[Earning] = relationship(back_populates="lines", lazy="joined", innerjoin=True)


class Attempt(Tried, Model):
    """One try to send a payout under one idempotency key. Without an outcome it may have moved the money."""

    __tablename__ = "payout_attempts"
    __table_args__ = (sa.UniqueConstraint("payout_id", "number"),)

    payout_id: Mapped[UUID] = mapped_column(sa.ForeignKey("payouts.id"), index=True)
    account: Mapped[str]

    payout: Mapped[Payout] = relationship(back_populates="attempts")
