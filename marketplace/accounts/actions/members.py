"""Members of a brand: owners invite by e-mail, give roles and take leave of people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.actions.joining import add_person
from marketplace.accounts.actions.own_account import accept_documents_of, give_password
from marketplace.accounts.brand_profiles import checked_name
from marketplace.accounts.emails import normal_email
from marketplace.accounts.errors import InvitationNotForYou, LastOwner, MissingRole
from marketplace.accounts.events import EmailConfirmed, MemberInvited, MemberJoined, MemberLeft
from marketplace.accounts.links import INVITATION_LASTS, token_hash
from marketplace.accounts.models import Invitation, Membership, Person
from marketplace.accounts.policy import must_own_brand
from marketplace.accounts.queries import brand_seen_by, invitation, invitation_of, open_invitations, person_by_email
from marketplace.accounts.states import PersonKind
from marketplace.base.actor import BrandRole
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId, PersonId, new_token
from marketplace.work.unit import Work


def invite_member(work: Work, *, email: str, roles: Iterable[BrandRole]) -> Invitation:
    """An owner invites somebody by e-mail; an open invitation of the same e-mail is replaced.

    Says nothing of whether the e-mail is known here. Raises BadEmail, MissingRole, Forbidden.
    """
    brand_id = _own_brand_id(work)
    normal, kept = normal_email(email), _kept(roles)
    for earlier in open_invitations(work.session, brand_id, work.now):
        if earlier.email == normal:
            earlier.withdrawn_at = work.now
    made = Invitation(
        brand_id=brand_id,
        email=normal,
        roles=kept,
        invited_by=work.actor.person_id,
        invited_at=work.now,
        expires_at=work.now + INVITATION_LASTS,
    )
    work.session.add(made)
    work.session.flush()
    work.announce(MemberInvited(invitation_id=made.id, brand_id=brand_id))
    return made


def mint_invitation(work: Work, invitation_id: UUID) -> str:
    """A new secret for an invitation's link (an earlier one stops working); for the mail that carries it only."""
    found = invitation(work.session, invitation_id)
    token = new_token()
    found.token_hash = token_hash(token)
    work.session.flush()
    return token


def accept_invitation(work: Work, token: str, *, name: str, password: str, language: str = "en") -> Person:
    """The invited person joins the brand with an account; the mailed link shows that the e-mail is theirs.

    Raises InvitationNotValid, InvitationNotForYou when the e-mail acts for somebody already, WeakPassword, MissingName.
    """
    accepted = invitation_of(work.session, token, work.now, lock=True)
    member = _person_for(work, accepted, name=name, password=password, language=language)
    work.session.add(Membership(person=member, brand=accepted.brand, roles=list(accepted.roles), joined_at=work.now))
    accepted.accepted_at = work.now
    accept_documents_of(work, member)
    work.announce(MemberJoined(person_id=PersonId(member.id), brand_id=BrandId(accepted.brand_id)))
    return member


def withdraw_invitation(work: Work, invitation_id: UUID) -> None:
    """The link of an invitation stops working."""
    brand_id = _own_brand_id(work)
    found = invitation(work.session, invitation_id)
    if found.brand_id != brand_id or not found.is_open(work.now):
        raise NotFound()
    found.withdrawn_at = work.now


def change_roles(work: Work, membership_id: UUID, *, roles: Iterable[BrandRole]) -> Membership:
    """An owner says anew what a member may do. Raises MissingRole, LastOwner."""
    membership, others_own = _member_and_other_owners(work, membership_id)
    kept = _kept(roles)
    if not others_own and BrandRole.OWNER.value not in kept:
        raise LastOwner()
    membership.roles = kept
    return membership


def remove_member(work: Work, membership_id: UUID) -> None:
    """Somebody no longer acts for the brand; their sessions end. Raises LastOwner."""
    membership, others_own = _member_and_other_owners(work, membership_id)
    if not others_own:
        raise LastOwner()
    former = membership.person
    former.session_stamp = new_token()
    work.session.delete(membership)
    work.announce(MemberLeft(person_id=PersonId(former.id), brand_id=BrandId(membership.brand_id)))
    work.session.expire(former, ["membership"])


def _own_brand_id(work: Work) -> BrandId:
    # The brand's row is the lock: two owners who leave at once would otherwise both see the other stay.
    brand = brand_seen_by(work.session, work.actor, work.actor.brand_id, lock=True)
    must_own_brand(work.actor)
    return BrandId(brand.id)


def _kept(roles: Iterable[BrandRole]) -> list[str]:
    given = frozenset(roles)
    kept = [role.value for role in BrandRole if role in given]
    if not kept:
        raise MissingRole()
    return kept


def _person_for(work: Work, accepted: Invitation, *, name: str, password: str, language: str) -> Person:
    known = person_by_email(work.session, accepted.email)
    if known is None:
        member = add_person(
            work, email=accepted.email, name=name, password=password, kind=PersonKind.BRAND_MEMBER, language=language
        )
    elif known.kind is PersonKind.BRAND_MEMBER and known.membership is None:
        member = known
        member.name = checked_name(name)
        give_password(work, member, password)
    else:
        raise InvitationNotForYou()
    if member.email_confirmed_at is None:
        member.email_confirmed_at = work.now
        work.announce(EmailConfirmed(person_id=PersonId(member.id)))
    return member


def _member_and_other_owners(work: Work, membership_id: UUID) -> tuple[Membership, bool]:
    brand_id = _own_brand_id(work)
    members = work.session.scalars(sa.select(Membership).where(Membership.brand_id == brand_id)).all()
    found = next((member for member in members if member.id == membership_id), None)
    if found is None:
        raise NotFound()
    others_own = any(BrandRole.OWNER.value in member.roles for member in members if member is not found)
    return found, others_own
