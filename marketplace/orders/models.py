"""The table of orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Brand
from marketplace.base.actor import Side
from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.creators.models import Creator
from marketplace.database import Model, enum_type
from marketplace.orders.deadlines import clock_end, promise_end
from marketplace.orders.sentences import Standing, standing
from marketplace.orders.states import ORDER_LIFECYCLE, OrderState
from marketplace.orders.terms import kill_fee
from marketplace.work.moves import Moving


class Order(Moving, Model):
    """One creator's booked work for one brief, on terms that never change after they were accepted."""

    __tablename__ = "orders"
    __table_args__ = (
        sa.CheckConstraint("price_minor > 0", name="price"),
        sa.Index(
            "uq_orders_live_pair",
            "brief_id",
            "creator_id",
            unique=True,
            postgresql_where=sa.text("state NOT IN ('declined', 'expired', 'cancelled')"),
        ),
    )

    LIFECYCLE = ORDER_LIFECYCLE

    state: Mapped[OrderState] = mapped_column(enum_type(OrderState), index=True)
    brief_id: Mapped[UUID] = mapped_column(sa.ForeignKey("briefs.id"), index=True)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("applications.id"))
    offered_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    currency: Mapped[str]
    price_minor: Mapped[int]
    brand_fee_minor: Mapped[int]  # on top of the price
    creator_fee_minor: Mapped[int]  # taken from the price

    terms: Mapped[dict[str, Any]]  # frozen; see terms.py
    terms_hash: Mapped[str]
    terms_version: Mapped[int] = mapped_column(sa.Integer, default=1)
    rounds_used: Mapped[int] = mapped_column(sa.Integer, default=0)
    extended: Mapped[bool] = mapped_column(default=False)
    promised_at: Mapped[datetime | None]  # until when the side whose turn it is has promised to act
    cancel_asked_by: Mapped[str | None]
    reason: Mapped[str | None]  # of the last no, cancellation or dispute
    tracking: Mapped[str | None]
    outline: Mapped[str | None]
    settled_at: Mapped[datetime | None]

    brief: Mapped[Brief] = relationship(lazy="joined", innerjoin=True)
    brand: Mapped[Brand] = relationship(lazy="joined", innerjoin=True)
    creator: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)

    @property
    def price(self) -> Money:
        """What the brand pays for the work, before fees."""
        return Money(self.price_minor, self.currency)

    @property
    def brand_fee(self) -> Money:
        """What the brand pays us on top."""
        return Money(self.brand_fee_minor, self.currency)

    @property
    def creator_fee(self) -> Money:
        """What we take from the price."""
        return Money(self.creator_fee_minor, self.currency)

    @property
    def held(self) -> Money:
        """What is held for the order: price and brand fee."""
        return self.price + self.brand_fee

    @property
    def net(self) -> Money:
        """What the creator receives before tax."""
        return self.price - self.creator_fee

    @property
    def publish_from(self) -> date:
        """The first day of the publishing window."""
        return date.fromisoformat(self.terms["publish_from"])

    @property
    def publish_until(self) -> date:
        """The last day of the publishing window."""
        return date.fromisoformat(self.terms["publish_until"])

    @property
    def rounds_left(self) -> int:
        """How often the brand may still ask for changes."""
        return max(0, int(self.terms["review_rounds"]) - self.rounds_used)

    @property
    def standing(self) -> Standing:
        """The sentence on top of the order: who must act, by when, what happens if not, and what it costs."""
        return standing(
            self.state,
            brand=self.brand.name,
            creator=self.creator.name,
            held=self.held,
            net=self.net,
            early=kill_fee(self.price, "before_draft"),
            rounds_left=self.rounds_left,
            due_at=self.due_at,
            promised_at=self.promised_at,
            asked_by=self.cancel_asked_by,
            reason=self.reason,
        )

    @property
    def terms_for_choices(self) -> Mapping[str, Any]:
        """The frozen terms and how many rounds are used."""
        return {**self.terms, "rounds_used": self.rounds_used}

    def clock_end(self, clock: str, at: datetime) -> datetime:
        """When a clock that starts now runs out, by the terms."""
        return clock_end(clock, at, self.terms)

    def move(self, verb: str, *, by: Side, at: datetime, person_id: UUID | None = None, why: str = "") -> None:
        """Takes one step, and sets what the side whose turn it is now promises."""
        before = self.state
        super().move(verb, by=by, at=at, person_id=person_id, why=why)
        if not self.LIFECYCLE.leads_back(before) and not self.LIFECYCLE.leads_back(self.state):
            self.promised_at = promise_end(self.state, at, self.terms)
