"""How fast money moves: postings, payouts through the queue and a real worker, and the way from signature to transfer.

Everything that counts runs as it does in production: PostgreSQL that waits for its disk, Valkey, a worker process of
its own, the payment stand-in over HTTP. Beside it, in the same run, the bare database and the bare call.
"""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: who is paid matters to nobody
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.clock import system_clock
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.gateways.current import other_settings, payments
from marketplace.ledger.benching import measure_postings
from marketplace.local.stack import stack_for_a_while
from marketplace.payouts import actions as payouts
from marketplace.payouts.models import Payout
from marketplace.payouts.states import PayoutState
from marketplace.wallets.errands.paying_in import check_top_up
from marketplace.work.instants import running_on
from marketplace.work.unit import plumbing, unit_of_work
from marketplace.world.letters import ONLY_WRITTEN, park_letters
from marketplace.world.on_paper import OnPaper
from marketplace.world.running import Stage, carrying_nothing
from marketplace.world.storm.booking import Booking
from marketplace.world.storm.people import Payee, People, a_payee, gather, pay_in
from marketplace.world.storm.processor import Processor

CURRENCY = "USD"
CREATORS = 10
PRICE = Money(100_00, CURRENCY)
NOT_NEEDED = ("web", "platforms", "mail", "slow-worker")
GIVES_UP_AFTER_SECONDS = 300.0


class TooSlow(RuntimeError):
    """Payouts did not come to their end."""


def measure_money(seconds: float, count: int, idle: int, *, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures on a stack of its own, which is gone afterwards: `count` payouts at once, `idle` ones by themselves."""
    from marketplace.app import create_app

    say("Starting PostgreSQL, Valkey, the payment stand-in, a worker and the scheduler …")
    with stack_for_a_while("bench", without=NOT_NEEDED) as stack, other_settings(**stack.environment):
        app = create_app()
        with app.app_context():
            say("Posting …")
            postings = measure_postings(seconds, app.app_context)
            say("Creators earn …")
            crowd = _gathered(Processor(stack.address("payments")), count + idle)
            say(f"Paying {count} at once …")
            per_second = count / crowd.pay(count)
            say(f"Paying {idle} one by one …")
            waits = sorted(crowd.pay(1) for _ in range(idle))
            say("Calling without anything around it …")
            bare = crowd.bare_calls_a_second(max(20, count // 2))
            db.session.remove()
            db.engine.dispose()
    return {
        "postings": postings,
        "payouts": {
            "per_second": round(per_second, 2),
            "bare_calls_per_second": round(bare, 2),
            "ratio": round(per_second / bare, 3),
            "count": count,
        },
        "idle": {
            "p95_seconds": round(waits[min(len(waits) - 1, int(len(waits) * 0.95))], 3),
            "median_seconds": round(waits[len(waits) // 2], 3),
            "count": idle,
        },
    }


@dataclass
class _Crowd:
    people: People
    payees: list[Payee]

    def pay(self, count: int) -> float:
        """Earns, batches and signs so many payouts; seconds from the first signature to the last transfer kept."""
        batches = [self._a_batch(range(begin, min(begin + CREATORS, count))) for begin in range(0, count, CREATORS)]
        began = time.monotonic()
        for batch_id in batches:
            with unit_of_work(self.people.signer) as work:
                payouts.sign_batch(work, batch_id)
        while _open_in(batches):
            if time.monotonic() - began > GIVES_UP_AFTER_SECONDS:
                raise TooSlow(f"{_open_in(batches)} of {count} payouts are not sent after {GIVES_UP_AFTER_SECONDS} s")
            time.sleep(0.01)
        return time.monotonic() - began

    def bare_calls_a_second(self, count: int) -> float:
        """The same call, one after the other, with nothing around it."""
        began = time.monotonic()
        for _ in range(count):
            payments().transfer(
                amount=Money(1, CURRENCY), account=self.payees[0].account, group=f"bench_{new_id()}", metadata={},
                key=f"bench_{new_id()}",
            )  # fmt: skip
        return count / (time.monotonic() - began)

    def _a_batch(self, places: range) -> UUID:
        with carrying_nothing():
            queued = []
            for place in places:
                payee = self.payees[place % CREATORS]
                order = Booking(self.people.brand_id, payee.creator_id, PRICE, "Bench")
                order.hold()
                order.settle()
                with unit_of_work(self.people.maker) as work:
                    payouts.queue_payout(work, payee.creator_id, CURRENCY)
                    rows = sa.select(Payout.id).where(
                        Payout.creator_id == payee.creator_id, Payout.state == PayoutState.QUEUED
                    )
                    queued.append(work.session.scalars(rows).one())
            with unit_of_work(self.people.maker) as work:
                return payouts.make_batch(work, queued).id


def _gathered(processor: Processor, count: int) -> _Crowd:
    """A brand with money for so many payouts, which Stripe has by now, and creators who can be paid."""
    now = system_clock()
    stage = Stage(OnPaper(letters=ONLY_WRITTEN), now, now, random.Random(1))  # noqa: S311 no secret
    with carrying_nothing():
        with running_on(lambda: stage.now):
            people = gather(stage)
        check_top_up(pay_in(people.owner, PRICE.times(2 * count), processor))
        processor.advance(timedelta(days=8).total_seconds())
        payees = [a_payee(f"b{place}-{new_id().hex[-8:]}", processor) for place in range(CREATORS)]
        with plumbing() as session:
            park_letters(session)
    return _Crowd(people, payees)


def _open_in(batches: list[UUID]) -> int:
    with plumbing() as session:
        rows = (
            sa.select(sa.func.count())
            .select_from(Payout)
            .where(Payout.batch_id.in_(batches), Payout.state != PayoutState.SENT)
        )
        return session.scalar(rows) or 0
