"""Reads: what a creator was paid in a tax year."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.payouts.models import Payout
from marketplace.payouts.states import LIVE
from marketplace.taxes.withholding import YearSoFar, tax_calendar


def year_so_far(session: Session, creator_id: UUID, currency: str, country: str | None, on: date) -> YearSoFar:
    """The payouts of a tax year that were not returned, as they were queued."""
    calendar = tax_calendar(country)
    rows = session.execute(
        sa.select(Payout.queued_at, Payout.gross_minor, Payout.tax_minor).where(
            Payout.creator_id == creator_id,
            Payout.currency == currency,
            Payout.state.in_(LIVE),
            Payout.queued_at >= datetime(on.year, 1, 1, tzinfo=calendar),
            Payout.queued_at < datetime(on.year + 1, 1, 1, tzinfo=calendar),
        )
    ).all()
    return YearSoFar(
        income_minor=sum(gross for _, gross, _ in rows),
        withheld_minor=sum(tax for _, _, tax in rows),
        months=frozenset(queued_at.astimezone(calendar).month for queued_at, _, _ in rows),
    )
