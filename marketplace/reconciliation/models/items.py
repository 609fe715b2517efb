"""What did not match, and what people did about it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import short_code
from marketplace.base.money import Money
from marketplace.database import Model, enum_type
from marketplace.ledger import chart
from marketplace.ledger.content import Line, Posting
from marketplace.ledger.kinds import JournalKind
from marketplace.reconciliation.models.runs import Run
from marketplace.reconciliation.states import (
    CORRECTION_LIFECYCLE,
    ITEM_LIFECYCLE,
    BreakKind,
    CorrectionState,
    ItemState,
)
from marketplace.work.moves import Moving

_IS_OPEN, _IS_PROPOSED = sa.text("state = 'open_item'"), sa.text("state = 'proposed'")


class Item(Moving, Model):
    """Something that both sides do not say alike: one row however many nights it is found."""

    __tablename__ = "reconciliation_items"
    __table_args__ = (
        sa.Index("uq_reconciliation_items_open", "subject", unique=True, postgresql_where=_IS_OPEN),
        sa.Index("ix_reconciliation_items_state_kind", "state", "kind"),
    )  # fmt: skip
    LIFECYCLE = ITEM_LIFECYCLE

    state: Mapped[ItemState] = mapped_column(enum_type(ItemState))
    kind: Mapped[BreakKind] = mapped_column(enum_type(BreakKind))
    subject: Mapped[str] = mapped_column(index=True)  # the balance transaction, or the key of the journal without one
    told_ids: Mapped[list[Any]]  # balance transactions
    journal_ids: Mapped[list[Any]]
    difference: Mapped[dict[str, Any]]  # minor units by currency: the book less Stripe
    since_at: Mapped[datetime]  # when it happened
    found_at: Mapped[datetime]
    first_run_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reconciliation_runs.id"))
    last_run_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reconciliation_runs.id"), index=True)
    dismissed_because: Mapped[str] = mapped_column(default="")

    last_run: Mapped[Run] = relationship(foreign_keys=[last_run_id], lazy="joined", innerjoin=True)
    corrections: Mapped[list[Correction]] = relationship(back_populates="item", order_by="Correction.proposed_at")

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)

    @property
    def differences(self) -> list[Money]:
        """By how much the book held more than Stripe because of it; none when it made no difference."""
        return [Money(minor, currency) for currency, minor in sorted(self.difference.items())]

    @property
    def proposal(self) -> Correction | None:
        """The correction that waits for a second person."""
        return next((one for one in self.corrections if one.state is CorrectionState.PROPOSED), None)

    @property
    def in_suspense(self) -> dict[str, Money]:
        """What its corrections have left unexplained, by currency; below zero for money that has gone."""
        left: Counter[str] = Counter()
        for correction in self.corrections:
            for posting in correction.postings if correction.state is CorrectionState.SIGNED else ():
                for line in posting.lines:
                    left[line.amount.currency] -= line.amount.minor if line.account == chart.suspense() else 0
        return {currency: Money(minor, currency) for currency, minor in sorted(left.items()) if minor}


class Correction(Moving, Model):
    """Postings that one person proposes for an item and another signs; booked with the signature."""

    __tablename__ = "reconciliation_corrections"
    __table_args__ = (
        sa.CheckConstraint("signed_by_id <> proposed_by_id", name="two_people"),
        sa.Index("uq_reconciliation_corrections_proposed", "item_id", unique=True, postgresql_where=_IS_PROPOSED),
    )  # fmt: skip
    LIFECYCLE = CORRECTION_LIFECYCLE

    state: Mapped[CorrectionState] = mapped_column(enum_type(CorrectionState))
    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reconciliation_items.id"), index=True)
    proposed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    signed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    signed_at: Mapped[datetime | None]
    about: Mapped[str]  # what its journals stand for at Stripe
    said: Mapped[list[Any]]  # postings: kind, and lines of account, minor units, currency
    reverses: Mapped[list[Any]]  # journals to take back

    item: Mapped[Item] = relationship(back_populates="corrections")

    @property
    def postings(self) -> list[Posting]:
        """What is booked."""
        return [Posting(JournalKind(one["kind"]), tuple(_line(*line) for line in one["lines"])) for one in self.said]

    @property
    def takes_back(self) -> list[UUID]:
        """The journals it takes back."""
        return [UUID(one) for one in self.reverses]


def _line(account: str, minor: int, currency: str) -> Line:
    return Line(account, Money(minor, currency))


def as_said(posting: Posting) -> dict[str, Any]:
    """A posting as it is kept."""
    lines = [[line.account, line.amount.minor, line.amount.currency] for line in posting.lines]
    return {"kind": posting.kind.value, "lines": lines}
