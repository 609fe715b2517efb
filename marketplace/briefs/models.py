"""The table of briefs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Brand
from marketplace.base.money import Money
from marketplace.briefs.rights import Rights, rights_of
from marketplace.briefs.states import BRIEF_LIFECYCLE, BriefState, Goal, Mode, ProductCategory, ProductTerms
from marketplace.creators.niches import Niche
from marketplace.creators.states import Format, Platform
from marketplace.database import Model, enum_type
from marketplace.work.moves import Moving


class Brief(Moving, Model):
    """What a brand asks for, in its own words; frozen into the terms of every order made under it."""

    __tablename__ = "briefs"
    __table_args__ = (
        sa.CheckConstraint("price_min_minor <= price_max_minor", name="price_range"),
        sa.CheckConstraint("budget_minor > 0", name="budget"),
        sa.CheckConstraint("retention_days BETWEEN 30 AND 365", name="retention"),
    )

    LIFECYCLE = BRIEF_LIFECYCLE

    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    state: Mapped[BriefState] = mapped_column(enum_type(BriefState), index=True)
    mode: Mapped[Mode] = mapped_column(enum_type(Mode), default=Mode.CALL)
    created_at: Mapped[datetime]

    title: Mapped[str]
    goal: Mapped[Goal] = mapped_column(enum_type(Goal))
    story: Mapped[str]  # what the brand wants said, in its own words; matched against creators' posts
    product_name: Mapped[str]
    product_url: Mapped[str | None]
    product_category: Mapped[str | None]
    product_terms: Mapped[ProductTerms] = mapped_column(enum_type(ProductTerms))
    purchase_link: Mapped[bool] = mapped_column(default=False)

    audience_countries: Mapped[list[Any]]  # ISO 3166; they decide which disclosure rules apply
    languages: Mapped[list[Any]]  # of the posts wanted
    niches: Mapped[list[Any]]
    keywords: Mapped[list[Any]]  # search words to cover naturally
    must_say: Mapped[list[Any]]
    must_never_say: Mapped[list[Any]]

    platform: Mapped[Platform] = mapped_column(enum_type(Platform))
    format: Mapped[Format] = mapped_column(enum_type(Format))
    slots: Mapped[int] = mapped_column(sa.Integer)  # creators wanted
    followers_min: Mapped[int | None]
    followers_max: Mapped[int | None]

    currency: Mapped[str]
    budget_minor: Mapped[int]  # what may be spent on prices and our fee together
    price_min_minor: Mapped[int]
    price_max_minor: Mapped[int]

    rights: Mapped[dict[str, Any]] = mapped_column(default=dict)  # as `briefs/rights.py` writes them; empty for none
    retention_days: Mapped[int] = mapped_column(sa.Integer, default=90)
    review_rounds: Mapped[int] = mapped_column(sa.Integer, default=3)
    outline_wanted: Mapped[bool] = mapped_column(default=False)
    days_of_use: Mapped[int] = mapped_column(sa.Integer, default=0)  # real use before a review is written
    apply_by: Mapped[datetime]
    publish_from: Mapped[date]
    publish_until: Mapped[date]
    # Lengths of the order's clocks where they differ from the defaults.
    clock_hours: Mapped[dict[str, Any]] = mapped_column(default=dict)
    review_note: Mapped[str | None]  # what staff said when they returned or rejected it

    brand: Mapped[Brand] = relationship(lazy="joined")

    @property
    def budget(self) -> Money:
        """What may be spent in all."""
        return Money(self.budget_minor, self.currency)

    @property
    def price_min(self) -> Money:
        """The lowest price of one post."""
        return Money(self.price_min_minor, self.currency)

    @property
    def price_max(self) -> Money:
        """The highest price of one post."""
        return Money(self.price_max_minor, self.currency)

    @property
    def rights_asked(self) -> Rights | None:
        """What the brand may do with a post beyond its publication; None when it asks for nothing."""
        return rights_of(self.rights)

    @property
    def category(self) -> ProductCategory | None:
        """The kind of product, if it is one of ours."""
        return ProductCategory(self.product_category) if self.product_category in set(ProductCategory) else None

    @property
    def known_niches(self) -> list[Niche]:
        """The niches of ours among those the brief names."""
        known = {niche.value: niche for niche in Niche}
        return [known[value] for value in self.niches if value in known]

    def clock_end(self, clock: str, at: datetime) -> datetime:
        """Applications close at the brief's own instant; other clocks have their default lengths."""
        return max(self.apply_by, at) if clock == "apply_by" else super().clock_end(clock, at)


WORDS = frozenset(
    {
        "title", "goal", "story", "mode", "product_name", "product_url", "product_category", "product_terms",
        "purchase_link", "audience_countries", "languages", "niches", "keywords", "must_say", "must_never_say",
        "platform", "format", "slots", "followers_min", "followers_max", "currency", "budget_minor",
        "price_min_minor", "price_max_minor", "rights", "retention_days", "review_rounds", "outline_wanted",
        "days_of_use", "apply_by", "publish_from", "publish_until", "clock_hours",
    }
)  # fmt: skip
"""The columns a brand writes itself; all others follow from what happens to the brief."""
