"""Papers of people in every shape a page can show, and the words that people typed on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marketplace.accounts.models import Brand, Person
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.policy import buyer_of
from marketplace.fapiao.queries import can_be_asked_for
from tests.builders.accounts import owner_of
from tests.builders.fapiao import SPECIAL, a_wish, an_issued_fapiao
from tests.builders.payouts import WorkAs, an_earning, an_invoice, person_behind

TYPED: dict[Any, tuple[str, ...]] = {Fapiao: ("title", "tax_number", "address", "bank", "email", "reason")}
"""Where the words stand that no catalogue can know."""


def papers_on_show(
    work_as: WorkAs, brand: Brand, creators: tuple[Creator, Creator], cashier: Person
) -> dict[str, UUID]:
    """The brand has its 发票, a creator's waits, another creator has not asked yet; their ids."""
    for creator in creators:
        an_earning(work_as, brand, creator, Money(1_000_00, "CNY"))
    invoice = an_invoice(work_as)
    waiting, quiet = (person_behind(work_as, creator) for creator in creators)
    asked = a_wish(work_as, waiting, SPECIAL).id
    issued = a_wish(work_as, owner_of(brand)).id
    an_issued_fapiao(work_as, issued, cashier)
    with work_as(quiet.actor) as work:
        free = can_be_asked_for(work.session, *buyer_of(quiet.actor))
    return {"invoice": invoice, "asked_fapiao": asked, "issued_fapiao": issued, "free_invoice": free[0].id}
