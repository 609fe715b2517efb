"""One order's money, told as often as somebody insists: held, settled, called off, given back."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.money import Money
from marketplace.payouts import actions as payouts
from marketplace.payouts.fees import brand_fee_on, creator_fee_on
from marketplace.payouts.models import Earning
from marketplace.wallets import actions as wallets
from marketplace.work.unit import unit_of_work

KILL_FEE_BP = 5_000


@dataclass(frozen=True)
class Booking:
    """An order of a brief of its own; what it is for is of no interest here."""

    brand_id: UUID
    creator_id: CreatorId
    price: Money
    title: str
    brief_id: BriefId = field(default_factory=lambda: BriefId(new_id()))
    order_id: OrderId = field(default_factory=lambda: OrderId(new_id()))

    def hold(self) -> None:
        """The budget is set aside and price and fee are held."""
        held = self.price + brand_fee_on(self.price)
        with unit_of_work(SYSTEM) as work:
            wallets.fund_brief(work, brief_id=self.brief_id, brand_id=BrandId(self.brand_id), amount=held)
            wallets.hold_order(work, order_id=self.order_id, brief_id=self.brief_id, amount=held)

    def settle(self) -> None:
        """The work was accepted."""
        with unit_of_work(SYSTEM) as work:
            payouts.settle(
                work,
                source=("order", self.order_id),
                creator_id=self.creator_id,
                price=self.price,
                brand_fee=brand_fee_on(self.price),
                creator_fee=creator_fee_on(self.price),
                title=self.title,
            )

    def call_off(self) -> None:
        """The order is cancelled with a kill fee."""
        kill_fee = self.price.share(KILL_FEE_BP)
        with unit_of_work(SYSTEM) as work:
            payouts.cancel_with_kill_fee(
                work,
                order_id=self.order_id,
                brief_id=self.brief_id,
                creator_id=self.creator_id,
                kill_fee=kill_fee,
                creator_fee=creator_fee_on(kill_fee),
                title=self.title,
            )

    def give_back(self) -> None:
        """The order never came about."""
        with unit_of_work(SYSTEM) as work:
            wallets.return_order_hold(
                work, order_id=self.order_id, brief_id=self.brief_id, currency=self.price.currency
            )

    def earned(self) -> int:
        """What the creator has earned by it, in minor units."""
        with unit_of_work(SYSTEM) as work:
            kept = sa.select(sa.func.sum(Earning.net_minor)).where(Earning.source_id == self.order_id)
            return int(work.session.scalar(kept) or 0)
