"""What ties the creators of the product to each other, and the rings that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.authenticity.evidence import VERSION
from marketplace.authenticity.models import FoundRing, Reading
from marketplace.authenticity.profiles.population import Name
from marketplace.authenticity.profiles.signs import Family
from marketplace.authenticity.rings.ties import SOON, Said, Ties
from marketplace.copies.joining import Joined
from marketplace.copies.models import CopyLink, CopyText
from marketplace.copies.states import TextSource
from marketplace.creators.models import Channel, Creator, CreatorPost, ReceivedComment


def ties_of_creators(session: Session) -> Ties:
    """Comments in both directions, scripts and likes that look bought, among all creators."""
    count = session.scalar(sa.select(sa.func.count(Reading.creator_id.distinct()))) or 0
    return Ties(said=_said(session), scripts=_scripts(session), bought=_bought(session), creators=count)


def found_rings(session: Session) -> Sequence[FoundRing]:
    """The rings that were found, the newest first."""
    return session.scalars(sa.select(FoundRing).order_by(FoundRing.found_at.desc(), FoundRing.id)).all()


def creators_named(session: Session, creator_ids: Sequence[UUID]) -> Mapping[UUID, Creator]:
    """Creators by their ids."""
    return {row.id: row for row in session.scalars(sa.select(Creator).where(Creator.id.in_(creator_ids)))}


def _said(session: Session) -> dict[tuple[Name, Name], Said]:
    author = sa.alias(Channel.__table__, "author")
    # As `account_mark` makes it; handles are kept in their normal form.
    named = sa.func.concat(author.c.platform, ":", sa.func.lower(author.c.handle))
    mark = sa.func.left(sa.func.encode(sa.func.sha256(sa.func.convert_to(named, "UTF8")), "hex"), 32)
    wait = ReceivedComment.said_at - CreatorPost.published_at
    rows = session.execute(
        sa.select(
            author.c.creator_id.label("writer"),
            Channel.creator_id.label("under"),
            sa.func.count(ReceivedComment.post.distinct()),
            sa.func.count(wait),
            sa.func.count().filter(wait.between(timedelta(0), SOON)),
        )
        .select_from(ReceivedComment)
        .join(Channel, Channel.id == ReceivedComment.channel_id)
        .join(author, sa.and_(mark == ReceivedComment.author, author.c.verified_at.is_not(None)))
        .outerjoin(
            CreatorPost,
            sa.and_(
                CreatorPost.channel_id == ReceivedComment.channel_id,
                CreatorPost.external_id == ReceivedComment.post,
            ),
        )
        .where(author.c.creator_id != Channel.creator_id, ReceivedComment.post.is_not(None))
        .group_by(author.c.creator_id, Channel.creator_id)
    )
    return {(str(writer), str(under)): Said(posts, timed, soon) for writer, under, posts, timed, soon in rows}


def _scripts(session: Session) -> list[frozenset[Name]]:
    linked = Joined[UUID]()
    for one, other in session.execute(sa.select(CopyLink.one_id, CopyLink.other_id)):
        linked.join(one, other)
    groups = linked.groups()
    texts = sa.select(CopyText.id, CopyText.author_id).where(
        CopyText.source == TextSource.POST, CopyText.id.in_([text_id for group in groups for text_id in group])
    )
    author_of = {text_id: str(author_id) for text_id, author_id in session.execute(texts)}
    scripts = [frozenset(author_of[each] for each in group if each in author_of) for group in groups]
    return sorted((names for names in scripts if len(names) > 1), key=sorted)


def _bought(session: Session) -> dict[Name, float]:
    found: dict[Name, float] = {}
    rows = session.execute(sa.select(Reading.creator_id, Reading.measures).where(Reading.version == VERSION))
    for creator_id, signs in rows:
        counts = [sign["weight"] for sign in signs if sign["family"] == Family.COUNTS.value and sign["weight"] > 0]
        if counts:
            found[str(creator_id)] = max(found.get(str(creator_id), 0.0), *counts)
    return found
