"""The steps that several verbs share: moving by the actor's side, and giving held money back."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM, Side
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId
from marketplace.base.money import Money
from marketplace.briefs import actions as briefs
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import BriefState
from marketplace.matching.actions import applying
from marketplace.orders.events import OrderCancelled
from marketplace.orders.models import Order
from marketplace.orders.policy import side_of
from marketplace.orders.queries import orders_of_brief
from marketplace.orders.states import UNPAID_STATES
from marketplace.orders.terms import kill_fee
from marketplace.payouts import actions as payouts
from marketplace.payouts.fees import creator_fee_on
from marketplace.wallets import actions as wallets
from marketplace.work.unit import Work

_OVER = frozenset({BriefState.WRAPPING, BriefState.ARCHIVED, BriefState.CANCELLED})


def move(work: Work, order: Order, verb: str, *, by: Side | None = None, why: str = "") -> None:
    """Takes one step as the side the actor stands on."""
    order.move(verb, by=by or side_of(work.actor, order), at=work.now, person_id=work.actor.person_id, why=why)


def returned_to_brief(work: Work, order: Order, follow: str) -> None:
    """Gives the brief back what is held for an order before any work was done."""
    wallets.return_order_hold(
        work, order_id=OrderId(order.id), brief_id=BriefId(order.brief_id), currency=order.currency
    )
    if order.application_id:
        applying.follow_order(work, order.application_id, follow)
    settle_brief(work, order)


def cancelled(work: Work, order: Order, verb: str, *, stage: str | None) -> None:
    """Ends an order: the kill fee of the stage to the creator, the rest to the brief."""
    fee = kill_fee(order.price, stage) if stage else Money.zero(order.currency)
    if fee:
        payouts.cancel_with_kill_fee(
            work,
            order_id=OrderId(order.id),
            brief_id=BriefId(order.brief_id),
            creator_id=CreatorId(order.creator_id),
            kill_fee=fee,
            creator_fee=creator_fee_on(fee),
            title=str(order.terms["brief"]["title"]),
        )
        settle_brief(work, order)
    else:
        returned_to_brief(work, order, "cancel")
    work.announce(
        OrderCancelled(
            order_id=OrderId(order.id),
            brand_id=BrandId(order.brand_id),
            creator_id=CreatorId(order.creator_id),
            verb=verb,
        )
    )


def settle_brief(work: Work, order: Order) -> None:
    """After the last unpaid order of a brief: wraps it up, and gives the wallet what the brief still holds."""
    work.session.flush()
    brief = brief_seen_by(work.session, SYSTEM, order.brief_id, lock=True)
    if brief.state in _OVER:
        wallets.release_brief(
            work, brief_id=BriefId(brief.id), brand_id=BrandId(brief.brand_id), currency=brief.currency
        )
    elif brief.state is BriefState.RUNNING and not orders_of_brief(work.session, brief.id, states=UNPAID_STATES):
        briefs.wrap_brief(work, brief)
