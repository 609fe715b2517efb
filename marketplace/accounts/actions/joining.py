"""Joining: an account for a person, and with it a brand."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace.accounts import passwords
from marketplace.accounts.actions.own_account import accept_documents_of
from marketplace.accounts.brand_profiles import checked_country, checked_name, checked_website
from marketplace.accounts.emails import normal_email
from marketplace.accounts.errors import EmailTaken, UnknownLanguage
from marketplace.accounts.events import PersonRegistered
from marketplace.accounts.models import Brand, Membership, Person
from marketplace.accounts.states import LANGUAGES, PersonKind
from marketplace.base.actor import BrandRole
from marketplace.base.ids import PersonId
from marketplace.work.unit import Work


def register_person(
    work: Work, *, email: str, name: str, password: str | None, kind: PersonKind, language: str = "en"
) -> Person:
    """Makes an account whose e-mail is still to be confirmed, with the legal documents in force accepted.

    Without a password nobody can sign in until one is set through a reset link. Raises EmailTaken (a page must
    not show it: call `remind_of_account` in a new piece of work and answer as if all were well), BadEmail,
    WeakPassword, MissingName, UnknownLanguage.
    """
    person = add_person(work, email=email, name=name, password=password, kind=kind, language=language)
    accept_documents_of(work, person)
    work.announce(PersonRegistered(person_id=PersonId(person.id), kind=kind))
    return person


def sign_up_brand(
    work: Work,
    *,
    email: str,
    name: str,
    password: str | None,
    brand_name: str,
    country: str,
    website: str,
    language: str = "en",
) -> Brand:
    """Makes an account and the brand it owns; the brand is not verified yet. Raises what `register_person` raises."""
    brand = Brand(
        name=checked_name(brand_name),
        country=checked_country(country),
        website=checked_website(website),
        created_at=work.now,
    )
    person = register_person(
        work, email=email, name=name, password=password, kind=PersonKind.BRAND_MEMBER, language=language
    )
    brand.begin(at=work.now)
    work.session.add(brand)
    work.session.add(Membership(person=person, brand=brand, roles=[BrandRole.OWNER.value], joined_at=work.now))
    work.session.flush()
    return brand


def add_person(
    work: Work, *, email: str, name: str, password: str | None, kind: PersonKind, language: str = "en"
) -> Person:
    """A new person as checked as can be, flushed. The password is hashed before anybody looks whether the e-mail
    is taken, so that both answers take the same time. Raises what `register_person` raises.
    """
    normal = normal_email(email)
    if language not in LANGUAGES:
        raise UnknownLanguage()
    if password is not None:
        passwords.check_strength(password, email=normal)
    person = Person(
        email=normal,
        name=checked_name(name),
        password_hash=passwords.hashed(password) if password is not None else None,
        kind=kind,
        language=language,
        registered_at=work.now,
    )
    if work.session.scalar(sa.select(sa.exists().where(Person.email == normal))):
        raise EmailTaken()
    try:
        with work.session.begin_nested():
            work.session.add(person)
    except IntegrityError as error:  # somebody registered the same e-mail at this very moment
        raise EmailTaken() from error
    return person
