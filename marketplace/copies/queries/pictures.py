"""Reads: pictures like one another, and those that several people handed in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.orm import Session, undefer

from marketplace.copies.appearance import BITS, Appearance
from marketplace.copies.models import CopyPicture, PictureLink
from marketplace.copies.queries.links import Shared, reached_from, shared_by_many
from marketplace.copies.states import TextSource

FAR = 104
"""Whole pictures that differ in more bits are not looked at closely: of two unlike ones some 128 of 256 differ, and a
tenth cut off an edge changes 40 to 90."""

_MOST_COMPARED = 400


def pictures_of(session: Session, source: TextSource, source_id: UUID) -> dict[UUID, CopyPicture]:
    """What is kept of one draft or post, by the id its owner gave it."""
    kept = sa.select(CopyPicture).where(CopyPicture.source == source, CopyPicture.source_id == source_id)
    return {each.picture_id: each for each in session.scalars(kept)}


def possible_likenesses(session: Session, appearance: Appearance, author_id: UUID) -> Sequence[CopyPicture]:
    """Pictures of others that may be this one, or its mirror image, the most alike first."""
    apart = sa.func.least(_apart(appearance.pattern), _apart(appearance.mirrored.pattern))
    return session.scalars(
        sa.select(CopyPicture)
        .where(CopyPicture.author_id != author_id, apart <= FAR)
        .order_by(apart, CopyPicture.id)
        .limit(_MOST_COMPARED)
        .options(undefer(CopyPicture.greys))
    ).all()


def shown_around(session: Session, copy_picture_id: UUID) -> Shared[CopyPicture]:
    """The pictures that are one with this, itself included."""
    return Shared(_pictures(session, reached_from(session, PictureLink, copy_picture_id)))


def shared_pictures(session: Session) -> list[Shared[CopyPicture]]:
    """Pictures that more than `MOUTHS` people handed in, the one with the most people first."""
    return shared_by_many(session, PictureLink, _pictures)


def _apart(pattern: str) -> sa.ColumnElement[int]:
    """In how many bits a kept picture differs."""
    differing = CopyPicture.pattern.op("#")(sa.literal(pattern, BIT(BITS)))
    return sa.func.bit_count(differing, type_=sa.Integer)


def _pictures(session: Session, ids: Collection[UUID]) -> Sequence[CopyPicture]:
    return session.scalars(
        sa.select(CopyPicture).where(CopyPicture.id.in_(ids)).order_by(CopyPicture.shown_at, CopyPicture.id)
    ).all()
