"""The tables of invoices."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.invoices.states import Party
from marketplace.invoices.vat import Treatment


class InvoiceSeries(Model):
    """How far a series of numbers has come. The row is locked while one is given: none is lost or given twice."""

    __tablename__ = "invoice_series"

    name: Mapped[str] = mapped_column(primary_key=True)  # prefix and year, such as MW-2026
    last: Mapped[int] = mapped_column(sa.Integer, default=0)


class BillingDetails(Model):
    """What a brand wants to stand on its invoices."""

    __tablename__ = "billing_details"

    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), primary_key=True)
    legal_name: Mapped[str]
    address: Mapped[str]
    country: Mapped[str] = mapped_column(sa.String(2))
    tax_id: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]


class Invoice(Model):
    """The fees one party has paid in a currency and month, frozen when issued; a credit note has less than nothing."""

    __tablename__ = "invoices"
    __table_args__ = (
        sa.UniqueConstraint("party", "party_id", "currency", "year", "month"),
        sa.CheckConstraint("gross_minor = net_minor + vat_minor AND gross_minor <> 0", name="adds_up"),
        sa.Index("ix_invoices_party_id_issued_at", "party_id", "issued_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(unique=True)
    party: Mapped[Party] = mapped_column(enum_type(Party))
    party_id: Mapped[UUID]
    currency: Mapped[str]
    year: Mapped[int] = mapped_column(sa.Integer)
    month: Mapped[int] = mapped_column(sa.Integer)
    issued_at: Mapped[datetime]
    issuer: Mapped[dict[str, Any]]  # name, address, country and VAT id, as they were
    buyer: Mapped[dict[str, Any]]
    lines: Mapped[list[Any]]  # what the book says: journal, day, order and fee
    treatment: Mapped[Treatment] = mapped_column(enum_type(Treatment))
    rate_bp: Mapped[int] = mapped_column(sa.Integer)
    net_minor: Mapped[int]
    vat_minor: Mapped[int]
    gross_minor: Mapped[int]

    @property
    def net(self) -> Money:
        """Without VAT."""
        return Money(self.net_minor, self.currency)

    @property
    def vat(self) -> Money:
        """The VAT it contains."""
        return Money(self.vat_minor, self.currency)

    @property
    def gross(self) -> Money:
        """What was paid."""
        return Money(self.gross_minor, self.currency)

    @property
    def is_credit_note(self) -> bool:
        """Whether more was given back than paid."""
        return self.gross_minor < 0

    @property
    def amounts(self) -> list[tuple[dict[str, Any], Money]]:
        """Each line with its amount."""
        return [(line, Money(int(line["minor"]), self.currency)) for line in self.lines]
