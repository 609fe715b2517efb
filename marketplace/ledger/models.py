"""The tables of the book. What may never happen to them is refused by `migrations/sql/ledger_guards.sql`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.ledger.chart import NormalSide
from marketplace.ledger.kinds import JournalKind


class Account(Model):
    """A place where money can be, in one currency. Its balance row is made with it."""

    __tablename__ = "ledger_accounts"
    __table_args__ = (sa.UniqueConstraint("code", "currency"), sa.Index("ix_ledger_accounts_owner_id", "owner_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str]
    currency: Mapped[str] = mapped_column(sa.String(3))
    owner_id: Mapped[UUID | None]
    normal_side: Mapped[NormalSide] = mapped_column(enum_type(NormalSide))
    may_overdraw: Mapped[bool]
    opened_at: Mapped[datetime]

    balance: Mapped[Balance] = relationship(back_populates="account", lazy="joined", innerjoin=True, viewonly=True)

    @property
    def is_of_order(self) -> bool:
        """Whether it is what is held for an order; a brand has as many as it has orders."""
        return self.code.startswith("held:order:")


class Balance(Model):
    """What an account holds: debits minus credits. Changed by posting a journal and by nothing else."""

    __tablename__ = "ledger_balances"

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_accounts.id"), primary_key=True)
    amount_minor: Mapped[int] = mapped_column(server_default="0")  # debit positive
    version: Mapped[int] = mapped_column(server_default="0")  # how many journals have changed it

    account: Mapped[Account] = relationship(back_populates="balance", viewonly=True)


class Journal(Model):
    """One movement of money, in one currency, said once."""

    __tablename__ = "ledger_journals"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(sa.Identity(always=True), unique=True)  # roughly in order of time; has gaps
    kind: Mapped[JournalKind] = mapped_column(enum_type(JournalKind))
    key: Mapped[str] = mapped_column(unique=True)  # the same movement is never booked twice
    currency: Mapped[str] = mapped_column(sa.String(3))
    reverses_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("ledger_journals.id"), unique=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]

    entries: Mapped[list[Entry]] = relationship(back_populates="journal", order_by="Entry.id", viewonly=True)

    @property
    def moved(self) -> Money:
        """How much it moved: the sum of one side."""
        return Money(sum(max(entry.amount_minor, 0) for entry in self.entries), self.currency)


class Entry(Model):
    """One line of a journal: a debit is positive, a credit negative."""

    __tablename__ = "ledger_entries"
    __table_args__ = (sa.CheckConstraint("amount_minor <> 0", name="not_zero"),)

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    journal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_journals.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_accounts.id"), index=True)
    amount_minor: Mapped[int]

    journal: Mapped[Journal] = relationship(back_populates="entries", lazy="joined", innerjoin=True, viewonly=True)
    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True, viewonly=True)

    @property
    def amount(self) -> Money:
        """Debit positive, credit negative."""
        return Money(self.amount_minor, self.account.currency)


class Unsealed(Model):
    """A journal that was posted and has no place in the chain yet."""

    __tablename__ = "ledger_unsealed"

    journal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_journals.id"), primary_key=True)


class Link(Model):
    """One link of the chain of hashes over all journals, in the order in which they were sealed."""

    __tablename__ = "ledger_chain"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3 … without gaps
    journal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_journals.id"), unique=True)
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))
    sealed_at: Mapped[datetime] = mapped_column(index=True)

    journal: Mapped[Journal] = relationship(lazy="joined", innerjoin=True, viewonly=True)


class Check(Model):
    """What a check of all books found, and where the chain ended then. Kept, so that later ones can look back."""

    __tablename__ = "ledger_checks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    checked_at: Mapped[datetime] = mapped_column(index=True)
    broken: Mapped[list[Any]]  # the names of the invariants that did not hold
    journals: Mapped[int]
    links: Mapped[int]  # how many links the chain had
    root: Mapped[str] = mapped_column(sa.String(64))  # the hash of the last of them
    content_hash: Mapped[str] = mapped_column(sa.String(64))
