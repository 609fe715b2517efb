"""Reads: texts like one another, and the scripts that several people post."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.copies.models import CopyLink, CopyText
from marketplace.copies.queries.links import Shared, reached_from, shared_by_many
from marketplace.creators.models import Channel, CreatorPost

_MOST_COMPARED = 500


def possible_copies(session: Session, text: CopyText) -> Sequence[CopyText]:
    """Texts of others that agree with this one in a band, the newest first."""
    return session.scalars(
        sa.select(CopyText)
        .where(CopyText.bands.overlap(text.bands), CopyText.author_id != text.author_id, CopyText.id != text.id)
        .order_by(CopyText.written_at.desc())
        .limit(_MOST_COMPARED)
    ).all()


def script_around(session: Session, text_id: UUID) -> Shared[CopyText]:
    """The texts that hang together with this one, itself included."""
    return Shared(_texts(session, reached_from(session, CopyLink, text_id)))


def shared_scripts(session: Session) -> list[Shared[CopyText]]:
    """Scripts that more than `MOUTHS` people posted, the one with the most people first."""
    return shared_by_many(session, CopyLink, _texts)


def posts_not_compared(session: Session, limit: int) -> Sequence[tuple[CreatorPost, UUID]]:
    """Published posts that were not compared yet, each with its creator."""
    compared = sa.select(CopyText.id).where(CopyText.source == "post", CopyText.source_id == CreatorPost.id)
    rows = session.execute(
        sa.select(CreatorPost, Channel.creator_id)
        .join(Channel, Channel.id == CreatorPost.channel_id)
        .where(~compared.exists())
        .order_by(CreatorPost.id)
        .limit(limit)
    )
    return [(post, creator_id) for post, creator_id in rows]


def texts_of_gone_posts(session: Session) -> Sequence[CopyText]:
    """Texts whose post is no longer here: its import was taken back."""
    here = sa.select(CreatorPost.id).where(CreatorPost.id == CopyText.source_id)
    return session.scalars(sa.select(CopyText).where(CopyText.source == "post", ~here.exists())).all()


def _texts(session: Session, ids: Collection[UUID]) -> Sequence[CopyText]:
    return session.scalars(
        sa.select(CopyText).where(CopyText.id.in_(ids)).order_by(CopyText.written_at, CopyText.id)
    ).all()
