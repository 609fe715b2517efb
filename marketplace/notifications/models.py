"""Letters: what a person was told, shown on the site and sent as mail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.base.ids import new_id
from marketplace.database import Model


class Letter(Model):
    """One thing told to one person, in their language. Told once, however often the fact is delivered."""

    __tablename__ = "letters"
    __table_args__ = (sa.UniqueConstraint("delivery_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    delivery_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    subject: Mapped[str]
    text: Mapped[str]
    href: Mapped[str]  # path on this site
    written_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
