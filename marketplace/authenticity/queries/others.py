"""What a channel's evidence needs to know of the others: copies, who comments where, and what everybody says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.authenticity.comments.words import key_of, plain
from marketplace.authenticity.profiles.population import Copied, Name, Population, busy_from, said_often
from marketplace.copies.models import CopyLink, CopyText
from marketplace.copies.states import TextSource
from marketplace.creators.handles import account_mark
from marketplace.creators.models import Channel, CreatorPost, ReceivedComment

SAMPLED = 300
"""So many channels say what is usual in comments; always the same ones, chosen by their ids."""


@dataclass(frozen=True)
class Others:
    """The others as some channels need to know them. Channels are named by the marks of their accounts."""

    population: Population
    names: Mapping[UUID, str]
    authors: Mapping[UUID, Sequence[str]]  # of the comments under a channel's posts, one for each


def usual_talk(session: Session) -> Population:
    """What is usual in comments, without anything of a certain channel."""
    keys = [key_of(plain(body)) for body in session.scalars(_sampled(ReceivedComment.body)) if body]
    return Population({}, busy_from([]), {}, {}, said_often(keys))


def others_of(session: Session, channel_ids: Sequence[UUID]) -> Others:
    """What has to be known of others to judge these channels."""
    names = {
        row.id: account_mark(row.platform.value, row.handle)
        for row in session.execute(
            sa.select(Channel.id, Channel.platform, Channel.handle).where(Channel.id.in_(channel_ids))
        )
    }
    authors: dict[UUID, list[str]] = {}
    for channel_id, author in session.execute(
        sa.select(ReceivedComment.channel_id, ReceivedComment.author).where(
            ReceivedComment.channel_id.in_(channel_ids), ReceivedComment.author.is_not(None)
        )
    ):
        authors.setdefault(channel_id, []).append(author or "")
    commenters = {author for each in authors.values() for author in each} | set(names.values())
    copied: dict[Name, Copied] = {
        names[channel_id]: found for channel_id, found in _copied(session, channel_ids).items()
    }
    population = Population(copied, _busy_from(session), _creators_of(session, commenters), {}, {})
    return Others(population, names, authors)


def _sampled(*columns: Any) -> Any:
    chosen = sa.select(ReceivedComment.channel_id).distinct().subquery()
    few = sa.select(chosen.c.channel_id).order_by(sa.func.md5(sa.cast(chosen.c.channel_id, sa.Text))).limit(SAMPLED)
    return sa.select(*columns).where(ReceivedComment.channel_id.in_(few))


def _busy_from(session: Session) -> float:
    sampled = _sampled(ReceivedComment.channel_id, ReceivedComment.author).subquery()
    degrees = (
        sa.select(ReceivedComment.author, sa.func.count(ReceivedComment.channel_id.distinct()).label("degree"))
        .where(ReceivedComment.author.in_(sa.select(sampled.c.author)))
        .group_by(ReceivedComment.author)
        .subquery()
    )
    quarter = sa.func.percentile_disc(0.25).within_group(degrees.c.degree)
    rows = session.scalars(
        sa.select(quarter).join(sampled, sampled.c.author == degrees.c.author).group_by(sampled.c.channel_id)
    )
    return busy_from([float(row) for row in rows])


def _creators_of(session: Session, authors: Collection[str]) -> dict[str, frozenset[Name]]:
    found: dict[str, set[Name]] = {}
    rows = session.execute(
        sa.select(ReceivedComment.author, Channel.platform, Channel.handle)
        .join(Channel, Channel.id == ReceivedComment.channel_id)
        .where(ReceivedComment.author.in_(authors))
        .distinct()
    )
    for author, platform, handle in rows:
        found.setdefault(author or "", set()).add(account_mark(platform.value, handle))
    return {author: frozenset(names) for author, names in found.items()}


def _copied(session: Session, channel_ids: Sequence[UUID]) -> dict[UUID, Copied]:
    """What package copies has found of the posts of these channels."""
    mine, other = aliased(CopyText), aliased(CopyText)
    pairs = sa.union_all(
        sa.select(CopyLink.one_id.label("mine"), CopyLink.other_id.label("other")),
        sa.select(CopyLink.other_id.label("mine"), CopyLink.one_id.label("other")),
    ).subquery()
    compared = (
        sa.select(CreatorPost.channel_id, mine.id.label("text_id"))
        .join(mine, sa.and_(mine.source == TextSource.POST, mine.source_id == CreatorPost.id))
        .where(CreatorPost.channel_id.in_(channel_ids))
    )
    counts = Counter(row.channel_id for row in session.execute(compared))
    shared = session.execute(
        sa.select(
            CreatorPost.channel_id,
            mine.id,
            sa.func.count(other.author_id.distinct()).label("others"),
            sa.func.bool_or(other.written_at < mine.written_at).label("later"),
        )
        .join(mine, sa.and_(mine.source == TextSource.POST, mine.source_id == CreatorPost.id))
        .join(pairs, pairs.c.mine == mine.id)
        .join(other, sa.and_(other.id == pairs.c.other, other.source == TextSource.POST))
        .where(CreatorPost.channel_id.in_(channel_ids), other.author_id != mine.author_id)
        .group_by(CreatorPost.channel_id, mine.id)
    )
    found = {channel_id: Copied(of=count) for channel_id, count in counts.items()}
    for channel_id, _, others, later in shared:
        copied = found[channel_id]
        copied.posts += 1
        copied.later += bool(later)
        copied.others = max(copied.others, others)
    return found
