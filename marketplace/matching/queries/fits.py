"""The creator's side of the same ranking: which open briefs fit them, and what stands in the way of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.text import Sentence
from marketplace.briefs.models import Brief
from marketplace.creators.models import Creator
from marketplace.creators.queries import Candidate, candidates
from marketplace.creators.states import CreatorState, Platform
from marketplace.matching.filters import FILTERS, one_each, stopped_by
from marketplace.matching.queries.ranking import Ranked, load_field, rank, ranked, score_field
from marketplace.matching.queries.space import Space, space
from marketplace.matching.queries.vectors import brief_vectors, wish_of
from marketplace.matching.queries.weights import weights_of_briefs
from marketplace.matching.raising import Advice, advice_for, what_opens
from marketplace.matching.scoring import WEIGHTS

PEERS = 400
"""On a list of briefs a creator is placed among so many others; on the page of one brief among all."""


@dataclass(frozen=True)
class Fit:
    """How a brief fits a creator: their place in its ranking, or what keeps them out of it."""

    row: Ranked | None
    stopped_by: Sentence | None
    opens: Sentence | None = None  # what they could do about it

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What would raise the fit, the most first."""
        return advice_for(self.row.contributions, self.row.price) if self.row else ()


def fit_of(session: Session, brief: Brief, creator_id: UUID) -> Fit:
    """How one brief fits one creator, among all candidates; the score that the brand sees."""
    found = rank(session, brief, limit=1, only=[creator_id])
    if found.rows:
        return Fit(found.rows[0], None)
    own = one_each(candidates(session, platform=brief.platform, creator_ids=[creator_id]))
    return _obstacle(brief, own)


def fits_of(session: Session, briefs: Sequence[Brief], creator_id: UUID, now: datetime) -> dict[UUID, Fit]:
    """How briefs fit one creator, by brief."""
    fits: dict[UUID, Fit] = {}
    where = space(session)
    for platform in {brief.platform for brief in briefs}:
        asked = [brief for brief in briefs if brief.platform is platform]
        fits |= _fits_on(session, platform, asked, creator_id, now, where)
    return fits


def _fits_on(
    session: Session, platform: Platform, briefs: Sequence[Brief], creator_id: UUID, now: datetime, where: Space | None
) -> dict[UUID, Fit]:
    peers = session.scalars(
        sa.select(Creator.id)
        .where(Creator.state == CreatorState.ACTIVE)
        .order_by(sa.func.md5(sa.cast(Creator.id, sa.Text)))
        .limit(PEERS)
    ).all()
    everybody = one_each(candidates(session, platform=platform, creator_ids=[*peers, creator_id]))
    own = [candidate for candidate in everybody if candidate.creator_id == creator_id]
    field = load_field(session, everybody, where)
    queries = brief_vectors(session, [brief.id for brief in briefs], where.model_id) if where else {}
    weights = weights_of_briefs(session, [brief.id for brief in briefs])
    fits = {}
    for brief in briefs:
        wish = wish_of(brief)
        passing = [place for place, row in enumerate(everybody) if stopped_by(wish, row) is None]
        among = field.part(passing)
        place = next((place for place, row in enumerate(among.candidates) if row.creator_id == creator_id), None)
        if place is None:
            fits[brief.id] = _obstacle(brief, own)
        else:
            scored = score_field(among, wish, queries.get(brief.id), now, weights.get(brief.id, WEIGHTS))
            fits[brief.id] = Fit(ranked(wish, among, scored[place], place), None)
    return fits


def _obstacle(brief: Brief, own: Sequence[Candidate]) -> Fit:
    wish = wish_of(brief)
    found = (stopped_by(wish, own[0]) if own else None) or FILTERS[0]
    return Fit(None, found.says(wish), what_opens(found, wish))
