"""Who may see and do what with money."""

from uuid import UUID

from marketplace.base.actor import Actor, Duty, Side


def may_see_creator_money(actor: Actor, creator_id: UUID) -> bool:
    """The creator, finance staff and the system."""
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE) or actor.creator_id == creator_id
