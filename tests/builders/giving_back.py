"""What comes of a settled price that goes back, as the actions make it."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.models import Brand, Person
from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.payouts.actions import propose_write_off
from marketplace.payouts.models import Earning, GiveBack, WriteOff
from tests.builders.payouts import WorkAs, a_give_back, a_proposed_give_back, an_earning

TYPED = {GiveBack: ("note",), WriteOff: ("note",)}
"""What people type about it."""


def a_half_that_went_back(
    work_as: WorkAs, brand: Brand, creator: Creator, maker: Person, signer: Person
) -> dict[str, UUID]:
    """Half of what somebody was paid goes back, a part of it is netted, and two more things wait for a signature."""
    with work_as(SYSTEM) as work:
        earning = work.session.scalars(sa.select(Earning).where(Earning.creator_id == creator.id)).one()
        half, quarter = (Money(earning.gross_minor // part, earning.currency) for part in (2, 4))
    done = a_give_back(work_as, maker, signer, brand, earning, half)
    an_earning(work_as, brand, creator, Money(3_000, "USD"))
    proposed = a_proposed_give_back(work_as, maker, brand, earning, quarter)
    with work_as(maker.actor) as work:
        propose_write_off(work, creator.id, "USD", note="She says that she has stopped.")
    return {"give_back": done.id, "proposed_give_back": proposed.id}
