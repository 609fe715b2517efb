"""Who may enter rates."""

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import Forbidden


def must_keep_rates(actor: Actor) -> None:
    """Raises Forbidden for everybody but finance staff and the system."""
    if not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise Forbidden()
