"""Who may see and do what with a brand's money."""

from uuid import UUID

from marketplace.base.actor import Actor, BrandRole, Duty, Side
from marketplace.base.errors import Forbidden


def may_see_wallet(actor: Actor, brand_id: UUID) -> bool:
    """The brand's members, finance staff and the system."""
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE) or actor.brand_id == brand_id


def must_answer_banks(actor: Actor) -> None:
    """Raises Forbidden for everybody but finance staff."""
    if not actor.on_duty(Duty.FINANCE):
        raise Forbidden()


def must_hold_the_purse(actor: Actor) -> None:
    """Raises Forbidden for everybody but the brand's owners and its finance people."""
    if not actor.may(BrandRole.FINANCE):
        raise Forbidden()
