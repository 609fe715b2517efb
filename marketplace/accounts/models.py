"""Persons, brands, and what joins them; links, tries and acceptances."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.legal import Document
from marketplace.accounts.lockout import TriesOf
from marketplace.accounts.states import BRAND_LIFECYCLE, LABELS, BrandState, LinkPurpose, PersonKind
from marketplace.base.actor import VISITOR, Actor, BrandRole, Duty, Side
from marketplace.base.ids import BrandId, CreatorId, PersonId, new_id, new_token
from marketplace.database import Model, enum_type
from marketplace.work.moves import Moving
from marketplace.work.sealing import Sealed


class Person(Model):
    """Somebody who signs in. Flask-Login takes it for its user."""

    __tablename__ = "persons"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    # None: nobody can sign in with a password until one is set through a link.
    password_hash: Mapped[str | None]
    kind: Mapped[PersonKind] = mapped_column(enum_type(PersonKind))
    email_confirmed_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    registered_at: Mapped[datetime]
    # Part of every session cookie; a new one ends every session of the person.
    session_stamp: Mapped[str] = mapped_column(default=new_token)
    # Whom a creator's account acts as; the row is in a higher package.
    creator_id: Mapped[UUID | None] = mapped_column(unique=True)
    # Staff only, from here on.
    duties: Mapped[list[Any]] = mapped_column(default=list)
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    totp_last_step: Mapped[int | None]
    set_up_at: Mapped[datetime | None]

    membership: Mapped[Membership | None] = relationship(back_populates="person", lazy="joined", uselist=False)

    @property
    def actor(self) -> Actor:
        """The person as an actor: for their brand, as their creator, or as staff with duties."""
        person_id = PersonId(self.id)
        if self.kind is PersonKind.STAFF:
            return Actor(Side.STAFF, person_id, duties=frozenset(Duty(duty) for duty in self.duties))
        if self.kind is PersonKind.CREATOR:
            creator_id = CreatorId(self.creator_id) if self.creator_id else None
            return Actor(Side.CREATOR, person_id, creator_id=creator_id)
        if self.membership is None:
            return VISITOR
        roles = frozenset(BrandRole(role) for role in self.membership.roles)
        return Actor(Side.BRAND, person_id, brand_id=BrandId(self.membership.brand_id), roles=roles)

    @property
    def surface_name(self) -> str:
        """For whom the person is here: the brand's name; nothing for a creator or staff."""
        return self.membership.brand.name if self.membership else ""

    @property
    def role_label(self) -> str:
        """What the person is here as, to be translated."""
        return LABELS[self.kind]

    @property
    def avatar_seed(self) -> str:
        """From which the person's picture is made."""
        return str(self.creator_id or self.id)

    @property
    def is_authenticated(self) -> bool:
        """A loaded person has signed in."""
        return True

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """Never: a visitor is no person."""
        return False

    def get_id(self) -> str:
        """What the session cookie names: the person, and the stamp that ends their sessions."""
        return f"{self.id}.{self.session_stamp}"


class Brand(Moving, Model):
    """An organisation that books creators, verified by staff before it may."""

    __tablename__ = "brands"
    LIFECYCLE = BRAND_LIFECYCLE

    state: Mapped[BrandState] = mapped_column(enum_type(BrandState))
    name: Mapped[str]
    legal_name: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(sa.String(2))  # ISO 3166-1
    website: Mapped[str] = mapped_column(default="")
    registration_number: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    members: Mapped[list[Membership]] = relationship(back_populates="brand")

    @property
    def is_verified(self) -> bool:
        """Whether staff have checked who the brand is."""
        return self.state is BrandState.VERIFIED


class Membership(Model):
    """A person acts for a brand, in one or more roles. An account acts for one brand."""

    __tablename__ = "memberships"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), unique=True)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    roles: Mapped[list[Any]]
    joined_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="membership")
    brand: Mapped[Brand] = relationship(back_populates="members")


class Invitation(Model):
    """A call to act for a brand, sent to an e-mail. The link's secret is made when the mail is written."""

    __tablename__ = "brand_invitations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    brand_id: Mapped[UUID] = mapped_column(sa.ForeignKey("brands.id"), index=True)
    email: Mapped[str]
    roles: Mapped[list[Any]]
    invited_by: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    brand: Mapped[Brand] = relationship()
    inviter: Mapped[Person] = relationship()

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class Link(Model):
    """A secret link that was mailed to a person; only its hash is kept. Good once, until it expires."""

    __tablename__ = "account_links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(enum_type(LinkPurpose))
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Tries(Model):
    """Failed tries of late for an e-mail or from an address, kept as a keyed hash whether or not it is known to us."""

    __tablename__ = "sign_in_tries"

    kind: Mapped[TriesOf] = mapped_column(enum_type(TriesOf), primary_key=True)
    key_hash: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime | None] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]


class Acceptance(Model):
    """A person accepted a version of a legal document. Rows are only ever added."""

    __tablename__ = "legal_acceptances"
    __table_args__ = (sa.UniqueConstraint("person_id", "document", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("persons.id"))
    document: Mapped[Document] = mapped_column(enum_type(Document))
    version: Mapped[str]
    accepted_at: Mapped[datetime]
