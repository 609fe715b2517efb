"""Reads: invoices and billing details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.invoices.models import BillingDetails, Invoice
from marketplace.invoices.policy import may_see_invoice
from marketplace.invoices.states import Party
from marketplace.ledger.models import Journal


def invoices_of(session: Session, party: Party, party_id: UUID, *, limit: int = 200) -> Sequence[Invoice]:
    """A party's invoices, newest first."""
    return session.scalars(
        sa.select(Invoice)
        .where(Invoice.party == party, Invoice.party_id == party_id)
        .order_by(Invoice.issued_at.desc(), Invoice.number.desc())
        .limit(limit)
    ).all()


def invoice_seen_by(session: Session, actor: Actor, invoice_id: UUID) -> Invoice:
    """An invoice as its party, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.get(Invoice, invoice_id)
    if found is None or not may_see_invoice(actor, found.party, found.party_id):
        raise NotFound()
    return found


def invoices(session: Session, page: int, *, year: int | None = None, size: int = 50) -> Page[Invoice]:
    """Everybody's invoices, newest first; of one year when asked for."""
    where = sa.true() if year is None else Invoice.year == year
    total = session.scalar(sa.select(sa.func.count()).select_from(Invoice).where(where)) or 0
    rows = session.scalars(
        sa.select(Invoice)
        .where(where)
        .order_by(Invoice.issued_at.desc(), Invoice.number.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def every_invoice(session: Session, *, year: int | None = None) -> Iterator[Invoice]:
    """Everybody's invoices in the order of their numbers, read piece by piece."""
    where = sa.true() if year is None else Invoice.year == year
    yield from session.scalars(
        sa.select(Invoice).where(where).order_by(Invoice.number).execution_options(yield_per=500)
    )


def years_invoiced(session: Session) -> list[int]:
    """The years for which there are invoices, newest first."""
    return list(session.scalars(sa.select(Invoice.year).distinct().order_by(Invoice.year.desc())))


def billing_details_of(session: Session, brand_id: UUID) -> BillingDetails | None:
    """What a brand wants to stand on its invoices, if it ever said."""
    return session.get(BillingDetails, brand_id)


def is_invoiced(session: Session, party: Party, party_id: UUID, currency: str, year: int, month: int) -> bool:
    """Whether there is an invoice for that month."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    Invoice.party == party,
                    Invoice.party_id == party_id,
                    Invoice.currency == currency,
                    Invoice.year == year,
                    Invoice.month == month,
                )
            )
        )
    )


def first_journal_at(session: Session) -> datetime | None:
    """When the book begins."""
    return session.scalar(sa.select(sa.func.min(Journal.made_at)))
