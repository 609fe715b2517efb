"""Brands: what they say of themselves, and how staff verify it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from marketplace.accounts.brand_profiles import checked_country, checked_name, checked_website
from marketplace.accounts.errors import MissingForReview, MissingReason
from marketplace.accounts.events import BrandRefused, BrandSubmitted, BrandVerified
from marketplace.accounts.models import Brand
from marketplace.accounts.policy import must_verify_brands
from marketplace.accounts.queries import brand_seen_by
from marketplace.base.actor import BrandRole, Side
from marketplace.base.errors import Forbidden
from marketplace.base.ids import BrandId
from marketplace.base.lifecycle import NotOpen
from marketplace.work.unit import Work

SHORTEST_REASON, LONGEST_REASON = 10, 2000


@dataclass(frozen=True)
class BrandProfile:
    """What a brand says of itself. `country` is ISO 3166-1."""

    name: str
    legal_name: str
    country: str
    website: str
    registration_number: str


def save_brand_profile(work: Work, profile: BrandProfile) -> Brand:
    """Keeps what the brand says of itself, as long as staff have not begun to check it.

    Raises NotOpen while it is being verified and after, MissingName, UnknownCountry, BadWebsite.
    """
    brand = _own_brand(work)
    if "submit" not in brand.open_to(Side.BRAND):
        raise NotOpen()
    brand.name = checked_name(profile.name)
    brand.legal_name = checked_name(profile.legal_name) if profile.legal_name.strip() else ""
    brand.country = checked_country(profile.country)
    brand.website = checked_website(profile.website)
    brand.registration_number = " ".join(profile.registration_number.split())[:80]
    return brand


def submit_brand_for_review(work: Work, profile: BrandProfile) -> Brand:
    """The brand asks staff to verify it. Raises MissingForReview, and what `save_brand_profile` raises."""
    brand = save_brand_profile(work, profile)
    if not (brand.legal_name and brand.registration_number):
        raise MissingForReview()
    brand.move("submit", by=Side.BRAND, at=work.now, person_id=work.actor.person_id)
    work.announce(BrandSubmitted(brand_id=BrandId(brand.id)))
    return brand


def verify_brand(work: Work, brand_id: UUID) -> Brand:
    """Staff have checked who the brand is: from now on it may book creators."""
    brand = _brand_under_review(work, brand_id)
    brand.move("verify", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    work.announce(BrandVerified(brand_id=BrandId(brand.id)))
    return brand


def refuse_brand(work: Work, brand_id: UUID, reason: str) -> Brand:
    """Staff could not verify the brand; it reads the reason and may ask again. Raises MissingReason."""
    brand = _brand_under_review(work, brand_id)
    said = reason.strip()
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise MissingReason()
    brand.move("refuse", by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=said)
    work.announce(BrandRefused(brand_id=BrandId(brand.id), reason=said))
    return brand


def _own_brand(work: Work) -> Brand:
    brand = brand_seen_by(work.session, work.actor, work.actor.brand_id, lock=True)
    if not work.actor.may(BrandRole.OWNER, BrandRole.MANAGER):
        raise Forbidden()
    return brand


def _brand_under_review(work: Work, brand_id: UUID) -> Brand:
    brand = brand_seen_by(work.session, work.actor, brand_id, lock=True)
    must_verify_brands(work.actor)
    return brand
