"""Money that goes back to a brand after it was earned, what a creator owes by it, and how that is paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import Brand, Person
from marketplace.base.ids import new_id, short_code
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.database import Model, enum_type
from marketplace.payouts.models.payouts import Earning
from marketplace.payouts.states import SIGNED_LIFECYCLE, GiveBackReason, SignedState
from marketplace.work.moves import Moving


class Signed(Moving):
    """Something that one person proposes with a note for colleagues and another signs."""

    LIFECYCLE = SIGNED_LIFECYCLE

    state: Mapped[SignedState] = mapped_column(enum_type(SignedState), index=True)
    note: Mapped[str]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    signed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("persons.id"))
    signed_at: Mapped[datetime | None]

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)


class GiveBack(Signed, Model):
    """A part of a settled price, or all of it, that the brand has back; from whom it is taken is known once signed."""

    __tablename__ = "give_backs"
    __table_args__ = (
        sa.CheckConstraint("signed_by_id <> made_by_id", name="two_people"),
        sa.CheckConstraint("price_minor > 0", name="something"),
        sa.CheckConstraint("(state = 'done') = (signed_by_id IS NOT NULL)", name="signed"),
        sa.CheckConstraint(
            "state <> 'done' OR price_minor = creator_fee_minor + taken_minor + owed_minor", name="adds_up"
        ),
    )

    earning_id: Mapped[UUID] = mapped_column(sa.ForeignKey("earnings.id"), index=True)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    brief_id: Mapped[UUID]  # the money goes back through its brief, as it came
    reason: Mapped[GiveBackReason] = mapped_column(enum_type(GiveBackReason))
    currency: Mapped[str]
    price_minor: Mapped[int]
    brand_fee_minor: Mapped[int] = mapped_column(default=0)  # ours, on top of it
    creator_fee_minor: Mapped[int] = mapped_column(default=0)  # ours, out of it
    taken_minor: Mapped[int] = mapped_column(default=0)  # out of the earning, while the creator had not been paid
    owed_minor: Mapped[int] = mapped_column(default=0)  # what the creator owes, having been paid

    earning: Mapped[Earning] = relationship(lazy="joined", innerjoin=True, back_populates="give_backs")
    brand: Mapped[Brand] = relationship(lazy="joined", innerjoin=True)
    made_by: Mapped[Person] = relationship(foreign_keys="GiveBack.made_by_id", lazy="joined", innerjoin=True)
    signed_by: Mapped[Person | None] = relationship(foreign_keys="GiveBack.signed_by_id", lazy="joined")

    @property
    def creator(self) -> Creator:
        """Whose earning it was."""
        return self.earning.creator

    @property
    def price(self) -> Money:
        """What goes back of the price."""
        return Money(self.price_minor, self.currency)

    @property
    def brand_fee(self) -> Money:
        """What goes back of the brand's fee."""
        return Money(self.brand_fee_minor, self.currency)

    @property
    def creator_fee(self) -> Money:
        """What goes back of the creator's fee."""
        return Money(self.creator_fee_minor, self.currency)

    @property
    def taken(self) -> Money:
        """What was taken out of the earning."""
        return Money(self.taken_minor, self.currency)

    @property
    def owed(self) -> Money:
        """What the creator owed by it at first."""
        return Money(self.owed_minor, self.currency)

    @property
    def whole(self) -> Money:
        """What the brand has back."""
        return self.price + self.brand_fee


class Netting(Model):
    """A debt of a creator, or a part of it, paid out of one earning before that could be paid out."""

    __tablename__ = "debt_nettings"
    __table_args__ = (sa.CheckConstraint("amount_minor > 0", name="something"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    earning_id: Mapped[UUID] = mapped_column(sa.ForeignKey("earnings.id"), index=True)
    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    currency: Mapped[str]
    amount_minor: Mapped[int]
    netted_at: Mapped[datetime]

    earning: Mapped[Earning] = relationship(lazy="joined", innerjoin=True, back_populates="nettings")

    @property
    def amount(self) -> Money:
        """What of the debt is paid by it."""
        return Money(self.amount_minor, self.currency)


class WriteOff(Signed, Model):
    """A debt of a creator, or what is left of it, that we bear ourselves."""

    __tablename__ = "debt_write_offs"
    __table_args__ = (
        sa.CheckConstraint("signed_by_id <> made_by_id", name="two_people"),
        sa.CheckConstraint("amount_minor > 0", name="something"),
        sa.CheckConstraint("(state = 'done') = (signed_by_id IS NOT NULL)", name="signed"),
        sa.Index(
            "uq_debt_write_offs_open",
            "creator_id",
            "currency",
            unique=True,
            postgresql_where=sa.text("state = 'proposed'"),
        ),
    )

    creator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("creators.id"), index=True)
    currency: Mapped[str]
    amount_minor: Mapped[int]  # proposed: at most; done: what was still owed of it

    creator: Mapped[Creator] = relationship(lazy="joined", innerjoin=True)
    made_by: Mapped[Person] = relationship(foreign_keys="WriteOff.made_by_id", lazy="joined", innerjoin=True)
    signed_by: Mapped[Person | None] = relationship(foreign_keys="WriteOff.signed_by_id", lazy="joined")

    @property
    def amount(self) -> Money:
        """What is written off."""
        return Money(self.amount_minor, self.currency)
