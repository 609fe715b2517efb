"""Reading letters."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.paging import Page
from marketplace.notifications.models import Letter


def letters_to(session: Session, person_id: UUID, *, number: int = 1, size: int = 30) -> Page[Letter]:
    """What a person was told, newest first."""
    mine = sa.select(Letter).where(Letter.person_id == person_id)
    total = session.scalar(sa.select(sa.func.count()).select_from(mine.subquery())) or 0
    rows = session.scalars(
        mine.order_by(Letter.written_at.desc(), Letter.id.desc()).offset((number - 1) * size).limit(size)
    ).all()
    return Page(rows, number, size, total)


def unread_count(session: Session, person_id: UUID) -> int:
    """How many letters a person has not seen."""
    return (
        session.scalar(sa.select(sa.func.count()).where(Letter.person_id == person_id, Letter.read_at.is_(None))) or 0
    )
