"""The tables of readings, and of what creators say of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.authenticity.evidence import Evidence, evidence_of
from marketplace.authenticity.profiles.words import WORDS
from marketplace.authenticity.states import Health
from marketplace.base.ids import new_id
from marketplace.creators.models import Channel, Creator
from marketplace.creators.states import Platform
from marketplace.database import Model, enum_type


class Reading(Model):
    """What was last seen of a channel: its signs, the probability that it is authentic, and the evidence."""

    __tablename__ = "authenticity_readings"

    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"), primary_key=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True)
    platform: Mapped[Platform] = mapped_column(enum_type(Platform))
    taken_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]  # none while the verdict waits to be compared with others
    version: Mapped[str]  # of the method
    mark: Mapped[str]  # what the facts looked like; measured again only when it changes
    followers: Mapped[int | None]
    posts: Mapped[int]  # how many were looked at
    engagement_median: Mapped[float | None]  # likes, saves and comments of a post
    weeks_active_ratio: Mapped[float | None]  # weeks with a post, of the twelve before the last one
    level: Mapped[int | None]  # the platform's own grade
    last_post_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]  # when the newest post was last looked at
    known: Mapped[float]  # how much of what can be known is, 0-1
    measures: Mapped[list[Any]]  # the signs that the channel alone carries
    p_authentic: Mapped[float]
    p_low: Mapped[float]
    p_high: Mapped[float]
    limited: Mapped[bool]
    evidence: Mapped[list[Any]]

    @property
    def evidence_rows(self) -> list[Evidence]:
        """The evidence, the heaviest first."""
        return [evidence_of(row) for row in self.evidence]


class Remark(Model):
    """What a creator says of the evidence on their channel: a note beside it, or an appeal that staff decide."""

    __tablename__ = "authenticity_remarks"
    __table_args__ = (
        sa.Index(
            "uq_authenticity_remarks_open",
            "channel_id",
            "sign",
            unique=True,
            postgresql_where=sa.text("due_at IS NOT NULL AND decided_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"), index=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True)
    sign: Mapped[str]
    body: Mapped[str]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # until when an appeal is to be decided; none for a note
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    upheld: Mapped[bool | None]
    reason: Mapped[str | None]

    channel: Mapped[Channel] = relationship()
    creator: Mapped[Creator] = relationship()

    @property
    def label(self) -> str:
        """What the sign measures, to be translated where it is shown."""
        return WORDS[self.sign].label

    @property
    def is_appeal(self) -> bool:
        """Whether staff are asked to decide."""
        return self.due_at is not None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.is_appeal and self.decided_at is None


class HealthMonth(Model):
    """The level of a channel for a month that is over; it does not change any more."""

    __tablename__ = "authenticity_months"

    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)  # its first day
    level: Mapped[Health] = mapped_column(enum_type(Health))
    p_authentic: Mapped[float]
    fixed_at: Mapped[datetime]


class FoundRing(Model):
    """Creators who seem to work together to look liked, with what speaks against them; for staff to look at."""

    __tablename__ = "authenticity_rings"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    found_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # when it was last found again
    members: Mapped[list[Any]]  # ids of creators
    evidence: Mapped[list[Any]]  # [{kind, share, of, stands}, …]
    pairs: Mapped[list[Any]]  # [[one, other, posts], …] who comment in turn, the busiest first
    scripts: Mapped[int]
