"""Joining as a creator: an account and an empty profile."""

from __future__ import annotations

from marketplace.accounts.actions import register_person
from marketplace.accounts.brand_profiles import checked_country, checked_name
from marketplace.accounts.states import PersonKind
from marketplace.base.ids import CreatorId, PersonId, new_id
from marketplace.creators.errors import AdultsOnly
from marketplace.creators.events import CreatorJoined
from marketplace.creators.models import Creator
from marketplace.work.unit import Work

POST_LANGUAGE = {"zh": "zh", "zh_Hant": "zh", "en": "en"}
"""The language a creator most likely posts in, by the language they read the site in; they can change it."""


def join_as_creator(
    work: Work, *, email: str, name: str, password: str | None, country: str, language: str = "en", adult: bool
) -> Creator:
    """Makes an account and the creator it acts as; brands find them once the profile is complete.

    Raises AdultsOnly, UnknownCountry, and what `register_person` raises (EmailTaken must not be shown to visitors).
    """
    if not adult:
        raise AdultsOnly()
    creator_id = new_id()
    creator = Creator(
        id=creator_id,
        name=checked_name(name),
        country=checked_country(country),
        languages=[POST_LANGUAGE.get(language, "en")],
        adult=True,
        avatar_seed=str(creator_id),
        joined_at=work.now,
    )
    person = register_person(
        work, email=email, name=name, password=password, kind=PersonKind.CREATOR, language=language
    )
    person.creator_id = creator_id
    work.session.add(creator)
    creator.begin(at=work.now)
    work.announce(CreatorJoined(creator_id=CreatorId(creator_id), person_id=PersonId(person.id)))
    return creator
