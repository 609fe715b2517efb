"""Which side of an application an actor is on."""

from __future__ import annotations

from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.matching.models import Application


def side_of(actor: Actor, application: Application) -> Side:
    """The side the actor stands on. Raises NotFound for somebody who is on none."""
    if actor.side is Side.BRAND and actor.brand_id == application.brief.brand_id:
        return Side.BRAND
    if actor.side is Side.CREATOR and actor.creator_id == application.creator_id:
        return Side.CREATOR
    if actor.side in {Side.STAFF, Side.SYSTEM} and actor.side is not None:
        return actor.side
    raise NotFound()
