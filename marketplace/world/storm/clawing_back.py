"""Settled prices go back in a storm, before, while and after they are paid out; what is owed by it is netted later."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same weather
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.queueing import smallest_payout
from marketplace.payouts.models import Earning, GiveBack
from marketplace.payouts.states import GiveBackReason, SignedState
from marketplace.work.unit import unit_of_work
from marketplace.world.storm.booking import Booking
from marketplace.world.storm.giving_back import Insist
from marketplace.world.storm.people import People
from marketplace.world.storm.weather import Weather

NOTE = "The post was gone when we looked."


@dataclass(frozen=True)
class ClawingBack:
    """What of one seed's settled prices goes back to the brand."""

    chance: random.Random
    weather: Weather
    people: People
    insist: Insist
    booked: list[Booking] = field(default_factory=list)

    @property
    def incidents(self) -> list[Callable[[], None]]:
        """What may happen, each at most once."""
        return [self._part, self._part, self._part, self._whole, self._change_of_mind]

    def sign_what_waits(self) -> None:
        """Somebody signs what others have proposed, twice, as people do who see no answer."""
        for give_back_id in self._waiting():
            for _ in range(2):
                self.insist(partial(self._sign, give_back_id))

    def kept(self, creator_id: UUID, earned: Money) -> int:
        """What a creator should have, in minor units, of what they have earned.

        What went back is not theirs; what of it they still owe, they have; too little for a payout waits.
        """
        currency = earned.currency
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            back = work.session.scalar(
                sa.select(sa.func.sum(GiveBack.price_minor - GiveBack.creator_fee_minor))
                .join(Earning, Earning.id == GiveBack.earning_id)
                .where(Earning.creator_id == creator_id, GiveBack.state == SignedState.DONE)
            )
            owed = balance(work.session, chart.owed_by_creator(creator_id), currency).minor
            waits = balance(work.session, chart.creator_available(creator_id), currency)
        small = waits.minor if waits < smallest_payout(currency) else 0
        return earned.minor - int(back or 0) + owed - small

    def _part(self) -> None:
        for booking in self._one_booked():
            minor = self.chance.randint(1, booking.price.minor)
            self._give(booking, Money(minor, booking.price.currency))

    def _whole(self) -> None:
        for booking in self._one_booked():
            self._give(booking, booking.price)

    def _change_of_mind(self) -> None:
        for booking in self._one_booked():
            self.insist(partial(self._propose, booking, booking.price))
            for give_back_id in self._waiting():
                self.insist(partial(self._drop, give_back_id))

    def _give(self, booking: Booking, price: Money) -> None:
        self.insist(partial(self._propose, booking, price))
        if self.chance.random() < 0.7:  # else it waits for the signature until the storm is over
            self.sign_what_waits()

    def _one_booked(self) -> list[Booking]:
        return [self.chance.choice(self.booked)] if self.booked else []

    def _waiting(self) -> list[UUID]:
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            rows = sa.select(GiveBack.id).where(GiveBack.state == SignedState.PROPOSED).order_by(GiveBack.id)
            return list(work.session.scalars(rows))

    def _propose(self, booking: Booking, price: Money) -> None:
        with unit_of_work(self.people.maker) as work:
            payouts.propose_give_back(
                work,
                order_id=booking.order_id,
                brief_id=booking.brief_id,
                brand_id=BrandId(booking.brand_id),
                price=price,
                reason=GiveBackReason.POST_REMOVED,
                note=NOTE,
            )

    def _sign(self, give_back_id: UUID) -> None:
        with unit_of_work(self.people.signer) as work:
            payouts.sign_give_back(work, give_back_id)

    def _drop(self, give_back_id: UUID) -> None:
        with unit_of_work(self.people.maker) as work:
            payouts.drop_give_back(work, give_back_id)
