"""Who may see and do what with brands; and the duties that several packages ask for."""

from uuid import UUID

from marketplace.base.actor import Actor, BrandRole, Duty, Side
from marketplace.base.errors import Forbidden


def may_see_brand(actor: Actor, brand_id: UUID) -> bool:
    """Its own members, the staff who verify brands, and the system see a brand's file."""
    return actor.side is Side.SYSTEM or may_verify_brands(actor) or actor.brand_id == brand_id


def may_verify_brands(actor: Actor) -> bool:
    """Staff of operations and of trust."""
    return actor.on_duty(Duty.TRUST) or actor.on_duty(Duty.OPERATIONS)


def must_own_brand(actor: Actor) -> None:
    """Raises Forbidden for everybody but the brand's owners."""
    if not actor.may(BrandRole.OWNER):
        raise Forbidden()


def must_verify_brands(actor: Actor) -> None:
    """Raises Forbidden for everybody but the staff who verify brands."""
    if not may_verify_brands(actor):
        raise Forbidden()


def must_hold_the_purse(actor: Actor) -> None:
    """Raises Forbidden for everybody but the brand's owners and its finance people."""
    if not actor.may(BrandRole.FINANCE):
        raise Forbidden()


def must_be_finance(actor: Actor) -> None:
    """Raises Forbidden for everybody but staff with the finance duty."""
    if not actor.on_duty(Duty.FINANCE):
        raise Forbidden()
