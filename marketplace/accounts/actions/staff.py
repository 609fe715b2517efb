"""Staff: named by whoever runs the machine, set up by themselves at their first sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from marketplace.accounts import totp
from marketplace.accounts.actions.joining import add_person
from marketplace.accounts.actions.own_account import give_password
from marketplace.accounts.actions.signing_in import use_code
from marketplace.accounts.errors import CodeRefused, MissingDuty
from marketplace.accounts.events import StaffCreated
from marketplace.accounts.models import Person
from marketplace.accounts.queries import person
from marketplace.accounts.states import PersonKind
from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.ids import PersonId, new_token
from marketplace.work.unit import Work


@dataclass(frozen=True)
class NewStaff:
    """A new member of staff, the password for the first sign-in, and the secret of their authenticator app."""

    person: Person
    one_time_password: str
    totp_secret: str


def create_staff(work: Work, *, email: str, name: str, duties: Iterable[Duty], language: str = "en") -> NewStaff:
    """Names a member of staff; only whoever runs the machine may. Raises EmailTaken, BadEmail, MissingDuty."""
    if work.actor.side is not Side.SYSTEM:
        raise Forbidden()
    kept = sorted({duty.value for duty in duties})
    if not kept:
        raise MissingDuty()
    password, secret = new_token()[:20], totp.new_secret()
    made = add_person(work, email=email, name=name, password=password, kind=PersonKind.STAFF, language=language)
    made.duties, made.totp_secret, made.email_confirmed_at = kept, secret, work.now
    work.announce(StaffCreated(person_id=PersonId(made.id)))
    return NewStaff(made, password, secret)


def set_up_staff(work: Work, *, person_id: UUID, password: str, code: str) -> Person:
    """The first sign-in: a password of one's own in place of the one-time one, and a first code from the app.

    Raises CodeRefused, WeakPassword; NotFound when it is done already.
    """
    owner = person(work.session, person_id, lock=True)
    if owner.kind is not PersonKind.STAFF or owner.set_up_at is not None:
        raise NotFound()
    if not use_code(owner, code):
        raise CodeRefused()
    give_password(work, owner, password)
    owner.set_up_at = work.now
    return owner
