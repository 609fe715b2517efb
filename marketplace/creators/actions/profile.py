"""What a creator says of themselves and what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.brand_profiles import checked_country, checked_name
from marketplace.base.actor import SYSTEM, Side
from marketplace.base.ids import CreatorId
from marketplace.base.money import Money
from marketplace.creators.completeness import next_need
from marketplace.creators.errors import BioTooLong, PriceNotPositive, PriceTooLarge, UnknownChoice, UnknownCurrency
from marketplace.creators.events import CreatorActivated, CreatorPaused, CreatorResumed, ProfileChanged
from marketplace.creators.models import Creator, Rate
from marketplace.creators.niches import MOST_NICHES, Niche
from marketplace.creators.queries import creator_seen_by, own_creator, profile_state, rate_seen_by
from marketplace.creators.states import CURRENCIES, LANGUAGES, CreatorState, Format, Platform
from marketplace.work.unit import Work

LONGEST_BIO = 1000
LONGEST_CITY = 80
LARGEST_PRICE = 10_000_000
"""In major units of any currency: more than any single post has cost."""


@dataclass(frozen=True)
class ProfileText:
    """What a creator says of themselves. `country` ISO 3166-1, `languages` ISO 639-1, `niches` values of Niche."""

    name: str
    bio: str
    country: str
    city: str | None
    languages: Sequence[str]
    niches: Sequence[str]
    available_from: date | None = None


def save_profile(work: Work, text: ProfileText) -> Creator:
    """Keeps what the creator says of themselves. Raises MissingName, UnknownCountry, BioTooLong, UnknownChoice."""
    creator = own_creator(work.session, work.actor, lock=True)
    bio = text.bio.replace("\r\n", "\n").replace("\0", "").strip()
    if len(bio) > LONGEST_BIO:
        raise BioTooLong(most=LONGEST_BIO)
    creator.name = checked_name(text.name)
    creator.bio = bio
    creator.country = checked_country(text.country)
    creator.city = " ".join((text.city or "").replace("\0", "").split())[:LONGEST_CITY] or None
    creator.languages = _chosen(text.languages, LANGUAGES, most=len(LANGUAGES))
    creator.niches = _chosen(text.niches, [niche.value for niche in Niche], most=MOST_NICHES)
    creator.available_from = text.available_from
    work.announce(ProfileChanged(creator_id=CreatorId(creator.id)))
    activate_if_complete(work, creator)
    return creator


def set_rate(work: Work, *, platform: Platform, format: Format, price: Money) -> Rate:
    """Writes a line of the creator's rate card, over the one that was there.

    Raises PriceNotPositive, PriceTooLarge, UnknownCurrency.
    """
    creator = own_creator(work.session, work.actor, lock=True)
    if price.currency not in CURRENCIES:
        raise UnknownCurrency()
    if price.minor <= 0:
        raise PriceNotPositive()
    if price.decimal > LARGEST_PRICE:
        raise PriceTooLarge()
    rate = work.session.scalar(
        sa.select(Rate).where(
            Rate.creator_id == creator.id,
            Rate.platform == platform,
            Rate.format == format,
            Rate.currency == price.currency,
        )
    ) or Rate(creator_id=creator.id, platform=platform, format=format, currency=price.currency)
    rate.price_minor, rate.set_at, rate.source = price.minor, work.now, None
    work.session.add(rate)
    work.session.flush()
    activate_if_complete(work, creator)
    return rate


def remove_rate(work: Work, rate_id: UUID) -> None:
    """Takes a line off the creator's rate card."""
    work.session.delete(rate_seen_by(work.session, work.actor, rate_id))


def pause(work: Work, creator_id: UUID) -> Creator:
    """The creator takes no work for now; orders under way go on."""
    creator = creator_seen_by(work.session, work.actor, creator_id, lock=True)
    creator.move("pause", by=work.actor.side or Side.SYSTEM, at=work.now, person_id=work.actor.person_id)
    work.announce(CreatorPaused(creator_id=CreatorId(creator.id)))
    return creator


def resume(work: Work, creator_id: UUID) -> Creator:
    """The creator takes work again."""
    creator = creator_seen_by(work.session, work.actor, creator_id, lock=True)
    creator.move("resume", by=work.actor.side or Side.SYSTEM, at=work.now, person_id=work.actor.person_id)
    work.announce(CreatorResumed(creator_id=CreatorId(creator.id)))
    return creator


def activate_if_complete(work: Work, creator: Creator) -> bool:
    """Lets brands find a creator whose profile has become complete. True when it was done now."""
    work.session.flush()
    if creator.state is not CreatorState.JOINED or next_need(profile_state(work.session, creator.id)):
        return False
    creator.move("activate", by=Side.SYSTEM, at=work.now, person_id=SYSTEM.person_id)
    work.announce(CreatorActivated(creator_id=CreatorId(creator.id)))
    return True


def _chosen(values: Sequence[str], known: Sequence[str], *, most: int) -> list[str]:
    chosen = list(dict.fromkeys(values))
    if len(chosen) > most or not set(chosen) <= set(known):
        raise UnknownChoice()
    return chosen
