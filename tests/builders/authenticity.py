"""Creators against whom something speaks, what they say of it, and rings.

`with work_as(actor) as work` is the fixture `work_as`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.authenticity.actions import appeal, find_rings, write_note
from marketplace.authenticity.catching_up import read_all_changed
from marketplace.authenticity.models import Remark
from marketplace.base.actor import SYSTEM, Actor
from marketplace.creators import actions as creators
from marketplace.creators.actions import NewPost, begin_import, finish_import, import_comments
from marketplace.creators.intake.audience_records import comment_record
from marketplace.creators.models import Channel, CreatorPost
from marketplace.creators.states import PostKind
from tests.builders.matching import WorkAs, a_creator_with_posts, channel_of

SIGN = "comments_low"
"""What bought likes show."""

TYPED_ABOUT_EVIDENCE = {Remark: ("body", "reason")}
"""Where the words stand that people type."""

EXPLAINED = "A television channel showed my posts: many liked them who never comment."


def bought_likes(work_as: WorkAs, creator: Actor, *, posts: int = 40) -> UUID:
    """Gives a creator posts with many likes and hardly anything else, and has them read; gives the channel."""
    with work_as(SYSTEM) as work:
        channel_id = channel_of(work, creator)
        made = [
            NewPost(
                external_id=f"bought-{number}",
                kind=PostKind.PHOTO,
                title=f"Look {number}",
                published_at=work.now - timedelta(days=3 + 2 * number),
                counted_at=work.now,
                source="test",
                likes=2500 + number % 3,
                uncounted=("saves", "shares"),
            )
            for number in range(posts)
        ]
        creators.record_posts(work, channel_id, made)
    read_all_changed()
    return channel_id


def an_appeal(work_as: WorkAs, creator: Actor, body: str = EXPLAINED) -> Remark:
    """An appeal against what bought likes show."""
    channel_id = bought_likes(work_as, creator)
    with work_as(creator) as work:
        write_note(work, channel_id, SIGN, "Ask me about it.")
        return appeal(work, channel_id, SIGN, body)


def a_ring(work_as: WorkAs, names: Sequence[str]) -> list[Actor]:
    """Creators who comment under each other's posts within minutes, as an import tells."""
    members = [a_creator_with_posts(work_as, name) for name in names]
    with work_as(SYSTEM) as work:
        channels = [work.session.get_one(Channel, channel_of(work, member)) for member in members]
        batch = begin_import(work, source="test", mapping="test", files=["comments.csv"])
        for under in channels:
            import_comments(work, batch, [
                comment_record(1, _said(under, post, by), now=work.now)
                for post in _posts(work, under)
                for by in channels
                if by is not under
            ])  # fmt: skip
        finish_import(work, batch.id, {})
    return members


def evidence_on_show(work_as: WorkAs) -> dict[str, UUID | None]:
    """Somebody against whom something speaks and who appeals, and a ring; gives what pages name."""
    otto = a_creator_with_posts(work_as, "Otto")
    remark = an_appeal(work_as, otto)
    a_ring(work_as, ("Ada", "Ben", "Cai", "Dov", "Eva", "Fay"))
    read_all_changed()
    with work_as(SYSTEM) as work:
        find_rings(work)
    return {"appeal": remark.id, "otto_channel": remark.channel_id, "otto": otto.person_id}


def _posts(work: Any, channel: Channel) -> Sequence[CreatorPost]:
    return work.session.scalars(
        sa.select(CreatorPost).where(CreatorPost.channel_id == channel.id).order_by(CreatorPost.published_at).limit(4)
    ).all()


def _said(under: Channel, post: CreatorPost, by: Channel) -> dict[str, Any]:
    return {
        "platform": under.platform.value,
        "handle": under.handle,
        "post": post.external_id,
        "author": by.handle,
        "said_at": post.published_at + timedelta(minutes=7),
        "body": f"{by.handle} was here before {post.external_id}",
    }
