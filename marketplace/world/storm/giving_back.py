"""Refunds and chargebacks in a storm: a brand wants money back, its bank takes some, and either may come too late."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same weather
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.wallets import actions as wallets
from marketplace.wallets.models import Chargeback, Refund, TopUp
from marketplace.wallets.queries import spendable_of, wallet_of
from marketplace.wallets.states import REFUND_UNDER_WAY, UNDECIDED, RefundState, TopUpState
from marketplace.work.unit import unit_of_work
from marketplace.world.storm.people import People
from marketplace.world.storm.processor import Processor
from marketplace.world.storm.weather import Weather

MOST_DISPUTED = 20_00
MOST_ASKED_BACK = 60_00

Insist = Callable[[Callable[[], None]], None]


@dataclass(frozen=True)
class GivingBack:
    """What befalls the money of a brand in one seed, beside what it pays for."""

    chance: random.Random
    weather: Weather
    processor: Processor
    people: People
    insist: Insist
    currency: str

    @property
    def incidents(self) -> list[Callable[[], None]]:
        """What may happen, each at most once."""
        return [self._ask_back, self._ask_back, self._call_off, self._bounce, self._dispute]

    def decide_disputes(self) -> None:
        """Banks decide what they have taken."""
        for dispute_id in self.processor.open_disputes():
            self.processor.decide(dispute_id, won=self.chance.random() < 0.5)

    def unrest(self) -> list[str]:
        """Refunds that have not come to rest, and chargebacks nobody has heard the end of."""
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            refunds = work.session.scalars(
                sa.select(Refund.state).where(
                    Refund.brand_id == self.people.brand_id, Refund.state.in_(REFUND_UNDER_WAY)
                )
            ).all()
            undecided = work.session.scalars(sa.select(Chargeback.id).where(Chargeback.state.in_(UNDECIDED))).all()
            heard = set(work.session.scalars(sa.select(Chargeback.dispute_id)))
        unheard = self.processor.disputes() - heard
        found = [f"refund {state}" for state in refunds] + [f"chargeback {one}" for one in undecided]
        return found + [f"dispute {one}, unheard of" for one in sorted(unheard)]

    def account_for(self) -> Iterator[tuple[UUID, int, int]]:
        """For each refund: what should have gone back, and what went, in minor units."""
        gone = self.processor.given_back()
        with unit_of_work(SYSTEM) as work:
            for refund in work.session.scalars(sa.select(Refund).where(Refund.brand_id == self.people.brand_id)):
                expected = refund.amount_minor if refund.state is RefundState.SENT else 0
                yield refund.id, expected, gone.get(str(refund.id), 0)

    def _ask_back(self) -> None:
        brand_id, currency = self.people.brand_id, self.currency
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            held = wallet_of(work.session, brand_id).get(currency, Money.zero(currency))
            free = spendable_of(work.session, brand_id, held).minor
        if free > 0:
            amount = Money(self.chance.randint(1, min(free, MOST_ASKED_BACK)), currency)
            self.insist(partial(self._ask, amount))

    def _ask(self, amount: Money) -> None:
        with unit_of_work(self.people.owner) as work:
            wallets.ask_for_refund(work, amount=amount)

    def _call_off(self) -> None:
        for refund_id in self._refunds_in(RefundState.QUEUED, RefundState.WAITING_FUNDS, RefundState.SENDING)[:1]:
            self.insist(partial(self._keep, refund_id))

    def _keep(self, refund_id: UUID) -> None:
        with unit_of_work(self.people.owner) as work:
            wallets.call_off_refund(work, refund_id)

    def _bounce(self) -> None:
        """The payer's bank does not take a refund that looked done."""
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            sent = work.session.scalars(
                sa.select(Refund.refund_id).where(
                    Refund.brand_id == self.people.brand_id, Refund.state == RefundState.SENT
                )
            ).all()
        if sent:
            self.processor.fail_refund(str(self.chance.choice(sorted(map(str, sent)))))

    def _dispute(self) -> None:
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            paid = work.session.scalars(
                sa.select(TopUp.payment_id).where(
                    TopUp.brand_id == self.people.brand_id,
                    TopUp.state == TopUpState.PAID,
                    ~sa.exists().where(Chargeback.top_up_id == TopUp.id),
                )
            ).all()
        if paid:
            payment = self.chance.choice(sorted(map(str, paid)))
            self.processor.dispute(payment, self.chance.randint(1, MOST_DISPUTED))

    def _refunds_in(self, *states: RefundState) -> list[UUID]:
        with self.weather.out_of_it(), unit_of_work(SYSTEM) as work:
            rows = sa.select(Refund.id).where(Refund.brand_id == self.people.brand_id, Refund.state.in_(states))
            return list(work.session.scalars(rows.order_by(Refund.asked_at)))
