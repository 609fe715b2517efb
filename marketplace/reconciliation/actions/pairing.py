"""Keeping which balance transaction each journal stands for, so that both can be found from each other."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.reconciliation.models import Match
from marketplace.work.unit import Work

_AT_ONCE = 5000


def keep_matches(work: Work, pairs: Mapping[UUID, str]) -> None:
    """Brings what is kept to `pairs` (journal -> balance transaction); only what has changed is written."""
    kept: dict[UUID, str] = dict(work.session.execute(sa.select(Match.journal_id, Match.change_id)).all())
    gone = [journal_id for journal_id in kept if journal_id not in pairs]
    for first in range(0, len(gone), _AT_ONCE):
        work.session.execute(sa.delete(Match).where(Match.journal_id.in_(gone[first : first + _AT_ONCE])))
    new = [
        {"journal_id": journal_id, "change_id": change_id}
        for journal_id, change_id in pairs.items()
        if kept.get(journal_id) != change_id
    ]
    for first in range(0, len(new), _AT_ONCE):
        said = insert(Match).values(new[first : first + _AT_ONCE])
        work.session.execute(
            said.on_conflict_do_update(index_elements=["journal_id"], set_={"change_id": said.excluded.change_id})
        )
