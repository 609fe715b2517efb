"""A brand looks at a list: who was on it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from marketplace.briefs.queries import brief_seen_by
from marketplace.matching.models import Exposure
from marketplace.matching.queries.exposure import ListedRow
from marketplace.work.unit import Work


def keep_exposure(work: Work, brief_id: UUID, listed: Sequence[ListedRow]) -> None:
    """Keeps who was shown for a brief, where and why. A creator counts once a day, at the first place they had."""
    brief = brief_seen_by(work.session, work.actor, brief_id)
    rows = [
        {
            "brief_id": brief.id,
            "shown_on": work.now.date(),
            "creator_id": one.row.creator_id,
            "place": one.place,
            "tier": one.row.candidate.tier,
            "why": one.placed.why,
            "propensity": one.placed.propensity,
            "score": one.row.score,
            "shown_at": work.now,
        }
        for one in listed
    ]
    if rows:
        work.session.execute(insert(Exposure).values(rows).on_conflict_do_nothing())
