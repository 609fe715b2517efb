"""Links in mails: confirming an e-mail and setting a new password. Nothing here tells whether an e-mail is known."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.actions.own_account import give_password
from marketplace.accounts.actions.tries import forget_failures, may_write_to, tries_of
from marketplace.accounts.emails import normal_email
from marketplace.accounts.events import (
    ConfirmationRequested,
    EmailConfirmed,
    PasswordResetRequested,
    RegistrationRepeated,
)
from marketplace.accounts.links import LASTS, token_hash
from marketplace.accounts.lockout import TriesOf
from marketplace.accounts.models import Link, Person
from marketplace.accounts.queries import link_of, person, person_by_email
from marketplace.accounts.states import LinkPurpose
from marketplace.base.ids import PersonId, new_token
from marketplace.work.unit import Work


def mint_confirmation(work: Work, person_id: UUID) -> str:
    """A new secret for the link that confirms a person's e-mail; for the mail that carries it, and nothing else."""
    return _mint(work, person_id, LinkPurpose.CONFIRM_EMAIL)


def mint_reset(work: Work, person_id: UUID) -> str:
    """A new secret for the link that sets a new password; for the mail that carries it, and nothing else."""
    return _mint(work, person_id, LinkPurpose.RESET_PASSWORD)


def confirm_email(work: Work, token: str) -> Person:
    """The person behind the link owns the e-mail. Raises LinkNotValid."""
    owner = _use(work, token, LinkPurpose.CONFIRM_EMAIL)
    _confirmed(work, owner)
    return owner


def reset_password(work: Work, token: str, password: str) -> Person:
    """A new password through a mailed link, which also confirms the e-mail and ends any waiting time.

    Raises LinkNotValid, and WeakPassword (the link then stays good).
    """
    owner = _use(work, token, LinkPurpose.RESET_PASSWORD)
    give_password(work, owner, password)
    _confirmed(work, owner)
    forget_failures(tries_of(work, {TriesOf.EMAIL: owner.email}), TriesOf.EMAIL)
    return owner


def request_confirmation(work: Work, email: str) -> None:
    """Somebody asks for the confirmation link again. Raises BadEmail, and nothing that tells whether it is known."""
    found = _may_be_written_to(work, email)
    waits = found is not None and found.email_confirmed_at is None
    work.announce(ConfirmationRequested(person_id=PersonId(found.id) if found and waits else None))


def request_password_reset(work: Work, email: str) -> None:
    """Somebody asks for a new password. Raises BadEmail, and nothing that tells whether it is known."""
    found = _may_be_written_to(work, email)
    work.announce(PasswordResetRequested(person_id=PersonId(found.id) if found else None))


def remind_of_account(work: Work, email: str) -> None:
    """Somebody tried to register with a known e-mail: its owner is written to, the page tells no difference."""
    found = _may_be_written_to(work, email)
    work.announce(RegistrationRepeated(person_id=PersonId(found.id) if found else None))


def _may_be_written_to(work: Work, email: str) -> Person | None:
    normal = normal_email(email)
    found = person_by_email(work.session, normal)
    return found if may_write_to(work, normal) else None


def _mint(work: Work, person_id: UUID, purpose: LinkPurpose) -> str:
    owner = person(work.session, person_id)
    token = new_token()
    work.session.add(
        Link(person_id=owner.id, purpose=purpose, token_hash=token_hash(token), expires_at=work.now + LASTS[purpose])
    )
    work.session.flush()
    return token


def _use(work: Work, token: str, purpose: LinkPurpose) -> Person:
    link = link_of(work.session, token, purpose, work.now, lock=True)
    work.session.execute(
        sa.update(Link)
        .where(Link.person_id == link.person_id, Link.purpose == purpose, Link.used_at.is_(None))
        .values(used_at=work.now)
    )
    return person(work.session, link.person_id, lock=True)


def _confirmed(work: Work, owner: Person) -> None:
    if owner.email_confirmed_at is None:
        owner.email_confirmed_at = work.now
        work.announce(EmailConfirmed(person_id=PersonId(owner.id)))
