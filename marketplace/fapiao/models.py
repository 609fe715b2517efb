"""The tables of 发票."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id, short_code
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.fapiao.buyers import BuyerData
from marketplace.fapiao.states import FAPIAO_LIFECYCLE, Buyer, FapiaoKind, FapiaoState
from marketplace.invoices.models import Invoice
from marketplace.invoices.states import Party
from marketplace.work.moves import Moving
from marketplace.work.sealing import Sealed


class FapiaoDetails(Model):
    """What a buyer last wanted to stand on a 发票: the defaults of the next one."""

    __tablename__ = "fapiao_details"

    party: Mapped[Party] = mapped_column(enum_type(Party), primary_key=True)
    party_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[FapiaoKind] = mapped_column(enum_type(FapiaoKind))
    buyer: Mapped[Buyer] = mapped_column(enum_type(Buyer))
    title: Mapped[str]
    tax_number: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    bank: Mapped[str]
    account: Mapped[str] = mapped_column(Sealed)
    email: Mapped[str]
    changed_at: Mapped[datetime]


class Fapiao(Moving, Model):
    """A wish for a 发票 for invoices of ours, what is to stand on it, and what the tax bureau's system made of it."""

    __tablename__ = "fapiao"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="of_something"),
        sa.Index("uq_fapiao_number", "number", "code", unique=True, postgresql_where=sa.text("number <> ''")),
        sa.Index(
            "uq_fapiao_red_number", "red_number", "red_code", unique=True,
            postgresql_where=sa.text("red_number <> ''"),
        ),
        sa.Index("ix_fapiao_party_id_asked_at", "party_id", "asked_at"),
    )  # fmt: skip
    LIFECYCLE = FAPIAO_LIFECYCLE

    state: Mapped[FapiaoState] = mapped_column(enum_type(FapiaoState), index=True)
    party: Mapped[Party] = mapped_column(enum_type(Party))
    party_id: Mapped[UUID]
    currency: Mapped[str]
    amount_minor: Mapped[int]  # the invoices together, with the VAT in them
    kind: Mapped[FapiaoKind] = mapped_column(enum_type(FapiaoKind))
    buyer: Mapped[Buyer] = mapped_column(enum_type(Buyer))
    title: Mapped[str]
    tax_number: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    bank: Mapped[str]
    account: Mapped[str] = mapped_column(Sealed)
    email: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    reason: Mapped[str] = mapped_column(default="")  # why it was refused, or has to be taken back
    code: Mapped[str] = mapped_column(default="")  # 发票代码; a 数电票 has none
    number: Mapped[str] = mapped_column(default="")  # 发票号码
    issued_on: Mapped[date | None]
    red_code: Mapped[str] = mapped_column(default="")
    red_number: Mapped[str] = mapped_column(default="")
    red_on: Mapped[date | None]

    lines: Mapped[list[FapiaoLine]] = relationship(back_populates="fapiao", order_by="FapiaoLine.invoice_id")
    papers: Mapped[list[FapiaoPaper]] = relationship(back_populates="fapiao", order_by="FapiaoPaper.uploaded_at")

    @property
    def amount(self) -> Money:
        """The invoices together, with the VAT in them."""
        return Money(self.amount_minor, self.currency)

    @property
    def short(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def invoices(self) -> list[Invoice]:
        """The invoices it is for."""
        return sorted((line.invoice for line in self.lines), key=lambda one: one.number)

    @property
    def said(self) -> BuyerData:
        """What is to stand on it about its buyer."""
        return BuyerData(
            self.kind, self.buyer, self.title, self.tax_number, self.address, self.phone, self.bank, self.account,
            self.email,
        )  # fmt: skip


class FapiaoLine(Model):
    """One invoice of one wish. An invoice is in at most one live wish: the index sees to it."""

    __tablename__ = "fapiao_lines"
    __table_args__ = (sa.Index("uq_fapiao_lines_live", "invoice_id", unique=True, postgresql_where=sa.text("live")),)

    fapiao_id: Mapped[UUID] = mapped_column(sa.ForeignKey("fapiao.id"), primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(sa.ForeignKey("invoices.id"), primary_key=True)
    live: Mapped[bool] = mapped_column(default=True)

    fapiao: Mapped[Fapiao] = relationship(back_populates="lines")
    invoice: Mapped[Invoice] = relationship(lazy="joined", innerjoin=True)


class FapiaoPaper(Model):
    """The paper of a 发票, or of the red-letter one that took it back. Kept as it came, never shown in a page."""

    __tablename__ = "fapiao_papers"
    __table_args__ = (sa.UniqueConstraint("fapiao_id", "is_red"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    fapiao_id: Mapped[UUID] = mapped_column(sa.ForeignKey("fapiao.id"))
    is_red: Mapped[bool]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    content_hash: Mapped[str]
    uploaded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    uploaded_at: Mapped[datetime]

    fapiao: Mapped[Fapiao] = relationship(back_populates="papers")
