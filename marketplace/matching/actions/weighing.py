"""A brand says how much each part of the score counts for its brief."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.briefs.policy import require_manager
from marketplace.briefs.queries import brief_seen_by
from marketplace.matching.errors import LeansTooFar
from marketplace.matching.models import BriefWeights
from marketplace.matching.scoring import Part
from marketplace.matching.weights import LEAST, MOST, USUAL, Leanings, OutOfBounds, weights_for
from marketplace.work.unit import Work


def weigh_brief(work: Work, brief_id: UUID, leanings: Leanings) -> None:
    """Keeps how the brand leans; as usual in every part forgets it. Raises LeansTooFar outside of the bounds."""
    brief = brief_seen_by(work.session, work.actor, brief_id, lock=True)
    if work.actor.side is not Side.BRAND:
        raise NotFound()
    require_manager(work.actor)
    try:
        weights_for(leanings)
    except OutOfBounds as error:
        raise LeansTooFar(least=f"{LEAST}%", most=f"{MOST}%") from error
    row = work.session.get(BriefWeights, brief.id)
    wanted = {part.value: leanings.get(part, USUAL) for part in Part}
    if set(wanted.values()) == {USUAL}:
        if row is not None:
            work.session.delete(row)
        return
    row = row or BriefWeights(brief_id=brief.id)
    row.leanings, row.changed_at, row.changed_by_id = wanted, work.now, work.actor.person_id
    work.session.add(row)
