"""A load of work in a running Meadow, and the questions that tell whether all of it was done, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import sqlalchemy as sa

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.clock import system_clock
from marketplace.base.facts import fact_named
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.drafts.actions import publishing
from marketplace.gateways.current import other_settings
from marketplace.ledger.models import Journal
from marketplace.local.stack import Stack
from marketplace.notifications.models import Letter
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.payouts.models import Earning
from marketplace.subscriptions import SUBSCRIPTIONS
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, open_payment_page
from marketplace.wallets.states import TopUpState
from marketplace.work.deliveries import LEASE
from marketplace.work.instants import advance_demo_clock
from marketplace.work.moves import Move
from marketplace.work.outbox import Delivery, DeliveryState, FactRow
from marketplace.work.unit import unit_of_work
from tests.builders import orders as make
from tests.builders.accounts import a_verified_brand, owner_of


@dataclass
class Load:
    """Orders of one brand, worked on by actions in this process and by the jobs of the running programs."""

    stack: Stack
    brand: Actor
    brief_id: UUID
    name: str
    deals: list[make.Deal] = field(default_factory=list)

    def book(self, count: int) -> None:
        """More creators accept an order and hand in their draft: checks and letters wait to be done."""
        for _ in range(count):
            name = f"{self.name}{len(self.deals)}"
            deal = make.an_offer_under(unit_of_work, self.brand, self.brief_id, name)
            make.accept(deal)
            make.hand_in(deal, make.GOOD_BODY)
            self.deals.append(deal)

    def publish(self, deals: Sequence[make.Deal]) -> None:
        """Creators publish what was approved, and say where."""
        for deal in deals:
            answer = httpx.post(
                f"{self.stack.address('platforms')}/api/posts",
                json={"platform": "instagram", "handle": deal.handle, "body": make.GOOD_BODY, "hashtags": ["oatlatte"]},
                headers={"Authorization": f"Bearer {self.stack.environment['PLATFORMS_API_KEY']}"},
                trust_env=False,
            )
            answer.raise_for_status()
            with unit_of_work(deal.creator) as work:
                publishing.bind_post(work, deal.order_id, publishing.Address("instagram", None, answer.json()["url"]))

    def states(self) -> set[OrderState]:
        """In which states the orders are now."""
        db.session.rollback()
        ids = [deal.order_id for deal in self.deals]
        return set(db.session.scalars(sa.select(Order.state).where(Order.id.in_(ids))))


@contextmanager
def a_load(stack: Stack, slots: int) -> Iterator[Load]:
    """A brand with a funded brief for so many orders, in the database and the queue of the stack."""
    from marketplace.app import create_app

    with other_settings(**stack.environment):
        app = create_app()
        with app.app_context():
            name = f"kestrel{new_id().hex[-6:]}"
            brand = a_brand_that_paid(stack, name, Money(50_000 * slots, "USD"))
            brief = make.an_open_brief(unit_of_work, brand, slots=slots, budget_minor=40_000 * slots)
            yield Load(stack, brand, brief.id, name)
            db.session.remove()
            db.engine.dispose()


def a_brand_that_paid(stack: Stack, name: str, amount: Money) -> Actor:
    """A verified brand whose money really came through the processor's page."""
    brand = owner_of(a_verified_brand(unit_of_work, name)).actor
    with unit_of_work(brand) as work:
        top_up_id = wallets.open_top_up(work, amount=amount).id
    address = open_payment_page(top_up_id, PageWords("Wallet", f"{stack.site}wallet", "en"))
    httpx.post(address, data={"outcome": "card"}, trust_env=False)
    assert check_top_up(top_up_id) is TopUpState.PAID
    return brand


def advance(days: int) -> None:
    """Moves the demo's clock: whatever runs out within these days is due now."""
    with unit_of_work(SYSTEM) as work:
        advance_demo_clock(work.session, timedelta(days=days))


def is_calm(since: datetime) -> bool:
    """Whether nothing that was to be done at an instant still waits."""
    return _count(Delivery.state == DeliveryState.PENDING, Delivery.created_at <= since) == 0


def let_leases_of_the_dead_run_out(killed_at: datetime) -> None:
    """Two minutes pass for the jobs that were in hand when their worker was killed."""
    db.session.execute(
        sa.update(Delivery)
        .where(Delivery.state == DeliveryState.PENDING, Delivery.running_until < killed_at + LEASE)
        .values(running_until=system_clock())
    )
    db.session.commit()


def losses() -> list[str]:
    """Deliveries that were given up, and jobs that should have followed from a fact and have no delivery."""
    db.session.rollback()
    dead = db.session.scalars(sa.select(Delivery).where(Delivery.state.in_((DeliveryState.DEAD, DeliveryState.PARKED))))
    found = [f"{row.job} {row.key}: {row.last_error}" for row in dead]
    rows = sa.select(Delivery.job, Delivery.key).where(Delivery.state == DeliveryState.DONE)
    done = set(db.session.execute(rows).tuples())
    for fact in db.session.scalars(sa.select(FactRow)):
        following = [job.name for job in SUBSCRIPTIONS[fact_named(fact.name)]]
        found += [f"{job} after {fact.name} {fact.id}" for job in following if (job, f"fact:{fact.id}") not in done]
    return found


def double_effects(load: Load) -> list[str]:
    """What happened to the orders of a load more or less often than once."""
    found = []
    for deal in load.deals:
        order_id = deal.order_id
        counts = {
            "settled moves": _rows(Move, Move.subject_id == order_id, Move.to_state == OrderState.SETTLED),
            "checked drafts": _rows(Move, Move.subject_id == order_id, Move.verb == "pass_check"),
            "checked posts": _rows(Move, Move.subject_id == order_id, Move.verb == "pass_live_check"),
            "settlements in the ledger": _rows(Journal, Journal.key == f"order:{order_id}:settled"),
            "earnings": _rows(Earning, Earning.source_id == order_id),
        }
        found += [f"{count} {what} of order {order_id}" for what, count in counts.items() if count != 1]
    return found


def letters_gone_wrong(load: Load) -> list[str]:
    """Letters of a load that were written twice, never mailed, or never reached the mailbox."""
    found = []
    for deal in load.deals:
        person = db.session.scalars(sa.select(Person).where(Person.id == deal.creator.person_id)).one()
        letters = db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id)).all()
        found += [f"not mailed: {letter.subject} to {person.email}" for letter in letters if letter.mailed_at is None]
        written = [(letter.subject, letter.href) for letter in letters]
        found += [f"written twice: {one} to {person.email}" for one in set(written) if written.count(one) > 1]
        arrived = {message["subject"] for message in _mailbox(load.stack, person.email)}
        found += [f"lost: {letter.subject} to {person.email}" for letter in letters if letter.subject not in arrived]
        if not {"You have an offer", "Draft approved", "Your fee is credited"} <= {subject for subject, _ in written}:
            found.append(f"{person.email} was told only {sorted(subject for subject, _ in written)}")
    return found


def _mailbox(stack: Stack, email: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{stack.address('mail')}/api/messages", params={"to": email}, trust_env=False)
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def _count(*conditions: Any) -> int:
    db.session.rollback()
    return _rows(Delivery, *conditions)


def _rows(model: Any, *conditions: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0
