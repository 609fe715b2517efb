"""Reads: payouts and batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.accounts.models import Person
from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.payouts.models import Batch, Earning, Payout, PayoutLine, WebhookEvent
from marketplace.payouts.policy import may_see_creator_money
from marketplace.payouts.queries.ordering import Order, Sort
from marketplace.payouts.queries.wanted import Wanted
from marketplace.payouts.states import PayoutState
from marketplace.work.locking import locked


@dataclass(frozen=True)
class PayoutTotals:
    """What several payouts are made of, in one currency: price − fee − set off − tax = net."""

    currency: str
    price: Money
    fee: Money
    tax: Money
    net: Money

    @property
    def set_off(self) -> Money:
        """What had gone back to brands, or had paid debts, before it could be paid out."""
        return self.price - self.fee - self.tax - self.net


def payout_seen_by(session: Session, actor: Actor, payout_id: UUID, *, lock: bool = False) -> Payout:
    """A payout as its creator, finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Payout).where(Payout.id == payout_id), Payout, lock))
    if found is None or not may_see_creator_money(actor, found.creator_id):
        raise NotFound()
    return found


def payouts_of(session: Session, creator_id: UUID, *, limit: int = 100) -> Sequence[Payout]:
    """A creator's payouts, newest first."""
    return session.scalars(
        sa.select(Payout)
        .where(Payout.creator_id == creator_id)
        .order_by(Payout.queued_at.desc(), Payout.id.desc())
        .limit(limit)
    ).all()


def payout_with_transfer(session: Session, transfer_id: str) -> Payout | None:
    """The payout that a transfer at Stripe belongs to."""
    return session.scalar(sa.select(Payout).where(Payout.transfer_id == transfer_id))


def payouts_in(session: Session, state: PayoutState | None, page: int, *, size: int = 50) -> Page[Payout]:
    """Payouts in a state (in any, without one), longest waiting first; sent ones newest first."""
    return payouts_wanted(session, Wanted(state=state), page, now=system_clock(), size=size)


def payouts_wanted(session: Session, wanted: Wanted, page: int, *, now: datetime, size: int = 50) -> Page[Payout]:
    """The payouts somebody wants to see, in the order they ask for."""
    total = (
        session.scalar(sa.select(sa.func.count()).select_from(Payout).join(Payout.creator).where(wanted.condition(now)))
        or 0
    )
    rows = session.scalars(
        sa.select(Payout)
        .join(Payout.creator)
        .where(wanted.condition(now))
        .options(selectinload(Payout.lines))
        .order_by(*wanted.order.columns())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def all_payouts_wanted(session: Session, wanted: Wanted, *, now: datetime) -> Iterator[Payout]:
    """Every payout somebody wants to see, in the order they ask for, else oldest first; read piece by piece."""
    order = wanted.order_asked or Order(Sort.AGE)
    query = (
        sa.select(Payout)
        .join(Payout.creator)
        .where(wanted.condition(now))
        .options(selectinload(Payout.lines), selectinload(Payout.batch))
        .order_by(*order.columns())
        .execution_options(yield_per=500)
    )
    yield from session.scalars(query)


def ids_wanted(session: Session, wanted: Wanted, now: datetime, *, limit: int) -> tuple[list[UUID], int]:
    """The payouts somebody wants to see, as far as the limit goes, in the order they ask for; and how many they are."""
    fitting = sa.select(Payout.id).join(Payout.creator).where(wanted.condition(now))
    total = session.scalar(sa.select(sa.func.count()).select_from(fitting.subquery())) or 0
    return list(session.scalars(fitting.order_by(*wanted.order.columns()).limit(limit))), total


def currencies_paid(session: Session) -> list[str]:
    """The currencies in which anybody was ever paid."""
    return list(session.scalars(sa.select(Payout.currency).distinct().order_by(Payout.currency)))


def chosen_payouts(session: Session, payout_ids: Sequence[UUID]) -> Sequence[Payout]:
    """The payouts a person has chosen, longest waiting first."""
    return session.scalars(
        sa.select(Payout).where(Payout.id.in_(payout_ids)).order_by(Payout.queued_at, Payout.id)
    ).all()


def queued_ids(session: Session, *, limit: int = 500) -> list[UUID]:
    """The payouts that wait for a batch, longest first."""
    return list(
        session.scalars(
            sa.select(Payout.id)
            .where(Payout.state == PayoutState.QUEUED)
            .order_by(Payout.queued_at, Payout.id)
            .limit(limit)
        )
    )


def count_of_payouts(session: Session, wanted: Wanted, now: datetime) -> dict[PayoutState, int]:
    """How many of the payouts somebody wants to see are in each state."""
    query = sa.select(Payout.state, sa.func.count()).join(Payout.creator).where(wanted.in_any_state.condition(now))
    counted = dict(session.execute(query.group_by(Payout.state)).all())
    return {state: counted.get(state, 0) for state in PayoutState}


def totals_of_payouts(session: Session, wanted: Wanted, now: datetime) -> list[PayoutTotals]:
    """What the payouts somebody wants to see are made of, by currency."""
    earned = (
        sa.select(
            PayoutLine.payout_id,
            sa.func.sum(Earning.gross_minor).label("price"),
            sa.func.sum(Earning.fee_minor).label("fee"),
        )
        .join(Earning, Earning.id == PayoutLine.earning_id)
        .group_by(PayoutLine.payout_id)
        .subquery()
    )
    sums = [sa.func.sum(column) for column in (earned.c.price, earned.c.fee, Payout.tax_minor, Payout.net_minor)]
    rows = session.execute(
        sa.select(Payout.currency, *sums)
        .join(Payout.creator)
        .join(earned, earned.c.payout_id == Payout.id)
        .where(wanted.condition(now))
        .group_by(Payout.currency)
        .order_by(Payout.currency)
    )
    return [PayoutTotals(currency, *(Money(int(part), currency) for part in parts)) for currency, *parts in rows]


def batch_seen_by(session: Session, actor: Actor, batch_id: UUID, *, lock: bool = False) -> Batch:
    """A batch as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(Batch).where(Batch.id == batch_id), Batch, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def batches(session: Session, *, limit: int = 20) -> Sequence[Batch]:
    """Batches, newest first."""
    return session.scalars(
        sa.select(Batch)
        .options(selectinload(Batch.payouts))
        .order_by(Batch.made_at.desc(), Batch.id.desc())
        .limit(limit)
    ).all()


def events_about(session: Session, object_id: str | None) -> Sequence[WebhookEvent]:
    """What Stripe told us about one thing, oldest first."""
    if object_id is None:
        return []
    return session.scalars(
        sa.select(WebhookEvent).where(WebhookEvent.object_id == object_id).order_by(WebhookEvent.received_at)
    ).all()


def people_of(session: Session, batch: Batch) -> dict[UUID, Person]:
    """Who made and who signed a batch."""
    ids = [person_id for person_id in (batch.made_by_id, batch.signed_by_id) if person_id]
    return {person.id: person for person in session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
