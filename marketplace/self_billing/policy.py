"""Who may see and do what with self-billing."""

from uuid import UUID

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound


def may_see_self_bill(actor: Actor, creator_id: UUID, brand_id: UUID) -> bool:
    """The creator in whose name it is, members of the brand it is for, finance staff and the system."""
    own = actor.creator_id == creator_id or (actor.brand_id is not None and actor.brand_id == brand_id)
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE) or own


def must_be_creator(actor: Actor) -> UUID:
    """The creator who asks. Raises NotFound for everybody else."""
    if actor.creator_id is None:
        raise NotFound()
    return actor.creator_id
