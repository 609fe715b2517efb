"""What people change about their own account."""

from __future__ import annotations

from zoneinfo import available_timezones

from marketplace.accounts import passwords
from marketplace.accounts.brand_profiles import checked_name
from marketplace.accounts.errors import UnknownLanguage, UnknownTimeZone, WrongPassword
from marketplace.accounts.events import PasswordChanged
from marketplace.accounts.legal import IN_FORCE
from marketplace.accounts.models import Acceptance, Person
from marketplace.accounts.queries import documents_to_accept, person
from marketplace.accounts.states import LANGUAGES
from marketplace.base.errors import NotFound
from marketplace.base.ids import PersonId, new_token
from marketplace.work.unit import Work


def change_settings(work: Work, *, name: str, language: str, time_zone: str) -> Person:
    """How the person is called, which language they read and in which zone their times are shown."""
    me = acting_person(work)
    if language not in LANGUAGES:
        raise UnknownLanguage()
    if time_zone not in available_timezones():
        raise UnknownTimeZone()
    me.name, me.language, me.time_zone = checked_name(name), language, time_zone
    return me


def change_password(work: Work, *, current: str, new: str) -> Person:
    """A new password; every other session of the person ends. Raises WrongPassword, WeakPassword."""
    me = acting_person(work)
    if not passwords.matches(me.password_hash, current):
        raise WrongPassword()
    give_password(work, me, new)
    return me


def accept_documents(work: Work) -> None:
    """The person accepts the legal documents in force."""
    accept_documents_of(work, acting_person(work))


def acting_person(work: Work) -> Person:
    """The person who asks, locked. Raises NotFound for a visitor."""
    if work.actor.person_id is None:
        raise NotFound()
    return person(work.session, work.actor.person_id, lock=True)


def give_password(work: Work, owner: Person, password: str) -> None:
    """Keeps a new password and ends every session of its owner. Raises WeakPassword."""
    passwords.check_strength(password, email=owner.email)
    owner.password_hash = passwords.hashed(password)
    owner.session_stamp = new_token()
    work.announce(PasswordChanged(person_id=PersonId(owner.id)))


def accept_documents_of(work: Work, reader: Person) -> None:
    """Keeps that somebody accepted what they had not accepted yet."""
    for document in documents_to_accept(work.session, reader.id):
        work.session.add(
            Acceptance(person_id=reader.id, document=document, version=IN_FORCE[document], accepted_at=work.now)
        )
    work.session.flush()
