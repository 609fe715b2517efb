"""Who may see and do what with invoices."""

from uuid import UUID

from marketplace.base.actor import Actor, BrandRole, Duty, Side
from marketplace.base.errors import Forbidden
from marketplace.invoices.states import Party


def may_see_invoice(actor: Actor, party: Party, party_id: UUID) -> bool:
    """The brand's members or the creator it is for, finance staff and the system."""
    own = actor.brand_id if party is Party.BRAND else actor.creator_id
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE) or own == party_id


def must_hold_the_purse(actor: Actor) -> None:
    """Raises Forbidden for everybody but the brand's owners and its finance people."""
    if not actor.may(BrandRole.FINANCE):
        raise Forbidden()
