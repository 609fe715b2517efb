"""What staff have stopped, each with its reason."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.models import Brand, Person
from marketplace.creators.models import Creator
from marketplace.payouts.actions import hold_earning, hold_payout
from marketplace.payouts.models import Payout
from marketplace.payouts.states import HoldReason
from tests.builders.payouts import WorkAs, an_earning, usd


def holds_on_show(work_as: WorkAs, staff: Person, blocked: Payout, brand: Brand, creator: Creator) -> dict[str, UUID]:
    """A hold on a payout, and one on an earning in no payout; the earning's id."""
    doubted = an_earning(work_as, brand, creator, usd(100_00)).id
    with work_as(staff.actor) as work:
        hold_payout(work, blocked.id, reason=HoldReason.IDENTITY, note="The name at Stripe is another one.")
        hold_earning(work, doubted, reason=HoldReason.DISCLOSURE, note="The post has no ad label.")
    return {"held_earning": doubted}
