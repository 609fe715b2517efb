"""Reads: what a creator was paid in a tax year, and what is withheld from the next payment."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.payouts.models import Payout
from marketplace.payouts.states import LIVE
from marketplace.taxes.queries import tax_profile_of, wants_form
from marketplace.taxes.withholding import Withholding, YearSoFar, tax_calendar, tax_day, withhold


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


def lacks_tax_form(session: Session, creator_id: UUID, country: str | None, at: datetime) -> bool:
    """Whether somebody is not paid before they have signed a tax form."""
    return wants_form(country, tax_day(country, at)) and tax_profile_of(session, creator_id) is None


def withheld_from(session: Session, creator_id: UUID, gross: Money, country: str | None, at: datetime) -> Withholding:
    """What is withheld from a payment to a creator at an instant, after their tax year so far."""
    day, profile = tax_day(country, at), tax_profile_of(session, creator_id)
    so_far = year_so_far(session, creator_id, gross.currency, country, day)
    return withhold(gross, country, day, so_far, tin_missing=bool(profile and profile.bears_backup_withholding))
