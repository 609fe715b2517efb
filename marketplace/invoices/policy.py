"""Who may see and do what with invoices."""

from uuid import UUID

from marketplace.base.actor import Actor, Duty, Side
from marketplace.invoices.states import Party


def may_see_invoice(actor: Actor, party: Party, party_id: UUID) -> bool:
    """The brand's members or the creator it is for, finance staff and the system."""
    own = actor.brand_id if party is Party.BRAND else actor.creator_id
    return actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE) or own == party_id
