"""Ends before the end: objections, rulings, cancellations."""

from __future__ import annotations

from marketplace.base.actor import Actor
from marketplace.orders.actions import ending, finishing, preparing
from marketplace.world.acts.deal import Deal


def leave(deal: Deal) -> None:
    """Nothing was sent in time, and the creator leaves."""
    with deal.stage.work(deal.seat.actor) as work:
        preparing.leave_without_product(work, deal.order)


def object_to_it(deal: Deal) -> None:
    """The brand objects."""
    with deal.stage.work(deal.brand) as work:
        finishing.object_to_work(work, deal.order, reason="The second picture shows a carton of another brand.")


def withdraw_objection(deal: Deal) -> None:
    """The brand has looked again."""
    with deal.stage.work(deal.brand) as work:
        finishing.withdraw_objection(work, deal.order)


def rule_for_creator(deal: Deal) -> None:
    """Ines reads both sides and finds for the creator."""
    _rule(deal, "rule_for_creator", "The carton in the background is not part of the post; the brief allows it.")


def rule_for_brand(deal: Deal) -> None:
    """Ines reads both sides and finds for the brand."""
    _rule(deal, "rule_for_brand", "The brief asks for the carton to be shaken; the post says the opposite.")


def brand_asks_to_cancel(deal: Deal) -> None:
    """The brand wants to call it off."""
    _ask_to_cancel(deal, deal.brand, "Our launch has moved to spring and the post would come too early.")


def creator_asks_to_cancel(deal: Deal) -> None:
    """The creator wants to call it off."""
    _ask_to_cancel(deal, deal.seat.actor, "I have moved house and my kitchen is in boxes until next month.")


def creator_agrees(deal: Deal) -> None:
    """The creator agrees to call it off."""
    with deal.stage.work(deal.seat.actor) as work:
        ending.agree_to_cancel(work, deal.order)


def creator_goes_on(deal: Deal) -> None:
    """The creator would rather finish."""
    with deal.stage.work(deal.seat.actor) as work:
        ending.refuse_to_cancel(work, deal.order)


def brand_agrees(deal: Deal) -> None:
    """The brand agrees to call it off."""
    with deal.stage.work(deal.brand) as work:
        ending.agree_to_cancel(work, deal.order)


def brand_goes_on(deal: Deal) -> None:
    """The brand would rather have the work."""
    with deal.stage.work(deal.brand) as work:
        ending.refuse_to_cancel(work, deal.order)


def cancel_late(deal: Deal) -> None:
    """The brand has waited long enough."""
    with deal.stage.work(deal.brand) as work:
        ending.cancel_late(work, deal.order)


def _ask_to_cancel(deal: Deal, actor: Actor, reason: str) -> None:
    with deal.stage.work(actor) as work:
        ending.request_cancellation(work, deal.order, reason=reason)


def _rule(deal: Deal, verb: str, reason: str) -> None:
    with deal.stage.work(deal.cast.staff["ines"]) as work:
        ending.rule(work, deal.order, verb=verb, reason=reason)
