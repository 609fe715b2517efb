"""Files for the operator's bank: what is in them, who stood behind them, what the bank did."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id, short_code
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.payouts.bank_details import Details, masked
from marketplace.payouts.formats.content import FileContent, Payer, Payment
from marketplace.payouts.models.payouts import Batch, Payout
from marketplace.payouts.states import BANK_FILE_LIFECYCLE, BankFileState, BankReason, BankResult
from marketplace.work.moves import Moving
from marketplace.work.sealing import Sealed


class BankFile(Moving, Model):
    """Payouts of one batch in one currency, written for the bank by one person and handed over by another."""

    __tablename__ = "bank_files"
    __table_args__ = (sa.CheckConstraint("handed_over_by_id <> made_by_id", name="two_people"),)
    LIFECYCLE = BANK_FILE_LIFECYCLE

    state: Mapped[BankFileState] = mapped_column(enum_type(BankFileState), index=True)
    batch_id: Mapped[UUID] = mapped_column(sa.ForeignKey("payout_batches.id"), index=True)
    currency: Mapped[str]
    format: Mapped[str]
    payer_holder: Mapped[str]
    payer_account: Mapped[str]
    payer_bic: Mapped[str]
    execution_on: Mapped[date]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(Sealed)  # as the bank gets it, to the last sign
    content_hash: Mapped[str]  # SHA-256 of it, shown to both people
    handed_over_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    handed_over_at: Mapped[datetime | None]

    batch: Mapped[Batch] = relationship(lazy="joined", innerjoin=True)
    rows: Mapped[list[BankFileRow]] = relationship(back_populates="file", order_by="BankFileRow.number")
    proofs: Mapped[list[BankFileProof]] = relationship(back_populates="file", order_by="BankFileProof.uploaded_at")

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def total(self) -> Money:
        """What leaves our bank account if every row is carried out."""
        return Money(sum(row.amount_minor for row in self.rows), self.currency)

    @property
    def says(self) -> FileContent:
        """What the file says, whatever its format."""
        return FileContent(
            reference=self.id.hex,
            made_at=self.made_at,
            execution_on=self.execution_on,
            payer=Payer(self.payer_holder, self.payer_account, self.payer_bic),
            payments=tuple(row.payment for row in self.rows),
        )


class BankFileRow(Model):
    """One payout in one file, with the bank account as it was then. A payout is in at most one live file."""

    __tablename__ = "bank_file_rows"
    __table_args__ = (
        sa.UniqueConstraint("file_id", "number"),
        sa.Index("uq_bank_file_rows_live", "payout_id", unique=True, postgresql_where=sa.text("live")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("bank_files.id"), index=True)
    payout_id: Mapped[UUID] = mapped_column(sa.ForeignKey("payouts.id"), index=True)
    bank_details_id: Mapped[UUID] = mapped_column(sa.ForeignKey("bank_details.id"))
    number: Mapped[int] = mapped_column(sa.Integer)
    amount_minor: Mapped[int]
    currency: Mapped[str]
    country: Mapped[str] = mapped_column(sa.String(2))
    holder: Mapped[str]
    iban: Mapped[str] = mapped_column(Sealed)
    account_number: Mapped[str] = mapped_column(Sealed)
    bank_code: Mapped[str]
    bic: Mapped[str]
    live: Mapped[bool] = mapped_column(default=True)
    result: Mapped[BankResult | None] = mapped_column(enum_type(BankResult))
    reason: Mapped[BankReason | None] = mapped_column(enum_type(BankReason))
    result_at: Mapped[datetime | None]
    result_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))

    file: Mapped[BankFile] = relationship(back_populates="rows")
    payout: Mapped[Payout] = relationship(back_populates="bank_rows", lazy="joined", innerjoin=True)

    @property
    def amount(self) -> Money:
        """What the bank is told to pay."""
        return Money(self.amount_minor, self.currency)

    @property
    def masked(self) -> str:
        """As much of the account's number as may be shown."""
        return masked(self.iban or self.account_number)

    @property
    def payment(self) -> Payment:
        """What the file says of it. Its end-to-end name is the payout's id: banks give it back with every answer."""
        to = Details(self.country, self.holder, self.iban, self.account_number, self.bank_code, self.bic)
        return Payment(end_to_end=self.payout_id.hex, reference=self.payout.code, amount=self.amount, to=to)


class BankFileProof(Model):
    """What the bank gave us to show that it has carried out a file. Kept as it came, never shown in a page."""

    __tablename__ = "bank_file_proofs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("bank_files.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    content_hash: Mapped[str]
    uploaded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    uploaded_at: Mapped[datetime]

    file: Mapped[BankFile] = relationship(back_populates="proofs")
