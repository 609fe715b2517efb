"""Who may see and do what with our own money."""

from marketplace.base.actor import Actor, Duty, Side


def may_see_withdrawals(actor: Actor) -> bool:
    """Finance staff and the system."""
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)
