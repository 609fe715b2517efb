"""Who may see and do what with our own money."""

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import Forbidden


def may_see_withdrawals(actor: Actor) -> bool:
    """Finance staff and the system."""
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)


def must_be_finance(actor: Actor) -> None:
    """Raises Forbidden for everybody but staff with the finance duty."""
    if not actor.on_duty(Duty.FINANCE):
        raise Forbidden()
