"""Signing in. A no is given back and not raised: the failed try has to be kept, and a raised one would undo it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from marketplace.accounts import passwords, totp
from marketplace.accounts.actions.own_account import acting_person
from marketplace.accounts.actions.tries import count_failure, forget_failures, locked_until, tries_of
from marketplace.accounts.emails import normal_email
from marketplace.accounts.errors import (
    BadEmail,
    CodeRefused,
    EmailNotConfirmed,
    NoBrand,
    SignInRefused,
    TooManyTries,
)
from marketplace.accounts.events import ConfirmationRequested
from marketplace.accounts.lockout import TriesOf
from marketplace.accounts.models import Person, Tries
from marketplace.accounts.queries import person, person_by_email
from marketplace.accounts.states import PersonKind
from marketplace.base.clock import system_clock
from marketplace.base.errors import Refusal
from marketplace.base.ids import PersonId
from marketplace.work.unit import Work


def sign_in(work: Work, *, email: str, password: str, address: str) -> Person | Refusal:
    """The person with this e-mail and password, or why not: SignInRefused, TooManyTries, EmailNotConfirmed, NoBrand.

    Takes the same steps and the same time for an e-mail nobody has. `address` is the network address the try comes
    from. For staff this is half of it: `sign_in_with_code` follows.
    """
    written = _kept_form_of(email)
    counted = tries_of(work, {TriesOf.EMAIL: written, TriesOf.ADDRESS: address})
    if until := locked_until(work, counted):
        return TooManyTries(until=until)
    found = person_by_email(work.session, written)
    if not passwords.matches(found.password_hash if found else None, password) or found is None:
        count_failure(work, counted)
        return SignInRefused()
    if found.password_hash and passwords.needs_rehash(found.password_hash):
        found.password_hash = passwords.hashed(password)
    if refusal := _not_yet(work, found):
        return refusal
    if found.kind is not PersonKind.STAFF:
        forget_failures(counted, TriesOf.EMAIL)
    return found


def sign_in_with_code(work: Work, *, person_id: UUID, code: str, address: str) -> Person | Refusal:
    """The second half for staff: a code of their authenticator app, or why not: CodeRefused, TooManyTries."""
    owner = person(work.session, person_id, lock=True)
    counted = tries_of(work, {TriesOf.EMAIL: owner.email, TriesOf.ADDRESS: address})
    return _code_refused(work, owner, code, counted) or owner


def check_own_code(work: Work, *, code: str) -> Refusal | None:
    """A member of staff shows again that it is them, before something grave. Nothing when the code was right.

    Has to be a piece of work of its own before the grave one, so that a wrong or used code is kept as such.
    """
    owner = acting_person(work)
    return _code_refused(work, owner, code, tries_of(work, {TriesOf.EMAIL: owner.email}))


def use_code(owner: Person, code: str) -> bool:
    """Whether the code is right and new; it is then used. Apps on phones show the machine's time, never a demo's."""
    if owner.totp_secret is None:
        return False
    step = totp.accepted_step(owner.totp_secret, code, at=system_clock(), last_step=owner.totp_last_step)
    if step is None:
        return False
    owner.totp_last_step = step
    return True


def _code_refused(work: Work, owner: Person, code: str, counted: Sequence[Tries]) -> Refusal | None:
    if until := locked_until(work, counted):
        return TooManyTries(until=until)
    if not use_code(owner, code):
        count_failure(work, counted)
        return CodeRefused()
    forget_failures(counted, TriesOf.EMAIL)
    return None


def _not_yet(work: Work, found: Person) -> Refusal | None:
    if found.email_confirmed_at is None:
        work.announce(ConfirmationRequested(person_id=PersonId(found.id)))
        return EmailNotConfirmed()
    if found.kind is PersonKind.BRAND_MEMBER and found.membership is None:
        return NoBrand()
    return None


def _kept_form_of(email: str) -> str:
    try:
        return normal_email(email)
    except BadEmail:
        return email.strip().lower()[:254]
