"""Where creators are paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.database import Model, enum_type
from marketplace.payouts.bank_details import Details, masked
from marketplace.payouts.countries import Rail
from marketplace.work.sealing import Sealed


class BankDetails(Model):
    """A bank account as its owner named it at one time. Never changed: a new one takes its place."""

    __tablename__ = "bank_details"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    country: Mapped[str] = mapped_column(sa.String(2))
    holder: Mapped[str]
    iban: Mapped[str] = mapped_column(Sealed, default="")
    account_number: Mapped[str] = mapped_column(Sealed, default="")
    bank_code: Mapped[str] = mapped_column(default="")
    bic: Mapped[str] = mapped_column(default="")
    named_at: Mapped[datetime]
    usable_from: Mapped[datetime]  # the end of the cool-off

    @property
    def details(self) -> Details:
        """The account as a value."""
        return Details(self.country, self.holder, self.iban, self.account_number, self.bank_code, self.bic)

    @property
    def masked(self) -> str:
        """As much of the number as may be shown."""
        return masked(self.iban or self.account_number)


class PayoutAccount(Model):
    """Where a creator is paid: an account at Stripe, claimed here before it is made there, or one at a bank."""

    __tablename__ = "payout_accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), unique=True)
    country: Mapped[str] = mapped_column(sa.String(2))
    rail: Mapped[Rail] = mapped_column(enum_type(Rail), default=Rail.STRIPE)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    transfers_status: Mapped[str] = mapped_column(default="")  # as Stripe words it
    bank_details_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("bank_details.id"))
    claimed_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]

    bank_details: Mapped[BankDetails | None] = relationship(lazy="joined")

    @property
    def is_ready(self) -> bool:
        """Whether Stripe takes transfers to it, or its owner has named a bank account."""
        if self.rail is Rail.BANK_FILE:
            return self.bank_details_id is not None
        return self.external_id is not None and self.transfers_status == "active"

    def cools_off(self, at: datetime) -> bool:
        """Whether the bank account was changed so lately that nothing is sent there yet."""
        return self.bank_details is not None and self.bank_details.usable_from > at
