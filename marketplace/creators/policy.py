"""Who may see and change a creator."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.actor import Actor, Side
from marketplace.creators.models import Creator
from marketplace.creators.states import CreatorState


def is_own(actor: Actor, creator_id: UUID) -> bool:
    """Whether the actor is this creator, or the system for them."""
    return actor.side is Side.SYSTEM or (actor.side is Side.CREATOR and actor.creator_id == creator_id)


def may_see(actor: Actor, creator: Creator) -> bool:
    """The creator, staff and the system always; brands once the profile was complete. Other creators never."""
    if actor.side is Side.STAFF or is_own(actor, creator.id):
        return True
    return actor.side is Side.BRAND and creator.state is not CreatorState.JOINED
