"""What people do with letters."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.notifications.models import Letter
from marketplace.work.unit import Work


def read_all(work: Work) -> None:
    """The reader has seen everything up to now."""
    work.session.execute(
        sa.update(Letter)
        .where(Letter.person_id == work.actor.person_id, Letter.read_at.is_(None))
        .values(read_at=work.now)
    )
