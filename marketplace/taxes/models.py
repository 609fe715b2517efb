"""What creators have told the tax office through us."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model, enum_type
from marketplace.taxes.states import TaxForm


class TaxProfile(Model):
    """A creator's tax form as it stands. Of the taxpayer number only the last four digits are ever kept."""

    __tablename__ = "tax_profiles"
    __table_args__ = (sa.CheckConstraint("tin_last4 ~ '^([0-9]{4})?$'", name="last_four"),)

    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), primary_key=True)
    form: Mapped[TaxForm] = mapped_column(enum_type(TaxForm))
    legal_name: Mapped[str]
    tin_last4: Mapped[str]
    signed_at: Mapped[datetime]

    @property
    def bears_backup_withholding(self) -> bool:
        """Whether a US person has given no taxpayer number."""
        return self.form is TaxForm.W9 and not self.tin_last4
