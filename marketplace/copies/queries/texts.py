"""Reads: texts like one another, and the scripts that several people post."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.copies.models import CopyLink, CopyText
from marketplace.copies.queries.links import author_count, brand_names, large_groups, reached_from
from marketplace.copies.states import MOUTHS
from marketplace.creators.models import Channel, CreatorPost

_MOST_COMPARED = 500


@dataclass(frozen=True)
class SharedScript:
    """Texts of different authors that hang together, the oldest first."""

    texts: Sequence[CopyText]

    @property
    def author_count(self) -> int:
        """How many people posted it."""
        return author_count(self.texts)

    @property
    def brands(self) -> list[str]:
        """The brands whose orders supplied it."""
        return brand_names(self.texts)


def possible_copies(session: Session, text: CopyText) -> Sequence[CopyText]:
    """Texts of others that agree with this one in a band, the newest first."""
    return session.scalars(
        sa.select(CopyText)
        .where(CopyText.bands.overlap(text.bands), CopyText.author_id != text.author_id, CopyText.id != text.id)
        .order_by(CopyText.written_at.desc())
        .limit(_MOST_COMPARED)
    ).all()


def script_around(session: Session, text_id: UUID) -> SharedScript:
    """The texts that hang together with this one, itself included."""
    return SharedScript(_texts(session, reached_from(session, CopyLink, text_id)))


def shared_scripts(session: Session) -> list[SharedScript]:
    """Scripts that more than `MOUTHS` people posted, the one with the most people first."""
    groups = large_groups(session, CopyLink)
    number_of = {text_id: number for number, group in enumerate(groups) for text_id in group}
    texts: list[list[CopyText]] = [[] for _ in groups]
    for text in _texts(session, number_of):
        texts[number_of[text.id]].append(text)
    found = [SharedScript(each) for each in texts]
    return sorted((one for one in found if one.author_count > MOUTHS), key=lambda one: -one.author_count)


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
