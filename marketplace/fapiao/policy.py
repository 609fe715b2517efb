"""Who may see and do what with 发票."""

from uuid import UUID

from marketplace.base.actor import Actor, BrandRole, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.invoices.policy import may_see_invoice
from marketplace.invoices.states import Party

may_see_fapiao = may_see_invoice
"""Whoever may see the invoices it is for."""


def buyer_of(actor: Actor) -> tuple[Party, UUID]:
    """Who asks: a brand or a creator. Raises NotFound for staff and visitors."""
    if actor.side is Side.BRAND and actor.brand_id is not None:
        return Party.BRAND, actor.brand_id
    if actor.side is Side.CREATOR and actor.creator_id is not None:
        return Party.CREATOR, actor.creator_id
    raise NotFound()


def must_speak_for_the_buyer(actor: Actor) -> tuple[Party, UUID]:
    """The buyer. Raises Forbidden for members of a brand who do not hold its purse."""
    found = buyer_of(actor)
    if found[0] is Party.BRAND and not actor.may(BrandRole.FINANCE):
        raise Forbidden()
    return found
