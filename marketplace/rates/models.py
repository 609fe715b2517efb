"""The table of reference rates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model, enum_type
from marketplace.rates.states import Source


class ReferenceRate(Model):
    """How much of a currency one euro was worth on a day."""

    __tablename__ = "reference_rates"
    __table_args__ = (sa.CheckConstraint("per_euro > 0", name="positive"),)

    on: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    currency: Mapped[str] = mapped_column(sa.String(3), primary_key=True)
    per_euro: Mapped[Decimal] = mapped_column(sa.Numeric(18, 8))
    source: Mapped[Source] = mapped_column(enum_type(Source))
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))  # None: by a command
