"""Which side of a brief an actor is on, and what they may see of it."""

from __future__ import annotations

from marketplace.base.actor import Actor, BrandRole, Duty, Side
from marketplace.base.errors import Forbidden
from marketplace.briefs.models import Brief
from marketplace.briefs.states import PUBLIC


def may_see(actor: Actor, brief: Brief) -> bool:
    """The brand itself, staff and the system always; creators once it is public."""
    if actor.side in {Side.STAFF, Side.SYSTEM}:
        return True
    if actor.side is Side.BRAND:
        return actor.brand_id == brief.brand_id
    return actor.side is Side.CREATOR and brief.state in PUBLIC


def require_manager(actor: Actor) -> None:
    """Raises Forbidden unless the actor runs campaigns for their brand."""
    if not actor.may(BrandRole.MANAGER):
        raise Forbidden()


def require_purse(actor: Actor) -> None:
    """Raises Forbidden unless the actor may commit the brand's money."""
    if not actor.may(BrandRole.MANAGER, BrandRole.FINANCE):
        raise Forbidden()


def may_review(actor: Actor) -> bool:
    """Whether a member of staff decides about briefs."""
    return actor.on_duty(Duty.TRUST) or actor.on_duty(Duty.OPERATIONS)


def require_review_duty(actor: Actor) -> None:
    """Raises Forbidden unless the actor decides about briefs."""
    if not may_review(actor):
        raise Forbidden()
