"""Which balance transaction a journal stands for."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model


class Match(Model):
    """A journal with its balance transaction, as the latest comparison has put them together, fitting or not."""

    __tablename__ = "reconciliation_matches"

    journal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("ledger_journals.id"), primary_key=True)
    change_id: Mapped[str] = mapped_column(sa.ForeignKey("balance_transactions.id"), index=True)
