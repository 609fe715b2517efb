"""Applications, the vectors of creators, briefs and niches, who was shown to brands, and mixes they saved."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.briefs.states import Goal
from marketplace.creators.models import Creator
from marketplace.creators.tiers import Tier
from marketplace.database import Model, enum_type
from marketplace.matching.exposure.arranging import Why
from marketplace.matching.states import APPLICATION_LIFECYCLE, ApplicationState
from marketplace.matching.texts.passages import Script
from marketplace.work.moves import Moving


class Application(Moving, Model):
    """A creator's answer to a brief: a price and a few words. One per creator and brief."""

    __tablename__ = "applications"
    __table_args__ = (sa.UniqueConstraint("brief_id", "creator_id"),)

    LIFECYCLE = APPLICATION_LIFECYCLE

    state: Mapped[ApplicationState] = mapped_column(enum_type(ApplicationState), index=True)
    brief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("briefs.id"), index=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    applied_at: Mapped[datetime]
    price_minor: Mapped[int]
    currency: Mapped[str]
    note: Mapped[str]
    reason: Mapped[str | None]  # why it was rejected, a key of REJECT_REASONS

    brief: Mapped[Brief] = relationship(lazy="joined", innerjoin=True)
    creator: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)

    @property
    def price(self) -> Money:
        """What the creator asks for."""
        return Money(self.price_minor, self.currency)

    def clock_end(self, clock: str, at: datetime) -> datetime:
        """A brand decides within seven days after its brief has closed."""
        return max(at, self.brief.apply_by) + self.LIFECYCLE.clocks[clock]


class CreatorVector(Model):
    """What a creator posts about, as one vector: the embedding of their digest."""

    __tablename__ = "creator_vectors"
    __table_args__ = (sa.Index("ix_creator_vectors_embedded", "embedded_at", "creator_id"),)

    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True)
    model_id: Mapped[str]
    digest_hash: Mapped[str]  # SHA-256 of the digest; embedded again only when it changes
    digest: Mapped[str]
    vector: Mapped[bytes]  # float32, little-endian, as many as the model has dimensions; empty for an empty digest
    embedded_at: Mapped[datetime]
    niche_posts: Mapped[dict[str, Any]]  # niche -> how many of the latest posts name it
    posts: Mapped[int]  # how many posts were looked at, 15 at most
    mark: Mapped[str]  # what the bio and posts looked like; the digest is made again only when it changes


class BriefVector(Model):
    """What a brief asks for, as one vector."""

    __tablename__ = "brief_vectors"

    brief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("briefs.id", ondelete="CASCADE"), primary_key=True)
    model_id: Mapped[str]
    text_hash: Mapped[str]
    vector: Mapped[bytes]


class NicheVector(Model):
    """A sentence of the niche bank as vectors: as a brief would be read, and as a creator would be."""

    __tablename__ = "niche_vectors"

    key: Mapped[str] = mapped_column(primary_key=True)  # food.en
    model_id: Mapped[str] = mapped_column(primary_key=True)
    text_hash: Mapped[str]
    as_query: Mapped[bytes]
    as_document: Mapped[bytes]


class DocumentMean(Model):
    """What the vectors of all creators who write in one script have in common; taken off before any is compared."""

    __tablename__ = "document_means"

    model_id: Mapped[str] = mapped_column(primary_key=True)
    script: Mapped[Script] = mapped_column(enum_type(Script), primary_key=True)
    vector: Mapped[bytes]
    creators: Mapped[int]  # how many it was computed from
    computed_at: Mapped[datetime]


class Exposure(Model):
    """A creator on the list that a brand was shown for a brief on a day: where, why, and with which chance."""

    __tablename__ = "exposures"
    __table_args__ = (
        sa.CheckConstraint("place > 0", name="place"),
        sa.CheckConstraint("propensity > 0 AND propensity <= 1", name="propensity"),
        sa.Index("ix_exposures_creator_id_shown_on", "creator_id", "shown_on"),
    )

    brief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("briefs.id", ondelete="CASCADE"), primary_key=True)
    shown_on: Mapped[date] = mapped_column(primary_key=True)  # UTC
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]  # from 1
    tier: Mapped[Tier | None] = mapped_column(enum_type(Tier))
    why: Mapped[Why] = mapped_column(enum_type(Why))
    propensity: Mapped[float]  # the chance of being shown there for this reason; 1 for what was not drawn by lot
    score: Mapped[float]  # 0-100
    shown_at: Mapped[datetime]


class Plan(Model):
    """A mix of creators that a brand saved for a brief: what was asked, what was expected, and who is in it."""

    __tablename__ = "plans"
    __table_args__ = (sa.CheckConstraint("koc_ratio BETWEEN 0 AND 1", name="koc_ratio"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    brief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("briefs.id", ondelete="CASCADE"), index=True)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    currency: Mapped[str]
    budget_minor: Mapped[int]
    goal: Mapped[Goal] = mapped_column(enum_type(Goal))
    koc_ratio: Mapped[float]  # of the budget, kept for KOCs; 0-1
    places: Mapped[int]
    reach: Mapped[float]  # people, as were the next three when it was saved
    low: Mapped[float]
    high: Mapped[float]
    bound: Mapped[float]

    brief: Mapped[Brief] = relationship(lazy="joined", innerjoin=True)
    rows: Mapped[list[PlanRow]] = relationship(
        back_populates="plan",
        order_by="PlanRow.place",
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="selectin",
    )

    @property
    def budget(self) -> Money:
        """What might be spent, our fee included."""
        return Money(self.budget_minor, self.currency)

    @property
    def cost(self) -> Money:
        """What all of them cost, our fee included."""
        return Money(sum(row.price_minor + row.fee_minor for row in self.rows), self.currency)


class PlanRow(Model):
    """A creator of a saved mix, with the price of that day."""

    __tablename__ = "plan_rows"

    plan_id: Mapped[UUID] = mapped_column(sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]
    price_minor: Mapped[int]
    fee_minor: Mapped[int]
    adds: Mapped[float]  # people, to those before
    locked: Mapped[bool]

    plan: Mapped[Plan] = relationship(back_populates="rows")

    @property
    def cost(self) -> Money:
        """The price with our fee."""
        return Money(self.price_minor + self.fee_minor, self.plan.currency)


class BriefWeights(Model):
    """How a brand leans in the score of one brief, within the published bounds; without a row it is as usual."""

    __tablename__ = "brief_weights"

    brief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("briefs.id", ondelete="CASCADE"), primary_key=True)
    leanings: Mapped[dict[str, Any]]  # part -> per cent of its usual weight
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
