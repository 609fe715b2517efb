"""Orders as the actions make them: an open brief, a creator who applied, an offer, and the work up to any point."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from marketplace.accounts.models import Brand
from marketplace.base.actor import SYSTEM, VISITOR, Actor, BrandRole, Duty, Side
from marketplace.base.ids import CreatorId, PersonId, new_id
from marketplace.base.money import Money
from marketplace.briefs import actions as briefs
from marketplace.briefs.models import Brief
from marketplace.briefs.states import Goal, ProductTerms
from marketplace.creators import actions as creators
from marketplace.creators.models import Creator
from marketplace.creators.states import Format, Platform, VerifiedBy
from marketplace.drafts.actions import drafting, publishing
from marketplace.drafts.models import Draft
from marketplace.matching.actions import applying
from marketplace.orders.actions import answering, finishing, offering, reviewing
from marketplace.orders.models import Order
from marketplace.work.unit import Work
from tests.builders.accounts import a_verified_brand, owner_of
from tests.builders.payouts import a_topped_up_wallet
from tests.builders.posts import GOOD_BODY, look_at

WorkAs = Callable[[Actor], AbstractContextManager[Work]]

BAD_BODY = "I have been drinking this oat latte every morning for two weeks, and it froths like the real thing."

TRUST = Actor(Side.STAFF, PersonId(new_id()), duties=frozenset({Duty.TRUST, Duty.OPERATIONS}))


@dataclass
class Deal:
    """A brand, a creator and the order between them, with the actors who act for each."""

    work_as: WorkAs
    brand: Actor
    creator: Actor
    brief_id: UUID
    application_id: UUID
    order_id: UUID
    handle: str


def a_funded_brand(work_as: WorkAs, name: str = "Acme", amount: Money | None = None) -> Actor:
    """A verified brand with money in its wallet; gives its owner as an actor."""
    brand: Brand = a_verified_brand(work_as, name)
    a_topped_up_wallet(work_as, brand, amount or Money(1_000_000, "USD"))
    return owner_of(brand).actor


def a_creator_to_book(
    work_as: WorkAs, name: str = "Maya", *, price: Money | None = None, platform: Platform = Platform.INSTAGRAM
) -> Actor:
    """A creator with a proved channel and a rate card, who may apply; gives them as an actor."""
    with work_as(VISITOR) as work:
        creator: Creator = creators.join_as_creator(
            work, email=f"{name.lower()}@creators.example", name=name, password=None, country="US", adult=True
        )
        creator_id = CreatorId(creator.id)
    actor = Actor(Side.CREATOR, _person_of(work_as, creator_id), creator_id=creator_id)
    with work_as(actor) as work:
        creators.save_profile(
            work,
            creators.ProfileText(
                name=name, bio="Coffee, cakes and slow mornings.", country="US", city="Dallas",
                languages=("en",), niches=("food",), available_from=None,
            ),
        )  # fmt: skip
        channel = creators.add_channel(work, platform=platform, handle=f"{name.lower()}.makes")
        channel_id = channel.id
        creators.set_rate(work, platform=platform, format=Format.PHOTO, price=price or Money(30_000, "USD"))
    with work_as(SYSTEM) as work:
        creators.verify_channel(work, channel_id, by=VerifiedBy.BIO_CODE, followers=4200)
    return actor


def an_open_brief(work_as: WorkAs, brand: Actor, **says: Any) -> Brief:
    """A brief that went through review and was funded, and takes applications."""
    with work_as(brand) as work:
        brief = briefs.draft_brief(work, **(brief_words(work) | says))
        brief_id = brief.id
        briefs.submit_brief(work, brief_id)
    with work_as(TRUST) as work:
        briefs.approve_brief(work, brief_id)
    with work_as(brand) as work:
        return briefs.fund_brief(work, brief_id)


def brief_words(work: Work) -> dict[str, Any]:
    """What a brief says when a test does not care."""
    return {
        "title": "Oat latte at home",
        "goal": Goal.SEEDING,
        "story": "Show how our oat drink froths at home, in your own kitchen and your own words.",
        "product_name": "Nordlys oat drink",
        "product_url": None,
        "product_category": "food",
        "product_terms": ProductTerms.NONE,
        "audience_countries": ["US"],
        "languages": ["en"],
        "niches": ["food"],
        "keywords": ["oat latte"],
        "must_say": [],
        "must_never_say": [],
        "platform": Platform.INSTAGRAM,
        "format": Format.PHOTO,
        "slots": 2,
        "followers_min": None,
        "followers_max": None,
        "currency": "USD",
        "budget_minor": 100_000,
        "price_min_minor": 10_000,
        "price_max_minor": 50_000,
        "rights": {},
        "retention_days": 30,
        "review_rounds": 3,
        "outline_wanted": False,
        "days_of_use": 0,
        "apply_by": work.now + timedelta(days=7),
        "publish_from": work.now.date(),
        "publish_until": (work.now + timedelta(days=30)).date(),
        "clock_hours": {},
    }


def an_offer(work_as: WorkAs, *, price: Money | None = None, **says: Any) -> Deal:
    """An offer that a creator has not answered yet."""
    brand = a_funded_brand(work_as)
    brief_id = an_open_brief(work_as, brand, **says).id
    return an_offer_under(work_as, brand, brief_id, price=price)


def an_offer_under(
    work_as: WorkAs, brand: Actor, brief_id: UUID, name: str = "Maya", *, price: Money | None = None
) -> Deal:
    """An offer to one more creator under a brief."""
    return _offered(work_as, brand, a_creator_to_book(work_as, name), brief_id, f"{name.lower()}.makes", price)


def another_order(deal: Deal) -> Deal:
    """One more order of the same brand with the same creator, under a brief of its own, approved by the brand."""
    other = another_accepted_order(deal)
    hand_in(other, GOOD_BODY)
    with deal.work_as(SYSTEM) as work:
        reviewing.pass_check(work, other.order_id)
    with deal.work_as(deal.brand) as work:
        reviewing.approve_draft(work, other.order_id)
    return other


def another_accepted_order(deal: Deal) -> Deal:
    """One more order of the same brand with the same creator, under a brief of its own, accepted."""
    brief_id = an_open_brief(deal.work_as, deal.brand).id
    other = _offered(deal.work_as, deal.brand, deal.creator, brief_id, deal.handle)
    accept(other)
    return other


def _offered(
    work_as: WorkAs, brand: Actor, creator: Actor, brief_id: UUID, handle: str, price: Money | None = None
) -> Deal:
    asked = price or Money(30_000, "USD")
    with work_as(creator) as work:
        application_id = applying.apply_to_brief(work, brief_id, price=asked, note="I make this every day.").id
    with work_as(brand) as work:
        applying.shortlist_application(work, application_id)
    with work_as(brand) as work:
        order_id = offering.offer_order(work, application_id, price=asked).id
    return Deal(work_as, brand, creator, brief_id, application_id, order_id, handle)


def an_accepted_order(work_as: WorkAs, **says: Any) -> Deal:
    """An order that the creator accepted."""
    deal = an_offer(work_as, **says)
    accept(deal)
    return deal


def a_draft_in_review(work_as: WorkAs, **says: Any) -> Deal:
    """An order whose draft passed the check and waits for the brand."""
    deal = an_accepted_order(work_as, **says)
    hand_in(deal, GOOD_BODY)
    with work_as(SYSTEM) as work:
        reviewing.pass_check(work, deal.order_id)
    return deal


def an_approved_order(work_as: WorkAs, **says: Any) -> Deal:
    """An order whose draft the brand approved."""
    deal = a_draft_in_review(work_as, **says)
    with work_as(deal.brand) as work:
        reviewing.approve_draft(work, deal.order_id)
    return deal


def an_order_to_confirm(work_as: WorkAs, **says: Any) -> Deal:
    """An order whose post is live and checked, and waits for the brand's confirmation."""
    deal = an_approved_order(work_as, **says)
    publish(deal)
    return deal


