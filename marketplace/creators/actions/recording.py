"""What is known of a channel: dated figures and posts, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.base.ids import CreatorId, new_id
from marketplace.creators.events import ProfileChanged
from marketplace.creators.models import CreatorPost, Figures
from marketplace.creators.queries import channel
from marketplace.creators.states import PostKind
from marketplace.work.unit import Work


@dataclass(frozen=True)
class NewFigures:
    """What a source says about a channel on a day; None where it says nothing. Ratios are 0-1."""

    taken_on: date
    source: str
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    likes: int | None = None
    saves: int | None = None
    comments: int | None = None
    shares: int | None = None
    active_followers_ratio: float | None = None
    level: int | None = None
    audience: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewPost:
    """A post of a channel, as a source describes it."""

    external_id: str
    kind: PostKind
    published_at: datetime
    counted_at: datetime
    source: str
    title: str = ""
    body: str = ""
    tags: Sequence[str] = ()
    likes: int = 0
    saves: int = 0
    comments: int = 0
    shares: int = 0
    reads: int | None = None
    sponsored: bool = False
    uncounted: Sequence[str] = ()  # counts of which the source says nothing: likes, saves, comments, shares


def record_figures(work: Work, channel_id: UUID, figures: NewFigures) -> Figures:
    """Keeps a dated snapshot; the same source corrects itself on the same day."""
    values: dict[str, Any] = asdict(figures) | {"recorded_at": work.now, "audience": dict(figures.audience)}
    insertion = insert(Figures).values(id=new_id(), channel_id=channel_id, **values)
    kept = work.session.scalar(
        insertion.on_conflict_do_update(index_elements=["channel_id", "taken_on", "source"], set_=values).returning(
            Figures
        ),
        execution_options={"populate_existing": True},
    )
    return _there(kept)


def record_posts(work: Work, channel_id: UUID, posts: Sequence[NewPost]) -> int:
    """Keeps posts of a channel, over what was known of the same ones; gives how many were new."""
    owner = channel(work.session, channel_id).creator_id
    latest = {post.external_id: post for post in posts}
    known = set(
        work.session.scalars(
            sa.select(CreatorPost.external_id).where(
                CreatorPost.channel_id == channel_id, CreatorPost.external_id.in_(latest)
            )
        )
    )
    for post in latest.values():
        values: dict[str, Any] = asdict(post) | {"tags": list(post.tags), "uncounted": list(post.uncounted)}
        work.session.execute(
            insert(CreatorPost)
            .values(id=new_id(), channel_id=channel_id, **values)
            .on_conflict_do_update(index_elements=["channel_id", "external_id"], set_=values)
        )
    work.announce(ProfileChanged(creator_id=CreatorId(owner)))
    return len(latest) - len(known)


def _there(row: Figures | None) -> Figures:
    if row is None:
        raise RuntimeError("an upsert gives its row back")
    return row
