"""Reading who was shown to brands: the list of a brief for a day, and what became of the attention of a campaign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.briefs.models import Brief
from marketplace.creators.queries import Candidate, candidates
from marketplace.creators.tiers import Tier
from marketplace.matching.exposure.arranging import CONSIDERED, PLACES, Arranged, Placed, Standing, arrange
from marketplace.matching.exposure.newcomers import NEW_BELOW, Record, belief_in
from marketplace.matching.exposure.report import Campaign, Shown, campaign_of
from marketplace.matching.filters import passing
from marketplace.matching.models import Application, Exposure
from marketplace.matching.queries.ranking import Ranked, Ranking, rank
from marketplace.matching.queries.space import space
from marketplace.matching.queries.vectors import vectors_of, wish_of
from marketplace.matching.states import ApplicationState
from marketplace.matching.vectors import Vector

NEW_FOR = timedelta(days=30)
"""Who was rarely shown for so long is new, and who was not shown at all is counted in the report."""

REMEMBERED = timedelta(days=180)
"""How far back it counts what brands wanted."""

WANTED = (
    ApplicationState.SHORTLISTED,
    ApplicationState.OFFERED,
    ApplicationState.ACCEPTED,
    ApplicationState.DECLINED,
)
"""Whom a brand put on its shortlist or made an offer, it wanted."""


@dataclass(frozen=True)
class ListedRow:
    """A creator on the list, where, and why there."""

    row: Ranked
    place: int
    placed: Placed


@dataclass(frozen=True)
class Listing:
    """What a brand sees for a brief on a day."""

    rows: list[ListedRow]
    ranking: Ranking
    arranged: Arranged


def listing(session: Session, brief: Brief, *, limit: int, now: datetime) -> Listing:
    """The list of a brief: ranked, and its first places arranged. The same day shows the same list.

    What happens today counts from tomorrow on, so that looking does not change what is seen.
    """
    found = rank(session, brief, limit=max(limit, CONSIDERED), now=now)
    rows = found.rows
    day = now.date()
    arranged = arrange(
        _standings(session, rows, day), _vectors(session, [row.creator_id for row in rows]), key=f"{brief.id} {day}"
    )
    listed = [
        ListedRow(rows[placed.candidate], place, placed) for place, placed in enumerate(arranged.places[:limit], 1)
    ]
    return Listing(listed, found, arranged)


def _standings(session: Session, rows: Sequence[Ranked], day: date) -> list[Standing]:
    ids = [row.creator_id for row in rows]
    recent = lists_with(session, ids, since=day - NEW_FOR, before=day)
    own = records_of(session, ids, day)
    tiers = records_of_tiers(session, day)
    return [
        Standing(
            name=str(row.creator_id),
            score=row.score,
            is_koc=row.candidate.tier is Tier.KOC,
            is_new=recent.get(row.creator_id, 0) < NEW_BELOW,
            belief=belief_in(own.get(row.creator_id, Record()), tiers.get(row.candidate.tier, Record())),
        )
        for row in rows
    ]


def _vectors(session: Session, creator_ids: Sequence[UUID]) -> Vector | None:
    """What tells how alike these creators' posts are, freed from what they all have in common."""
    where = space(session)
    known = vectors_of(session, creator_ids, where.model_id) if where else {}
    if not known:
        return None
    mean = np.stack([row.vector for row in known.values()]).mean(axis=0)
    nothing = np.zeros_like(mean)
    return np.stack([known[one].vector - mean if one in known else nothing for one in creator_ids])


def lists_with(session: Session, creator_ids: Sequence[UUID], *, since: date, before: date) -> Mapping[UUID, int]:
    """On the first places of how many briefs each of these creators was shown; those who were on none are left out."""
    rows = session.execute(
        sa.select(Exposure.creator_id, sa.func.count(Exposure.brief_id.distinct()))
        .where(
            Exposure.creator_id.in_(creator_ids),
            Exposure.place <= PLACES,
            Exposure.shown_on >= since,
            Exposure.shown_on < before,
        )
        .group_by(Exposure.creator_id)
    )
    return {row[0]: row[1] for row in rows}


def records_of(session: Session, creator_ids: Sequence[UUID], day: date) -> Mapping[UUID, Record]:
    """What became of these creators when they were shown before a day."""
    pairs = _pairs(day).where(Exposure.creator_id.in_(creator_ids)).subquery()
    rows = session.execute(
        sa.select(pairs.c.creator_id, sa.func.count(), sa.func.sum(pairs.c.wanted)).group_by(pairs.c.creator_id)
    )
    return {row[0]: Record(row[1], int(row[2])) for row in rows}


def records_of_tiers(session: Session, day: date) -> Mapping[Tier | None, Record]:
    """What became of the creators of each tier when they were shown before a day."""
    pairs = _pairs(day).subquery()
    rows = session.execute(sa.select(pairs.c.tier, sa.func.count(), sa.func.sum(pairs.c.wanted)).group_by(pairs.c.tier))
    return {row[0]: Record(row[1], int(row[2])) for row in rows}


def _pairs(day: date) -> sa.Select[UUID, UUID, Tier | None, int]:
    """A row for each brief and creator on its first places: the tier they had, and 1 when the brand wanted them."""
    wanted = sa.exists().where(
        Application.brief_id == Exposure.brief_id,
        Application.creator_id == Exposure.creator_id,
        Application.state.in_(WANTED),
    )
    return (
        sa.select(
            Exposure.brief_id,
            Exposure.creator_id,
            sa.func.max(Exposure.tier).label("tier"),
            sa.cast(wanted, sa.Integer).label("wanted"),
        )
        .where(Exposure.place <= PLACES, Exposure.shown_on >= day - REMEMBERED, Exposure.shown_on < day)
        .group_by(Exposure.brief_id, Exposure.creator_id)
    )


def campaign(session: Session, brief: Brief, *, now: datetime) -> Campaign:
    """What became of the attention of a campaign in the last 30 days, among those who come into question today."""
    since = now.date() - NEW_FOR
    everybody = candidates(session, platform=brief.platform)
    fitting, _ = passing(wish_of(brief), everybody, total=len(everybody))
    rows = session.execute(
        sa.select(Exposure.creator_id, Exposure.tier, Exposure.place, Exposure.why).where(
            Exposure.brief_id == brief.id, Exposure.shown_on >= since
        )
    )
    shown = [Shown(*row) for row in rows]
    anywhere = set(session.scalars(sa.select(Exposure.creator_id).where(Exposure.shown_on >= since).distinct()))
    return campaign_of(shown, {row.creator_id: row.tier for row in fitting}, anywhere)


def named(session: Session, brief: Brief, creator_ids: Sequence[UUID]) -> list[Candidate]:
    """These creators as candidates, for showing them."""
    found = {row.creator_id: row for row in candidates(session, platform=brief.platform, creator_ids=creator_ids)}
    return [found[one] for one in creator_ids if one in found]
