"""Reads: rates of these days, and the latest of each currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.rates.converting import OLDEST, Rate
from marketplace.rates.models import ReferenceRate


def rates_until(session: Session, today: date) -> Mapping[date, Mapping[str, Rate]]:
    """The rates of the days that a sum of today may be made by, by day and currency."""
    found: defaultdict[date, dict[str, Rate]] = defaultdict(dict)
    fresh = ReferenceRate.on.between(today - OLDEST, today)
    for row in session.scalars(sa.select(ReferenceRate).where(fresh)):
        found[row.on][row.currency] = Rate(row.per_euro, row.source)
    return found


def latest_rates(session: Session) -> Sequence[ReferenceRate]:
    """The latest rate of each currency, by currency."""
    latest = sa.select(ReferenceRate).ext(distinct_on(ReferenceRate.currency))
    return session.scalars(latest.order_by(ReferenceRate.currency, ReferenceRate.on.desc())).all()


def days_kept(session: Session) -> int:
    """Of how many days there are rates."""
    return session.scalar(sa.select(sa.func.count(ReferenceRate.on.distinct()))) or 0
