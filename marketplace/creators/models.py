"""Creators, their channels, figures, posts and rates; and what imports made and changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.states import (
    CREATOR_LIFECYCLE,
    IMPORT_LIFECYCLE,
    PROFILE_ADDRESSES,
    CreatorState,
    Format,
    ImportState,
    Platform,
    PostKind,
    ProofProblem,
    VerifiedBy,
)
from marketplace.database import Model, enum_type
from marketplace.work.moves import Moving


class Creator(Moving, Model):
    """Somebody who publishes and can be booked. One that was imported has nobody who signs in for them."""

    __tablename__ = "creators"
    LIFECYCLE = CREATOR_LIFECYCLE

    state: Mapped[CreatorState] = mapped_column(enum_type(CreatorState), index=True)
    name: Mapped[str]
    bio: Mapped[str] = mapped_column(default="")
    country: Mapped[str | None] = mapped_column(sa.String(2))  # ISO 3166-1
    city: Mapped[str | None]
    languages: Mapped[list[Any]] = mapped_column(default=list)  # of their posts, ISO 639-1
    niches: Mapped[list[Any]] = mapped_column(default=list)  # self-declared, values of Niche
    adult: Mapped[bool] = mapped_column(default=False)  # declared to be 18 or older
    available_from: Mapped[date | None]  # takes no work that is published before
    avatar_seed: Mapped[str]
    joined_at: Mapped[datetime]
    # The name of the source an imported creator came from; none for one who joined.
    source: Mapped[str | None]

    channels: Mapped[list[Channel]] = relationship(
        back_populates="creator", order_by="Channel.added_at", passive_deletes=True
    )
    rates: Mapped[list[Rate]] = relationship(
        back_populates="creator", order_by="Rate.platform, Rate.format", passive_deletes=True
    )

    @property
    def is_imported(self) -> bool:
        """Whether we know them from an import only."""
        return self.source is not None


class Channel(Model):
    """An account of a creator on a platform. Many may claim one, only one creator can have proved it theirs."""

    __tablename__ = "creator_channels"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    platform: Mapped[Platform] = mapped_column(enum_type(Platform))
    handle: Mapped[str]
    added_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[VerifiedBy | None] = mapped_column(enum_type(VerifiedBy))
    verified_source: Mapped[str | None]  # who vouches, when it was imported
    proof_code: Mapped[str]
    proof_asked_at: Mapped[datetime | None]  # a check is under way until it has an answer
    proof_problem: Mapped[ProofProblem | None] = mapped_column(enum_type(ProofProblem))

    creator: Mapped[Creator] = relationship(back_populates="channels")

    @property
    def is_verified(self) -> bool:
        """Whether it was proved to be the creator's."""
        return self.verified_at is not None

    @property
    def url(self) -> str:
        """The public address of the channel."""
        return PROFILE_ADDRESSES[self.platform].format(handle=self.handle)


sa.Index(
    "uq_creator_channels_verified",
    Channel.platform,
    sa.func.lower(Channel.handle),
    unique=True,
    postgresql_where=Channel.verified_at.is_not(None),
)
sa.Index("uq_creator_channels_claim", Channel.creator_id, Channel.platform, sa.func.lower(Channel.handle), unique=True)


class Figures(Model):
    """What a source said about a channel on a day; the same source may correct itself that day."""

    __tablename__ = "creator_figures"
    __table_args__ = (sa.UniqueConstraint("channel_id", "taken_on", "source"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"))
    taken_on: Mapped[date]
    source: Mapped[str]
    recorded_at: Mapped[datetime]
    followers: Mapped[int | None]
    following: Mapped[int | None]
    posts: Mapped[int | None]
    likes: Mapped[int | None]  # of all posts together, as are the next three
    saves: Mapped[int | None]
    comments: Mapped[int | None]
    shares: Mapped[int | None]
    active_followers_ratio: Mapped[float | None]  # 0-1
    level: Mapped[int | None]  # the platform's own grade
    # {"female": 0-1, "age": {"18-24": 0-1, ...}, "regions": [[name, 0-1], ...], "interests": [[name, 0-1], ...]}
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict)


class CreatorPost(Model):
    """A post that a creator published, and what was last counted for it."""

    __tablename__ = "creator_posts"
    __table_args__ = (
        sa.UniqueConstraint("channel_id", "external_id"),
        sa.Index("ix_creator_posts_latest", "channel_id", sa.text("published_at DESC")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"))
    external_id: Mapped[str]
    kind: Mapped[PostKind] = mapped_column(enum_type(PostKind))
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[Any]] = mapped_column(default=list)
    published_at: Mapped[datetime]
    counted_at: Mapped[datetime]
    source: Mapped[str]
    likes: Mapped[int] = mapped_column(default=0)
    saves: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    shares: Mapped[int] = mapped_column(default=0)
    reads: Mapped[int | None]
    sponsored: Mapped[bool] = mapped_column(default=False)
    uncounted: Mapped[list[Any]] = mapped_column(default=list)  # counts of which the source says nothing; they are 0


class ReceivedComment(Model):
    """A comment under a creator's post. Its author is kept as a mark by which the same one is known again."""

    __tablename__ = "creator_comments"
    __table_args__ = (sa.UniqueConstraint("channel_id", "external_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"))
    external_id: Mapped[str]  # the platform's, or made of what the comment says
    post: Mapped[str | None]  # the external id of the post
    author: Mapped[str | None] = mapped_column(index=True)  # see `account_mark`
    said_at: Mapped[datetime | None]
    body: Mapped[str | None]
    source: Mapped[str]
    recorded_at: Mapped[datetime]


class SampledFollower(Model):
    """An account of a sample of those who follow a channel: its figures, without its name."""

    __tablename__ = "creator_followers"
    __table_args__ = (sa.UniqueConstraint("channel_id", "mark"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"))
    mark: Mapped[str]  # see `account_mark`
    account: Mapped[dict[str, Any]]  # what it shows of itself: followers, following, posts, has_avatar, …
    source: Mapped[str]
    recorded_at: Mapped[datetime]


class Rate(Model):
    """One line of a rate card: what one post of a format costs on a platform."""

    __tablename__ = "creator_rates"
    __table_args__ = (
        sa.UniqueConstraint("creator_id", "platform", "format", "currency"),
        sa.CheckConstraint("price_minor > 0", name="price"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    platform: Mapped[Platform] = mapped_column(enum_type(Platform))
    format: Mapped[Format] = mapped_column(enum_type(Format))
    price_minor: Mapped[int]
    currency: Mapped[str]
    set_at: Mapped[datetime]
    source: Mapped[str | None]  # where an imported price came from; none when the creator set it

    creator: Mapped[Creator] = relationship(back_populates="rates")

    @property
    def price(self) -> Money:
        """What one post costs, before fees."""
        return Money(self.price_minor, self.currency)


class ImportBatch(Moving, Model):
    """One run of the importer, which can be taken back."""

    __tablename__ = "creator_imports"
    LIFECYCLE = IMPORT_LIFECYCLE

    state: Mapped[ImportState] = mapped_column(enum_type(ImportState))
    source: Mapped[str]
    mapping: Mapped[str]
    files: Mapped[list[Any]]  # names only, without folders
    started_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportChange(Model):
    """A row that an import made (`before` is none) or changed (`before` holds the values it replaced)."""

    __tablename__ = "creator_import_changes"
    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    import_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_imports.id"), index=True)
    kind: Mapped[str]  # the table of the row
    row_id: Mapped[UUID]
    creator_id: Mapped[UUID] = mapped_column(index=True)  # whose row it is; kept when the creator is gone
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
