"""What people and machines do in one storm, and what they do once it is over."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same weather
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Refusal, Unavailable
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.queueing import smallest_payout
from marketplace.payouts.fees import brand_fee_on
from marketplace.payouts.models import Batch, Payout
from marketplace.payouts.states import BatchState, PayoutState
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, open_payment_page
from marketplace.wallets.queries import wallet_of
from marketplace.work.deliveries import run_delivery, tick
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import Delivery, DeliveryState
from marketplace.work.unit import plumbing, unit_of_work
from marketplace.world.letters import ONLY_WRITTEN, park_letters
from marketplace.world.storm.booking import Booking
from marketplace.world.storm.clawing_back import ClawingBack
from marketplace.world.storm.giving_back import GivingBack
from marketplace.world.storm.people import HOME, Payee, People, a_payee
from marketplace.world.storm.postman import Postman
from marketplace.world.storm.processor import Processor
from marketplace.world.storm.weather import Weather

CURRENCY = "USD"
ROUNDS = (2, 4)
CALM_ROUNDS = 60
STEPS = tuple(
    timedelta(seconds=seconds) for seconds in (2, 7, 60, 130, 130, 900, 4 * 3600, 13 * 3600, 27 * 3600, 27 * 3600)
)
"""From the blink of a retry, over leases that run out, to keys that have grown old or were forgotten."""

OFTEN = ("payouts.queue_payouts", "payouts.mature_earnings", "payouts.take_up_payouts", "wallets.take_up_refunds")
SELDOM = ("payouts.catch_up_with_stripe",)
RESTED = {PayoutState.SENT, PayoutState.RETURNED}


class ClockHand(Protocol):
    """The clock everything lives on."""

    now: datetime

    def advance(self, by: timedelta) -> None:
        """Lets time pass."""


class NeverCalm(RuntimeError):
    """Long after the storm, something still has not come to rest."""


class Telling:
    """One seed."""

    def __init__(
        self, app: Flask, seed: int, chance: random.Random, weather: Weather, processor: Processor, people: People,
        clock: ClockHand,
    ) -> None:  # fmt: skip
        self._seed, self._chance, self._weather = seed, chance, weather
        self._processor, self._people, self._clock = processor, people, clock
        self._postman = Postman(app, processor, weather, chance)
        self._giving_back = GivingBack(chance, weather, processor, people, self._insist, CURRENCY)
        self._clawing_back = ClawingBack(chance, weather, people, self._insist)
        self._payees: list[Payee] = []
        self._earned: dict[UUID, int] = {}
        self._incidents: list[Callable[[], None]] = []
        self._restricted: list[Payee] = []

    def set_the_scene(self) -> None:
        """In fine weather: creators come, and everybody can be paid."""
        self._payees = [
            a_payee(f"c{self._seed}-{place}-{new_id().hex[-8:]}", self._processor)
            for place in range(self._chance.choice((1, 1, 2)))
        ]
        self._earned = {payee.creator_id: 0 for payee in self._payees}
        self._incidents = [self._restrict, self._take_back, self._sign_twice, self._book_again, self._book_again]
        self._incidents += [*self._giving_back.incidents, *self._clawing_back.incidents]

    def rage(self) -> None:
        """Money comes in, work is settled or called off, payouts leave, and all of it may break at any line."""
        orders = [
            (payee, Money(self._chance.randint(500, 90_000), CURRENCY))
            for payee in self._payees * self._chance.choice((1, 2))
        ]
        self._pay_in(sum(price.minor + brand_fee_on(price).minor for _, price in orders))
        for payee, price in orders:
            self._book(payee, price)
            self._pass_time()
        for _ in range(self._chance.randint(*ROUNDS)):
            self._tick("payouts.queue_payouts")
            self._pass_time()
            self._finance()
            self._pass_time()
            while self._incidents and self._chance.random() < 0.35:
                self._incidents.pop(self._chance.randrange(len(self._incidents)))()

    def calm_down(self) -> None:
        """Everything that still waits is done, as in the days after. Raises NeverCalm."""
        with plumbing() as session:
            park_letters(session)
        for payee in self._restricted:
            self._processor.set_status(payee.account, "active")
        self._clawing_back.sign_what_waits()
        for number in range(CALM_ROUNDS):
            self._clock.advance(timedelta(hours=7))
            self._tick(*OFTEN, *(SELDOM if number % 4 == 0 else ()))
            self._mail()
            self._deliver()
            self._finance()
            self._deliver()
            self._giving_back.decide_disputes()
            if number > 1 and self._is_calm():
                return
        raise NeverCalm(f"seed {self._seed}: {self._unrest()}")

    def account_for(self) -> Iterator[tuple[UUID, int, int]]:
        """For each creator: what they earned, and what they have, in cents; then the same for each refund."""
        for payee in self._payees:
            received = self._processor.received_by(payee.account).get(CURRENCY, 0)
            earned = Money(self._earned[payee.creator_id], CURRENCY)
            yield payee.creator_id, self._clawing_back.kept(payee.creator_id, earned), received
        yield from self._giving_back.account_for()

    def _pay_in(self, minor: int) -> None:
        wanted = Money(minor + 5_00, CURRENCY)
        before = self._in_wallet()
        while self._in_wallet() < before + wanted.minor:
            self._insist(partial(self._top_up, wanted))
            for _ in range(12):
                self._pass_time()
                if self._in_wallet() >= before + wanted.minor:
                    break

    def _top_up(self, amount: Money) -> None:
        with unit_of_work(self._people.owner) as work:
            top_up_id = wallets.open_top_up(work, amount=amount).id
        address = open_payment_page(top_up_id, PageWords("Wallet", HOME, "en"))
        if self._chance.random() < 0.3:  # the double click
            open_payment_page(top_up_id, PageWords("Wallet", HOME, "en"))
        self._processor.pay(address)
        self._processor.pay(address)
        if self._chance.random() < 0.5:
            check_top_up(top_up_id)

    def _book(self, payee: Payee, price: Money) -> None:
        """An order is held and then settled or called off; what competes with that comes too late."""
        order = Booking(self._people.brand_id, payee.creator_id, price, f"Order of seed {self._seed}")
        self._insist(order.hold)
        ways = (order.settle, order.settle, order.settle, order.call_off, order.give_back)
        self._insist(self._chance.choice(ways))
        for late in (order.settle, order.give_back):
            self._insist(late)  # refused, or the same again
        with self._weather.out_of_it():
            self._earned[payee.creator_id] += order.earned()
        self._clawing_back.booked.append(order)

    def _book_again(self) -> None:
        """The brand books somebody again, with what is in its wallet by now; a debt is netted from it."""
        free = self._in_wallet()
        if free > 5_00:
            self._book(self._chance.choice(self._payees), Money(self._chance.randint(2_00, free // 2), CURRENCY))

    def _pass_time(self) -> None:
        self._clock.advance(self._chance.choice(STEPS))
        self._tick(*(name for name in OFTEN if self._chance.random() < 0.4))
        self._tick(*(name for name in SELDOM if self._chance.random() < 0.1))
        chores = [self._deliver, self._mail]
        self._chance.shuffle(chores)
        for chore in chores:
            chore()

    def _mail(self) -> None:
        self._postman.collect(self._clock.now)
        self._postman.deliver(self._clock.now)

    def _tick(self, *names: str) -> None:
        for name in names:
            due = Ticked(due_at=self._clock.now)
            self._weather.survives(partial(tick, name, due, f"storm {due.due_at.isoformat()}"))

    def _deliver(self) -> None:
        """The workers: every delivery that is due and in nobody's hands, now and then one of them twice."""
        for _ in range(4):
            waiting = self._waiting()
            if not waiting:
                return
            self._chance.shuffle(waiting)
            for delivery_id in waiting:
                for _ in range(2 if self._chance.random() < 0.15 else 1):
                    self._weather.survives(partial(run_delivery, delivery_id))

    def _waiting(self) -> list[UUID]:
        now = self._clock.now
        with self._weather.out_of_it(), plumbing() as session:
            work = Delivery.job.not_in(ONLY_WRITTEN), Delivery.state == DeliveryState.PENDING
            free = sa.or_(Delivery.running_until.is_(None), Delivery.running_until < now)
            rows = sa.select(Delivery.id).where(*work, Delivery.next_at <= now, free)
            return list(session.scalars(rows.order_by(Delivery.created_at, Delivery.id)))

    def _finance(self) -> None:
        """Two people look at the console: what is blocked is queued again, what is queued is batched and signed."""
        for payout_id in self._mine_in(PayoutState.BLOCKED):
            self._insist(partial(self._queue_again, payout_id))
        queued = self._mine_in(PayoutState.QUEUED)
        if queued:
            self._insist(partial(self._make_batch, queued))
        with self._weather.out_of_it(), unit_of_work(SYSTEM) as work:
            unsigned = list(work.session.scalars(sa.select(Batch.id).where(Batch.state == BatchState.MADE)))
        for batch_id in unsigned:
            self._insist(partial(self._sign, batch_id))

    def _mine_in(self, state: PayoutState) -> list[UUID]:
        mine = [payee.creator_id for payee in self._payees]
        with self._weather.out_of_it(), unit_of_work(SYSTEM) as work:
            query = sa.select(Payout.id).where(Payout.creator_id.in_(mine), Payout.state == state).order_by(Payout.id)
            return list(work.session.scalars(query))

    def _queue_again(self, payout_id: UUID) -> None:
        with unit_of_work(self._people.maker) as work:
            payouts.queue_again(work, payout_id)

    def _make_batch(self, payout_ids: list[UUID]) -> None:
        with unit_of_work(self._people.maker) as work:
            payouts.make_batch(work, payout_ids)

    def _sign(self, batch_id: UUID) -> None:
        with unit_of_work(self._people.signer) as work:
            payouts.sign_batch(work, batch_id)

    def _restrict(self) -> None:
        payee = self._chance.choice(self._payees)
        self._processor.set_status(payee.account, "restricted")
        self._restricted.append(payee)

    def _take_back(self) -> None:
        """Somebody reverses a transfer in the processor's dashboard."""
        mine = [payee.creator_id for payee in self._payees]
        with self._weather.out_of_it(), unit_of_work(SYSTEM) as work:
            query = sa.select(Payout.transfer_id).where(Payout.creator_id.in_(mine), Payout.state == PayoutState.SENT)
            sent = [transfer_id for transfer_id in work.session.scalars(query) if transfer_id]
        if sent:
            self._processor.reverse(self._chance.choice(sent))

    def _sign_twice(self) -> None:
        with self._weather.out_of_it(), unit_of_work(SYSTEM) as work:
            batch_ids = list(work.session.scalars(sa.select(Batch.id).order_by(Batch.made_at.desc()).limit(1)))
        for batch_id in batch_ids:
            self._insist(partial(self._sign, batch_id))
            self._insist(partial(self._sign, batch_id))

    def _insist(self, does: Callable[[], None]) -> None:
        """A person does something, and again when nothing came of it; a clear no is taken."""
        for _ in range(30):
            try:
                if self._weather.survives(does):
                    return
            except Unavailable:
                self._clock.advance(timedelta(seconds=self._chance.choice((1, 30, 300))))
            except Refusal:
                return

    def _in_wallet(self) -> int:
        with self._weather.out_of_it(), unit_of_work(SYSTEM) as work:
            held = wallet_of(work.session, self._people.brand_id).get(CURRENCY)
        return held.minor if held else 0

    def _is_calm(self) -> bool:
        return not self._unrest()

    def _unrest(self) -> list[str]:
        """What has not come to rest: payouts under way, money that should have left, deliveries that wait."""
        session = db.session()
        mine = [payee.creator_id for payee in self._payees]
        payouts_left = session.execute(sa.select(Payout.state).where(Payout.creator_id.in_(mine))).scalars()
        found = [f"payout {state}" for state in payouts_left if state not in RESTED]
        left = sa.text(
            "SELECT a.code FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id "
            "WHERE a.owner_id = ANY(:mine) AND -b.amount_minor >= :least AND a.code ~ '^creator:(pending|available):'"
        )
        least = smallest_payout(CURRENCY).minor
        found += [str(code) for code in session.execute(left, {"mine": mine, "least": least}).scalars()]
        session.rollback()
        found += self._giving_back.unrest()
        return found + [f"delivery {delivery_id}" for delivery_id in self._waiting()]
