"""Payouts that leave a running Meadow, the moments at which something can be killed, and the account afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.gateways.current import other_settings
from marketplace.local.stack import Stack
from marketplace.payouts import actions as payouts
from marketplace.payouts.models import Attempt, Payout
from marketplace.payouts.states import PayoutState
from marketplace.work.unit import unit_of_work
from marketplace.world.storm.booking import Booking
from marketplace.world.storm.people import Payee, a_payee
from marketplace.world.storm.processor import Processor
from tests.builders.accounts import a_staff_member
from tests.journeys.work_under_way import a_brand_that_paid

CURRENCY = "USD"


@dataclass
class Payroll:
    """Creators who are to be paid by one batch, which one person has made and nobody has signed yet."""

    stack: Stack
    processor: Processor
    signer: Actor
    payees: list[Payee]
    batch_id: UUID
    owed: Mapping[UUID, int]
    """What each creator is to have in the end, in cents."""

    def sign(self) -> None:
        """The second person lets the batch go."""
        with unit_of_work(self.signer) as work:
            payouts.sign_batch(work, self.batch_id)

    def sent(self) -> int:
        """How many payouts our books call sent."""
        return self._count(Payout.state == PayoutState.SENT)

    def under_way(self) -> bool:
        """Whether an attempt is kept of which nobody knows yet what became of it."""
        rows = sa.select(sa.exists().where(Attempt.payout_id.in_(self._ids()), Attempt.outcome.is_(None)))
        return bool(self._ask(lambda: db.session.scalar(rows)))

    def looked_up(self) -> bool:
        """Whether somebody is asking what became of an attempt whose answer was lost."""
        lost = sa.exists().where(Attempt.payout_id == Payout.id, Attempt.outcome.is_(None), Attempt.says != "")
        return self._count(Payout.lease_until.is_not(None), lost) > 0

    def received(self) -> dict[UUID, int]:
        """What each creator has at Stripe."""
        return {payee.creator_id: self.processor.received_by(payee.account).get(CURRENCY, 0) for payee in self.payees}

    def transfers(self) -> int:
        """How many creators have been sent something, as Stripe says."""
        return sum(amount > 0 for amount in self.received().values())

    @contextmanager
    def nobody_can_write(self) -> Iterator[None]:
        """Whoever wants to keep what became of a payout waits meanwhile."""
        connection = db.engine.connect()
        try:
            connection.execute(sa.select(Payout.id).where(Payout.batch_id == self.batch_id).with_for_update())
            yield
        finally:
            connection.invalidate()  # the lock goes with it, also when the server is gone
            connection.close()

    def _count(self, *conditions: Any) -> int:
        rows = sa.select(sa.func.count()).select_from(Payout).where(Payout.batch_id == self.batch_id, *conditions)
        return int(self._ask(lambda: db.session.scalar(rows)) or 0)

    def _ids(self) -> sa.Select[tuple[UUID]]:
        return sa.select(Payout.id).where(Payout.batch_id == self.batch_id)

    def _ask(self, question: Callable[[], Any]) -> Any:
        """The answer of the database, also while it comes back."""
        end = time.monotonic() + 60
        while True:
            try:
                db.session.rollback()
                return question()
            except DBAPIError:
                db.session().invalidate()
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)


@contextmanager
def a_payroll(stack: Stack, count: int) -> Iterator[Payroll]:
    """So many creators have earned money and wait for a signature, in the database of the stack."""
    from marketplace.app import create_app

    with other_settings(**stack.environment), create_app().app_context():
        processor = Processor(stack.address("payments"))
        name = f"heron{new_id().hex[-6:]}"
        brand = a_brand_that_paid(stack, name, Money(count * 400_00, CURRENCY))
        processor.advance(8 * 86_400)  # until the money is available there
        payees = [a_payee(f"{name}{place}", processor) for place in range(count)]
        with unit_of_work(SYSTEM) as work:
            brand_id = work.session.get_one(Person, brand.person_id).actor.brand_id
        for place, payee in enumerate(payees):
            order = Booking(brand_id, payee.creator_id, Money(100_00 + 1_01 * place, CURRENCY), f"Order of {name}")
            order.hold()
            order.settle()
        maker, signer = (a_staff_member(unit_of_work, f"{who}{new_id().hex[-6:]}") for who in ("Ines", "Jun"))
        queued = [_queued(payee) for payee in payees]
        with unit_of_work(maker.actor) as work:
            batch_id = payouts.make_batch(work, [payout_id for payout_id, _ in queued]).id
        owed = {payee.creator_id: net for payee, (_, net) in zip(payees, queued, strict=True)}
        yield Payroll(stack, processor, signer.actor, payees, batch_id, owed)
        processor.clear_up()
        processor.keep_silent(False)
        db.session.remove()
        db.engine.dispose()


def _queued(payee: Payee) -> tuple[UUID, int]:
    """The payout of a creator, put together now or by the scheduler a moment ago."""
    with unit_of_work(SYSTEM) as work:
        payouts.queue_payout(work, payee.creator_id, CURRENCY)
        row = work.session.scalars(sa.select(Payout).where(Payout.creator_id == payee.creator_id)).one()
        return row.id, row.net_minor
