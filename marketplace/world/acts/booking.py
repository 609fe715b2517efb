"""From the application to the answer."""

from __future__ import annotations

from marketplace.matching.actions import applying
from marketplace.orders.actions import answering, offering
from marketplace.orders.models import Order
from marketplace.world.acts.deal import Deal

NOTES = {
    "en": "I cook with this every week and would love to show it. My readers ask about tools more than about recipes.",
    "zh": "我平时就在写这类内容，图可以多拍几组，时间按你们的来。",
}


def apply(deal: Deal) -> None:
    """The creator applies at the price of their rate card."""
    with deal.stage.work(deal.seat.actor) as work:
        brief_id, note = deal.brief_id or deal.cast.briefs[deal.brief], NOTES[deal.language]
        deal.application_id = applying.apply_to_brief(work, brief_id, price=deal.price, note=note).id


def shortlist(deal: Deal) -> None:
    """The brand likes it."""
    with deal.stage.work(deal.brand) as work:
        applying.shortlist_application(work, deal.application)


def reject(deal: Deal) -> None:
    """The brand does not."""
    with deal.stage.work(deal.brand) as work:
        applying.reject_application(work, deal.application, reason="niche")


def withdraw(deal: Deal) -> None:
    """The creator thinks again."""
    with deal.stage.work(deal.seat.actor) as work:
        applying.withdraw_application(work, deal.application)


def offer(deal: Deal) -> None:
    """The brand offers the work at the price asked."""
    with deal.stage.work(deal.brand) as work:
        deal.order_id = offering.offer_order(work, deal.application, price=deal.price).id


def extend(deal: Deal) -> None:
    """The brand gives more time to answer."""
    with deal.stage.work(deal.brand) as work:
        offering.extend_offer(work, deal.order)


def take_back(deal: Deal) -> None:
    """The brand takes the offer back."""
    with deal.stage.work(deal.brand) as work:
        offering.withdraw_offer(work, deal.order)


def accept(deal: Deal) -> None:
    """The creator takes the work on the terms they read."""
    with deal.stage.work(deal.seat.actor) as work:
        terms = work.session.get_one(Order, deal.order).terms_hash
        answering.accept_order(work, deal.order, terms_hash=terms)


def decline(deal: Deal) -> None:
    """The creator has no time."""
    with deal.stage.work(deal.seat.actor) as work:
        answering.decline_order(work, deal.order, reason="dates")
