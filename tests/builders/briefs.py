"""Briefs as the actions make them: written, reviewed, funded, open.

`with work_as(actor) as work` is the fixture `work_as`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts.models import Brand
from marketplace.accounts.queries import brand as brand_with_id
from marketplace.base.actor import SYSTEM, Actor, BrandRole, Duty, Side
from marketplace.base.ids import PersonId, new_id
from marketplace.base.money import Money
from marketplace.briefs import actions as briefs
from marketplace.briefs.models import Brief
from marketplace.briefs.states import Goal, ProductTerms
from marketplace.creators.states import Format, Platform
from marketplace.wallets.queries import wallet_of
from marketplace.work.unit import Work
from tests.builders.payouts import a_topped_up_wallet

WorkAs = Callable[[Actor], AbstractContextManager[Work]]

INES = Actor(Side.STAFF, PersonId(new_id()), duties=frozenset({Duty.TRUST, Duty.OPERATIONS}))


def a_draft_brief(work_as: WorkAs, brand: Actor, **says: Any) -> Brief:
    """A brief the brand has begun; what a test does not care about says something usual."""
    with work_as(brand) as work:
        return briefs.draft_brief(work, **(what_a_brief_says(work.now) | says))


def a_brief_in_review(work_as: WorkAs, brand: Actor, **says: Any) -> Brief:
    """A brief that waits for staff."""
    brief_id = a_draft_brief(work_as, brand, **says).id
    with work_as(brand) as work:
        return briefs.submit_brief(work, brief_id)


def a_returned_brief(work_as: WorkAs, brand: Actor, *, reason: str = "Name the roast you mean.", **says: Any) -> Brief:
    """A brief that staff want changed."""
    brief_id = a_brief_in_review(work_as, brand, **says).id
    with work_as(INES) as work:
        return briefs.ask_for_changes(work, brief_id, reason=reason)


def an_approved_brief(work_as: WorkAs, brand: Actor, **says: Any) -> Brief:
    """A brief that staff let pass and that is not funded yet."""
    brief_id = a_brief_in_review(work_as, brand, **says).id
    with work_as(INES) as work:
        return briefs.approve_brief(work, brief_id)


def an_open_brief(work_as: WorkAs, brand: Actor, **says: Any) -> Brief:
    """A brief that creators can apply to, funded from a wallet that was topped up with just enough."""
    brief = an_approved_brief(work_as, brand, **says)
    brief_id, budget = brief.id, brief.budget
    a_wallet_holding(work_as, brand, budget)
    with work_as(brand) as work:
        return briefs.fund_brief(work, brief_id)


def a_wallet_holding(work_as: WorkAs, brand: Actor, amount: Money) -> None:
    """Tops the brand's wallet up until it holds at least an amount."""
    with work_as(SYSTEM) as work:
        found: Brand = brand_with_id(work.session, brand.brand_id)
        held = wallet_of(work.session, brand.brand_id).get(amount.currency, Money.zero(amount.currency))
    if held < amount:
        a_topped_up_wallet(work_as, found, amount - held)


def a_colleague(brand: Actor, *roles: BrandRole) -> Actor:
    """Another member of the same brand, with other roles."""
    return Actor(Side.BRAND, PersonId(new_id()), brand_id=brand.brand_id, roles=frozenset(roles))


def what_a_brief_says(now: datetime) -> dict[str, Any]:
    """The columns of a usual brief."""
    return {
        "title": "Oat latte at home",
        "goal": Goal.SEEDING,
        "story": "Show how our oat drink froths in your own kitchen, and say it in your own words.",
        "product_name": "Acme oat drink",
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
        "retention_days": 90,
        "review_rounds": 3,
        "outline_wanted": False,
        "days_of_use": 0,
        "apply_by": now + timedelta(days=7),
        "publish_from": (now + timedelta(days=8)).date(),
        "publish_until": (now + timedelta(days=30)).date(),
    }


def a_typed_brief(**changes: Any) -> dict[str, Any]:
    """What a browser sends from the brief form, with changes."""
    typed: dict[str, Any] = {
        "title": "Oat latte at home",
        "goal": "seeding",
        "story": "Show how our oat drink froths in your own kitchen, and say it in your own words.",
        "product_name": "Acme oat drink",
        "product_category": "food",
        "product_url": "https://acme.example.com/oat",
        "product_terms": "given",
        "audience_countries": ["US"],
        "languages": ["en"],
        "platform": "instagram",
        "format": "photo",
        "niches": ["food", "home"],
        "slots": "3",
        "followers_min": "1000",
        "followers_max": "20000",
        "currency": "USD",
        "budget": "1,000.00",
        "price_min": "100",
        "price_max": "250.50",
        "must_say": "Froths like milk\n\n  Made in Dallas ",
        "must_never_say": "healthy",
        "keywords": "oat latte\noat latte\nbarista",
        "apply_by": "2026-12-08T18:00",
        "publish_from": "2026-12-10",
        "publish_until": "2027-01-10",
        "retention_days": "90",
        "days_of_use": "7",
        "review_rounds": "2",
        "outline_wanted": "y",
        "rights_channels": ["social", "ads"],
        "rights_territory": "audience",
        "rights_days": "120",
        "rights_editing": "y",
    }
    return typed | changes


def briefs_on_show(work_as: WorkAs, brand: Actor) -> dict[str, Any]:
    """A brief in every state that a page shows; gives what pages name."""
    return {
        "draft_brief": a_draft_brief(work_as, brand).id,
        "waiting_brief": a_brief_in_review(work_as, brand, product_terms=ProductTerms.GIVEN).id,
        "returned_brief": a_returned_brief(work_as, brand).id,
        "approved_brief": an_approved_brief(work_as, brand).id,
        "open_brief": an_open_brief(work_as, brand, title="Barista cups").id,
    }
