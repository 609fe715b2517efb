"""Who may see and do what with a brand's money."""

from uuid import UUID

from marketplace.base.actor import Actor, Duty, Side


def may_see_wallet(actor: Actor, brand_id: UUID) -> bool:
    """The brand's members, finance staff and the system."""
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE) or actor.brand_id == brand_id
