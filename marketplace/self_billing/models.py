"""The tables of self-billing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.database import Model, enum_type
from marketplace.invoices.vat import Treatment, Vat
from marketplace.payouts.models import Payout


class SelfBillingAgreement(Model):
    """A creator lets us write invoices in the name of their business, from a day until they withdraw it."""

    __tablename__ = "self_billing_agreements"
    __table_args__ = (
        sa.CheckConstraint("withdrawn_at >= agreed_at", name="in_order"),
        sa.Index(
            "uq_self_billing_agreements_live", "creator_id", unique=True,
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    legal_name: Mapped[str]
    address: Mapped[str]
    country: Mapped[str] = mapped_column(sa.String(2))
    vat_id: Mapped[str]
    agreed_at: Mapped[datetime]
    agreed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    withdrawn_at: Mapped[datetime | None]

    @property
    def as_supplier(self) -> dict[str, str]:
        """What stands at the head of a document."""
        return {"name": self.legal_name, "address": self.address, "country": self.country, "vat_id": self.vat_id}


class SelfBill(Model):
    """What a brand paid a creator by one payout, written in the creator's name; a credit note has less than nothing.

    `cause` says what it is for, so that nothing is written twice: a payout and brand, its return, a price given back.
    """

    __tablename__ = "self_bills"
    __table_args__ = (
        sa.UniqueConstraint("creator_id", "number"),
        sa.CheckConstraint("gross_minor = net_minor + vat_minor AND gross_minor <> 0", name="adds_up"),
        sa.CheckConstraint("(gross_minor < 0) = (credits_id IS NOT NULL)", name="credits_something"),
        sa.Index("ix_self_bills_creator_id_issued_at", "creator_id", "issued_at"),
        sa.Index("ix_self_bills_brand_id_issued_at", "brand_id", "issued_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cause: Mapped[str] = mapped_column(unique=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"))
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"))
    payout_id: Mapped[UUID] = mapped_column(sa.ForeignKey("payouts.id"), index=True)
    credits_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("self_bills.id"), index=True)
    number: Mapped[str]
    currency: Mapped[str]
    issued_at: Mapped[datetime]
    supplier: Mapped[dict[str, Any]]  # the creator's business, as it was
    customer: Mapped[dict[str, Any]]  # the brand, as it was
    lines: Mapped[list[Any]]  # what the book says: journal, day, work and price
    words: Mapped[list[Any]]  # what the law wants to stand on it
    treatment: Mapped[Treatment] = mapped_column(enum_type(Treatment))
    rate_bp: Mapped[int] = mapped_column(sa.Integer)
    net_minor: Mapped[int]
    vat_minor: Mapped[int]
    gross_minor: Mapped[int]

    creator: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)
    payout: Mapped[Payout] = relationship(lazy="joined", innerjoin=True)
    credits: Mapped[SelfBill | None] = relationship(remote_side=[id], back_populates="credited_by")
    credited_by: Mapped[list[SelfBill]] = relationship(back_populates="credits", order_by="SelfBill.issued_at")

    @property
    def net(self) -> Money:
        """Without VAT."""
        return Money(self.net_minor, self.currency)

    @property
    def vat(self) -> Money:
        """The VAT it contains, which the creator owes their state."""
        return Money(self.vat_minor, self.currency)

    @property
    def gross(self) -> Money:
        """What the brand has paid."""
        return Money(self.gross_minor, self.currency)

    @property
    def is_credit_note(self) -> bool:
        """Whether it takes back another one, or a part of it."""
        return self.credits_id is not None

    @property
    def amounts(self) -> list[tuple[dict[str, Any], Money]]:
        """Each line with its amount."""
        return [(line, Money(int(line["minor"]), self.currency)) for line in self.lines]

    @property
    def decided(self) -> Vat:
        """How VAT was treated."""
        country, customer = str(self.supplier["country"]), str(self.customer["country"])
        return Vat(self.treatment, self.rate_bp, country, customer, bool(self.customer["tax_id"]))
