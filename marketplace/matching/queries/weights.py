"""How much each part of the score counts for a brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.briefs.models import Brief
from marketplace.matching.models import BriefWeights
from marketplace.matching.scoring import WEIGHTS, Part
from marketplace.matching.weights import AS_USUAL, Leanings, weights_for
from marketplace.matching.wishes import Wish


def weights_of(session: Session, brief: Brief | Wish) -> Mapping[Part, float]:
    """The weights of a brief, together 1; the usual ones for one that is not in the database."""
    if isinstance(brief, Wish):
        return WEIGHTS
    return weights_of_briefs(session, [brief.id]).get(brief.id, WEIGHTS)


def weights_of_briefs(session: Session, brief_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[Part, float]]:
    """The weights of the briefs whose brands lean; the others count as usual."""
    rows = session.execute(
        sa.select(BriefWeights.brief_id, BriefWeights.leanings).where(BriefWeights.brief_id.in_(brief_ids))
    )
    return {brief_id: weights_for(_leanings(said)) for brief_id, said in rows}


def leanings_of(session: Session, brief_id: UUID) -> Leanings:
    """How the brand leans, per part in per cent of the usual weight."""
    said = session.scalar(sa.select(BriefWeights.leanings).where(BriefWeights.brief_id == brief_id))
    return _leanings(said) if said else AS_USUAL


def _leanings(said: Mapping[str, int]) -> Leanings:
    return {Part(name): lean for name, lean in said.items()}