def a_settled_order(work_as: WorkAs, **says: Any) -> Deal:
    """An order that the brand confirmed: the creator has earned the fee."""
    deal = an_order_to_confirm(work_as, **says)
    with work_as(deal.brand) as work:
        finishing.confirm_work(work, deal.order_id)
    return deal


def accept(deal: Deal) -> None:
    """The creator accepts what they were offered."""
    with deal.work_as(deal.creator) as work:
        terms_hash = order_of(work, deal).terms_hash
        answering.accept_order(work, deal.order_id, terms_hash=terms_hash)


def hand_in(deal: Deal, body: str, *, native_label: bool = False) -> Draft:
    """The creator hands in a version."""
    with deal.work_as(deal.creator) as work:
        return drafting.submit_draft(
            work, deal.order_id, title="", body=body, hashtags=["oatlatte"], native_label=native_label
        )


def publish(deal: Deal) -> None:
    """The creator publishes, and the live check finds everything there."""
    address = publishing.Address("instagram", deal.handle, f"https://www.instagram.com/p/{deal.order_id}")
    with deal.work_as(deal.creator) as work:
        post_id = publishing.bind_post(work, deal.order_id, address).id
    look_at(deal, post_id)


def order_of(work: Work, deal: Deal) -> Order:
    """The order as it is now."""
    return work.session.get_one(Order, deal.order_id, populate_existing=True)


def _person_of(work_as: WorkAs, creator_id: UUID) -> PersonId:
    from marketplace.accounts.queries import person_of_creator

    with work_as(SYSTEM) as work:
        person = person_of_creator(work.session, creator_id)
        assert person is not None
        return PersonId(person.id)


def _member(brand: Actor, *roles: BrandRole) -> Actor:
    return Actor(Side.BRAND, PersonId(new_id()), brand_id=brand.brand_id, roles=frozenset(roles))


member_of = _member


def an_accepted_order_under(work_as: WorkAs, deal: Deal, name: str = "Bo") -> Deal:
    """One more accepted order under the brief of another."""
    other = an_offer_under(work_as, deal.brand, deal.brief_id, name)
    accept(other)
    return other
