"""Reads: texts like one another, and the scripts that several people post."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.copies.models import CopyLink, CopyText
from marketplace.creators.models import Channel, CreatorPost

MOUTHS = 3
"""So many authors may have hit on the same words; of more, staff are told."""

_MOST_COMPARED = 500
_MOST_LINKS = 20_000


@dataclass(frozen=True)
class SharedScript:
    """Texts of different authors that hang together, the oldest first."""

    texts: Sequence[CopyText]

    @property
    def author_count(self) -> int:
        """How many people posted it."""
        return len({text.author_id for text in self.texts})

    @property
    def brands(self) -> list[str]:
        """The brands whose orders supplied it."""
        return sorted({text.brand.name for text in self.texts if text.brand is not None})


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
    reached: set[UUID] = {text_id}
    edge: Collection[UUID] = reached
    while edge:
        rows = session.execute(
            sa.select(CopyLink.one_id, CopyLink.other_id).where(
                sa.or_(CopyLink.one_id.in_(edge), CopyLink.other_id.in_(edge))
            )
        )
        edge = {one for row in rows for one in row} - reached
        reached |= edge
    return SharedScript(_texts(session, reached))


def shared_scripts(session: Session) -> list[SharedScript]:
    """Scripts that more than `MOUTHS` people posted, the one with the most people first."""
    groups: dict[UUID, set[UUID]] = {}
    links = session.execute(sa.select(CopyLink.one_id, CopyLink.other_id).limit(_MOST_LINKS))
    for one, other in links:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(joined, joined))
    each_once = {id(group): group for group in groups.values()}
    found = [SharedScript(_texts(session, group)) for group in each_once.values() if len(group) > MOUTHS]
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


def _texts(session: Session, ids: Collection[UUID]) -> Sequence[CopyText]:
    return session.scalars(
        sa.select(CopyText).where(CopyText.id.in_(ids)).order_by(CopyText.written_at, CopyText.id)
    ).all()
