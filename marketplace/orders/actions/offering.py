"""Offers: a brand books a creator on frozen terms, and the money is held in the same transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marketplace.base.errors import Conflict
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import BriefState
from marketplace.creators.states import Format
from marketplace.disclosure.compile import compile_requirements
from marketplace.matching.actions import applying
from marketplace.matching.queries import application_seen_by
from marketplace.orders.actions.steps import move, returned_to_brief
from marketplace.orders.errors import AlreadyOrdered, ExtensionUsed, NoSlotsLeft, PriceOutOfRange
from marketplace.orders.events import OrderCancelled, OrderOffered
from marketplace.orders.models import Order
from marketplace.orders.policy import require_booker
from marketplace.orders.queries import order_seen_by, orders_of_brief
from marketplace.orders.states import OPEN_STATES, OrderState
from marketplace.orders.terms import hash_of, law_language
from marketplace.payouts.fees import brand_fee_on, creator_fee_on
from marketplace.wallets import actions as wallets
from marketplace.work.unit import Work

ORDERABLE = frozenset({BriefState.OPEN, BriefState.PAUSED, BriefState.CLOSED, BriefState.RUNNING})


def offer_order(work: Work, application_id: UUID, *, price: Money) -> Order:
    """The brand offers an applicant the work at a price; price and fee move from the brief's hold to the order's.

    Raises PriceOutOfRange, AlreadyOrdered, NoSlotsLeft, or BudgetTooSmall when the brief holds too little.
    """
    require_booker(work.actor)
    application = application_seen_by(work.session, work.actor, application_id, lock=True)
    brief = brief_seen_by(work.session, work.actor, application.brief_id, lock=True)
    _refuse_what_does_not_fit(work, brief, application.creator_id, price)
    order = Order(
        id=new_id(),
        brief_id=brief.id,
        brand_id=brief.brand_id,
        creator_id=application.creator_id,
        application_id=application.id,
        offered_at=work.now,
        currency=brief.currency,
        price_minor=price.minor,
        brand_fee_minor=brand_fee_on(price).minor,
        creator_fee_minor=creator_fee_on(price).minor,
        rounds_used=0,
        terms={},
        terms_hash="",
    )
    order.terms = terms_of(brief, order)
    order.terms_hash = hash_of(order.terms)
    work.session.add(order)
    order.begin(at=work.now)
    work.session.flush()
    wallets.hold_order(work, order_id=OrderId(order.id), brief_id=BriefId(brief.id), amount=order.held)
    applying.follow_order(work, application.id, "offer")
    work.announce(
        OrderOffered(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            answer_by=order.due_at or work.now,
        )
    )
    return order


def extend_offer(work: Work, order_id: UUID) -> Order:
    """The brand gives the creator as much time to answer again, once. Raises ExtensionUsed."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    require_booker(work.actor)
    if order.state is not OrderState.OFFERED or order.due_at is None:
        raise Conflict()
    if order.extended:
        raise ExtensionUsed()
    order.due_at += order.clock_end("answer_by", work.now) - work.now
    order.extended = True
    return order


def withdraw_offer(work: Work, order_id: UUID) -> Order:
    """The brand takes an offer back before it is answered; the money returns to the brief."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    require_booker(work.actor)
    move(work, order, "withdraw_offer")
    returned_to_brief(work, order, "withdraw_offer")
    work.announce(
        OrderCancelled(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            verb="withdraw_offer",
        )
    )
    return order


def terms_of(brief: Brief, order: Order) -> dict[str, Any]:
    """The snapshot that both sides sign: what is to be done, for how much, under which rights, rules and clocks."""
    paid = "paid"
    return {
        "brief": {
            "title": brief.title,
            "story": brief.story,
            "goal": brief.goal.value,
            "product_name": brief.product_name,
            "product_url": brief.product_url,
            "product_category": brief.product_category,
            "must_say": brief.must_say,
            "must_never_say": brief.must_never_say,
            "keywords": brief.keywords,
        },
        "brand": brief.brand.name,
        "platform": brief.platform.value,
        "format": brief.format.value,
        "languages": brief.languages,
        "audience_countries": brief.audience_countries,
        "relationship": paid,
        "purchase_link": brief.purchase_link,
        "disclosure": compile_requirements(
            brief.audience_countries,
            platform=brief.platform.value,
            relationship=paid,
            language=law_language(brief.languages),
            medium="photo" if brief.format is Format.PHOTO else brief.format.value,
            purchase_link=brief.purchase_link,
        ).as_json(),
        "product_terms": brief.product_terms.value,
        "days_of_use": brief.days_of_use,
        "outline_wanted": brief.outline_wanted,
        "review_rounds": brief.review_rounds,
        "publish_from": brief.publish_from.isoformat(),
        "publish_until": brief.publish_until.isoformat(),
        "retention_days": brief.retention_days,
        "rights": brief.rights,
        "clock_hours": brief.clock_hours,
        "currency": order.currency,
        "price_minor": order.price_minor,
        "brand_fee_minor": order.brand_fee_minor,
        "creator_fee_minor": order.creator_fee_minor,
    }


def _refuse_what_does_not_fit(work: Work, brief: Brief, creator_id: UUID, price: Money) -> None:
    if brief.state not in ORDERABLE:
        raise Conflict()
    if price.currency != brief.currency or not brief.price_min <= price <= brief.price_max:
        raise PriceOutOfRange(lowest=brief.price_min, highest=brief.price_max)
    live = [order for order in orders_of_brief(work.session, brief.id) if order.state in _TAKES_A_SLOT]
    if any(order.creator_id == creator_id for order in live):
        raise AlreadyOrdered()
    if len(live) >= brief.slots:
        raise NoSlotsLeft()


_TAKES_A_SLOT = OPEN_STATES | {OrderState.COMPLETED, OrderState.BREACHED}
