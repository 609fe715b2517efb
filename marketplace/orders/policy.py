"""Which side of an order an actor is on."""

from __future__ import annotations

from marketplace.base.actor import Actor, BrandRole, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.orders.models import Order


def side_of(actor: Actor, order: Order) -> Side:
    """The side the actor stands on. Raises NotFound for somebody who is on none."""
    if actor.side is Side.BRAND and actor.brand_id == order.brand_id:
        return Side.BRAND
    if actor.side is Side.CREATOR and actor.creator_id == order.creator_id:
        return Side.CREATOR
    if actor.side in {Side.STAFF, Side.SYSTEM} and actor.side is not None:
        return actor.side
    raise NotFound()


def require_reviewer(actor: Actor) -> None:
    """Raises Forbidden unless a brand member reviews work for their brand."""
    if actor.side is Side.BRAND and not actor.may(BrandRole.MANAGER, BrandRole.REVIEWER):
        raise Forbidden()


def require_booker(actor: Actor) -> None:
    """Raises Forbidden unless a brand member books creators for their brand."""
    if not actor.may(BrandRole.MANAGER):
        raise Forbidden()
