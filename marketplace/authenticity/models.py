"""The table of readings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.authenticity.risk import Evidence
from marketplace.authenticity.signals import Family
from marketplace.creators.states import Platform
from marketplace.database import Model, enum_type


class Reading(Model):
    """What was last seen of a channel: measures, the probability that it is authentic, and the evidence."""

    __tablename__ = "authenticity_readings"

    channel_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creator_channels.id", ondelete="CASCADE"), primary_key=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), index=True)
    platform: Mapped[Platform] = mapped_column(enum_type(Platform))
    taken_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]  # none while the verdict waits for the norms
    version: Mapped[str]  # of the method
    mark: Mapped[str]  # what the facts looked like; measured again only when it changes
    followers: Mapped[int | None]
    posts: Mapped[int]  # how many were looked at
    engagement_median: Mapped[float | None]  # likes, saves and comments of a post
    weeks_active_ratio: Mapped[float | None]  # weeks with a post, of the twelve before the last one
    level: Mapped[int | None]  # the platform's own grade
    last_post_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]  # when the newest post was last looked at
    measures: Mapped[dict[str, Any]]  # {measure: [value, observations]}
    p_authentic: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    limited: Mapped[bool]
    evidence: Mapped[list[Any]]

    @property
    def evidence_rows(self) -> list[Evidence]:
        """The evidence, the heaviest first."""
        return [Evidence(**{**row, "family": Family(row["family"])}) for row in self.evidence]
