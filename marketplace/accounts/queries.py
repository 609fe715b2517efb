"""Reads: persons, brands, members, invitations, acceptances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts.emails import normal_email
from marketplace.accounts.errors import BadEmail, InvitationNotValid, LinkNotValid
from marketplace.accounts.legal import IN_FORCE, Document
from marketplace.accounts.links import token_hash
from marketplace.accounts.models import Acceptance, Brand, Invitation, Link, Membership, Person
from marketplace.accounts.policy import may_see_brand
from marketplace.accounts.states import BrandState, LinkPurpose, PersonKind
from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.database import Model

R = TypeVar("R", bound=Model)


def person(session: Session, person_id: UUID, *, lock: bool = False) -> Person:
    """One person. Raises NotFound."""
    found = session.scalar(_locked(sa.select(Person).where(Person.id == person_id), Person, lock))
    if found is None:
        raise NotFound()
    return found


def person_by_email(session: Session, email: str) -> Person | None:
    """The person with this e-mail, however it is written."""
    try:
        return session.scalar(sa.select(Person).where(Person.email == normal_email(email)))
    except BadEmail:
        return None


def person_of_session(session: Session, session_id: str) -> Person | None:
    """The person a session cookie names, as long as their sessions have not been ended."""
    person_id, _, stamp = session_id.partition(".")
    try:
        found = session.get(Person, UUID(person_id))
    except ValueError:
        return None
    return found if found is not None and found.session_stamp == stamp else None


def person_of_creator(session: Session, creator_id: UUID) -> Person | None:
    """Who signs in as a creator; nobody for one that was only imported."""
    return session.scalar(sa.select(Person).where(Person.creator_id == creator_id))


def staff(session: Session) -> Sequence[Person]:
    """Everybody on the staff, by name."""
    return session.scalars(sa.select(Person).where(Person.kind == PersonKind.STAFF).order_by(Person.name)).all()


def names_of(session: Session, person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of several people."""
    known = {person_id for person_id in person_ids if person_id is not None}
    rows = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(known)))
    return {person_id: name for person_id, name in rows}  # noqa: C416 typed rows


def brand(session: Session, brand_id: UUID) -> Brand:
    """One brand, whoever asks. Raises NotFound."""
    found = session.get(Brand, brand_id)
    if found is None:
        raise NotFound()
    return found


def brand_seen_by(session: Session, actor: Actor, brand_id: UUID | None, *, lock: bool = False) -> Brand:
    """A brand's file as its members and the staff who verify it see it. Raises NotFound for everybody else."""
    if brand_id is None or not may_see_brand(actor, brand_id):
        raise NotFound()
    found = session.scalar(_locked(sa.select(Brand).where(Brand.id == brand_id), Brand, lock))
    if found is None:
        raise NotFound()
    return found


def brands_awaiting_review(session: Session) -> Sequence[Brand]:
    """Brands that wait for staff, longest first."""
    return brands_in(session, BrandState.IN_REVIEW)


def brands_in(session: Session, state: BrandState) -> Sequence[Brand]:
    """Brands in a state of verification, longest there first."""
    return session.scalars(sa.select(Brand).where(Brand.state == state).order_by(Brand.state_since, Brand.id)).all()


def count_of_brands(session: Session) -> dict[BrandState, int]:
    """How many brands are in each state of verification."""
    counted = dict.fromkeys(BrandState, 0)
    for state, count in session.execute(sa.select(Brand.state, sa.func.count()).group_by(Brand.state)):
        counted[state] = count
    return counted


def members_of(session: Session, brand_id: UUID) -> Sequence[Membership]:
    """Who acts for a brand, in which roles, longest member first."""
    return session.scalars(
        sa.select(Membership)
        .where(Membership.brand_id == brand_id)
        .options(joinedload(Membership.person, innerjoin=True))
        .order_by(Membership.joined_at, Membership.id)
    ).all()


def open_invitations(session: Session, brand_id: UUID, at: datetime) -> Sequence[Invitation]:
    """Invitations that may still be accepted, newest first."""
    return session.scalars(
        sa.select(Invitation)
        .where(
            Invitation.brand_id == brand_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        )
        .order_by(Invitation.invited_at.desc(), Invitation.id)
    ).all()


def invitation(session: Session, invitation_id: UUID) -> Invitation:
    """One invitation, for the mail that carries it. Raises NotFound."""
    found = session.get(Invitation, invitation_id)
    if found is None:
        raise NotFound()
    return found


def invitation_of(session: Session, token: str, at: datetime, *, lock: bool = False) -> Invitation:
    """The open invitation behind a link. Raises InvitationNotValid."""
    query = sa.select(Invitation).where(Invitation.token_hash == token_hash(token))
    found = session.scalar(_locked(query, Invitation, lock))
    if found is None or not found.is_open(at):
        raise InvitationNotValid()
    return found


def link_of(session: Session, token: str, purpose: LinkPurpose, at: datetime, *, lock: bool = False) -> Link:
    """The mailed link with this secret, still good. Raises LinkNotValid."""
    query = sa.select(Link).where(Link.token_hash == token_hash(token), Link.purpose == purpose)
    found = session.scalar(_locked(query, Link, lock))
    if found is None or found.used_at is not None or found.expires_at <= at:
        raise LinkNotValid()
    return found


def acceptances_of(session: Session, person_id: UUID) -> dict[Document, Acceptance]:
    """The newest version of each document that a person has accepted."""
    rows = session.scalars(
        sa.select(Acceptance).where(Acceptance.person_id == person_id).order_by(Acceptance.accepted_at)
    )
    return {row.document: row for row in rows}


def documents_to_accept(session: Session, person_id: UUID) -> list[Document]:
    """Documents whose version in force the person has not accepted."""
    accepted = acceptances_of(session, person_id)
    return [
        document
        for document, version in IN_FORCE.items()
        if document not in accepted or accepted[document].version != version
    ]


def _locked(query: sa.Select[R], row: type[R], lock: bool) -> sa.Select[R]:
    return query.with_for_update(of=row).execution_options(populate_existing=True) if lock else query
