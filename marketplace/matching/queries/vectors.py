"""Reading what is to be embedded, and the vectors that were made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.briefs.models import Brief
from marketplace.briefs.states import BriefState
from marketplace.creators.models import Channel, Creator, CreatorPost
from marketplace.creators.queries import digest_sources
from marketplace.matching.digest import Digest, PostWords, hash_of, read_digest
from marketplace.matching.models import BriefVector, CreatorVector, NicheVector
from marketplace.matching.taxonomy import NicheText, bank
from marketplace.matching.vectors import Vector, unpacked
from marketplace.matching.wishes import Wish

MEAN_OF = 1000
"""How many creators the document means are computed from at most; 200 are enough."""

_NOT_EMBEDDED = (BriefState.DRAFT, BriefState.REJECTED, BriefState.ARCHIVED, BriefState.CANCELLED)


def wish_of(brief: Brief) -> Wish:
    """What a brief asks of creators."""
    return Wish(
        title=brief.title,
        story=brief.story,
        product_name=brief.product_name,
        platform=brief.platform,
        format=brief.format,
        price_max=brief.price_max,
        niches=tuple(brief.niches),
        keywords=tuple(brief.keywords),
        languages=tuple(brief.languages),
        audience_countries=tuple(brief.audience_countries),
        followers_min=brief.followers_min,
        followers_max=brief.followers_max,
        publish_until=brief.publish_until,
    )


@dataclass(frozen=True)
class Embedded:
    """What a creator posts about: their digest and its vector, and how many of their latest posts name each niche."""

    digest: str
    vector: Vector
    niche_posts: Mapping[str, int]
    posts: int


def vectors_of(session: Session, creator_ids: Sequence[UUID], model_id: str) -> Mapping[UUID, Embedded]:
    """What these creators post about, without those who have no vector by this model."""
    rows = session.execute(
        sa.select(
            CreatorVector.creator_id,
            CreatorVector.digest,
            CreatorVector.vector,
            CreatorVector.niche_posts,
            CreatorVector.posts,
        ).where(
            CreatorVector.creator_id.in_(creator_ids),
            CreatorVector.model_id == model_id,
            sa.func.length(CreatorVector.vector) > 0,
        )
    )
    return {row[0]: Embedded(row[1], unpacked(row[2]), row[3], row[4]) for row in rows}


def brief_vectors(session: Session, brief_ids: Sequence[UUID], model_id: str) -> Mapping[UUID, Vector]:
    """What these briefs ask for, by brief; without those that have no vector by this model yet."""
    rows = session.execute(
        sa.select(BriefVector.brief_id, BriefVector.vector).where(
            BriefVector.brief_id.in_(brief_ids), BriefVector.model_id == model_id
        )
    )
    return {brief_id: unpacked(stored) for brief_id, stored in rows}


def changed_creators(session: Session, model_id: str, *, limit: int) -> Mapping[UUID, str]:
    """Creators whose bio or posts changed since their digest was made, with their new marks."""
    posts = (
        sa.select(
            Channel.creator_id,
            sa.func.concat(
                sa.func.count(), ":", sa.func.max(CreatorPost.published_at), sa.func.max(CreatorPost.counted_at)
            ).label("seen"),
        )
        .join(CreatorPost, CreatorPost.channel_id == Channel.id)
        .group_by(Channel.creator_id)
        .subquery()
    )
    mark = sa.func.concat(sa.func.md5(Creator.bio), "|", posts.c.seen)
    query = (
        sa.select(Creator.id, mark)
        .outerjoin(posts, posts.c.creator_id == Creator.id)
        .outerjoin(CreatorVector, CreatorVector.creator_id == Creator.id)
        .where(
            sa.or_(CreatorVector.creator_id.is_(None), CreatorVector.mark != mark, CreatorVector.model_id != model_id)
        )
        .order_by(Creator.id)
        .limit(limit)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def digests_of(session: Session, creator_ids: Sequence[UUID]) -> Mapping[UUID, Digest]:
    """What these creators post about."""
    return {
        creator_id: read_digest(source.bio, [PostWords(title, tags) for title, tags in source.posts])
        for creator_id, source in digest_sources(session, creator_ids).items()
    }


def embedded_digests(session: Session, creator_ids: Sequence[UUID], model_id: str) -> Mapping[UUID, str]:
    """The hashes of the digests that were embedded last, by creator."""
    rows = session.execute(
        sa.select(CreatorVector.creator_id, CreatorVector.digest_hash).where(
            CreatorVector.creator_id.in_(creator_ids), CreatorVector.model_id == model_id
        )
    )
    return {row[0]: row[1] for row in rows}


def niches_to_embed(session: Session, model_id: str) -> list[NicheText]:
    """The sentences of the bank that are new or have changed."""
    rows = session.execute(sa.select(NicheVector.key, NicheVector.text_hash).where(NicheVector.model_id == model_id))
    known = {row[0]: row[1] for row in rows}
    return [row for row in bank() if known.get(row.key) != hash_of(row.text)]


def briefs_to_embed(session: Session, model_id: str, *, limit: int) -> list[tuple[UUID, str]]:
    """Briefs somebody may rank for whose words are new or have changed, as (id, text)."""
    rows = session.execute(
        sa.select(Brief, BriefVector)
        .outerjoin(BriefVector, BriefVector.brief_id == Brief.id)
        .where(Brief.state.not_in(_NOT_EMBEDDED))
    )
    changed = [
        (brief.id, text)
        for brief, known in rows
        for text in (wish_of(brief).text,)
        if known is None or known.model_id != model_id or known.text_hash != hash_of(text)
    ]
    return changed[:limit]


def sample_of_vectors(session: Session, model_id: str) -> list[tuple[str, Vector]]:
    """Digests of creators with their vectors, for the document means: any, but always the same ones."""
    rows = session.execute(
        sa.select(CreatorVector.digest, CreatorVector.vector)
        .where(CreatorVector.model_id == model_id, sa.func.length(CreatorVector.vector) > 0)
        .order_by(CreatorVector.digest_hash)
        .limit(MEAN_OF)
    )
    return [(digest, unpacked(vector)) for digest, vector in rows]
