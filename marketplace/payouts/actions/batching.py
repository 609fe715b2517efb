"""Batches: made by one person, signed by another."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.errors import Conflict
from marketplace.base.ids import BatchId, CreatorId, PayoutId
from marketplace.ledger.actions import reverse
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts.actions.debts import lock_purse, net_creator_debt
from marketplace.payouts.countries import Rail
from marketplace.payouts.errors import HeldAlready, NothingToPayOut, SecondPersonNeeded
from marketplace.payouts.events import BatchMade, BatchSigned, PayoutDue, PayoutReturned
from marketplace.payouts.models import Batch, Payout, PayoutLine
from marketplace.payouts.previews import preview
from marketplace.payouts.queries import batch_seen_by, open_holds_on, payout_seen_by
from marketplace.work.unit import Work


def make_batch(work: Work, payout_ids: Sequence[UUID]) -> Batch:
    """A person puts payouts into a batch for another to sign; what cannot go is left out. Raises NothingToPayOut."""
    must_be_finance(work.actor)
    chosen = work.session.scalars(
        sa.select(Payout)
        .where(Payout.id.in_(payout_ids))
        .order_by(Payout.id)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    ).all()
    included = preview(work.session, chosen, work.now).included
    if not included:
        raise NothingToPayOut()
    batch = Batch(made_by_id=work.actor.person_id, made_at=work.now)
    work.session.add(batch)
    batch.begin(at=work.now)
    work.session.flush()
    for payout in included:
        payout.batch_id = batch.id
        _move(work, payout, "batch")
    work.announce(BatchMade(batch_id=BatchId(batch.id)))
    return batch


def sign_batch(work: Work, batch_id: UUID) -> Batch:
    """A second person lets a batch go: payouts through Stripe are sent, others wait for a bank file.

    Raises SecondPersonNeeded for the one who made it, NothingToPayOut when all of it is on hold by now.
    """
    must_be_finance(work.actor)
    batch = batch_seen_by(work.session, work.actor, batch_id, lock=True)
    if batch.made_by_id == work.actor.person_id:
        raise SecondPersonNeeded()
    batch.move("sign", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    batch.signed_by_id, batch.signed_at = work.actor.person_id, work.now
    leaving = _payouts_of(work, batch)
    if not leaving:
        raise NothingToPayOut()  # what was in it has been put on hold
    for payout in leaving:
        _move(work, payout, "sign")
        if payout.rail is Rail.STRIPE:
            work.announce(PayoutDue(payout_id=PayoutId(payout.id)))
    work.announce(BatchSigned(batch_id=BatchId(batch.id)))
    return batch


def cancel_batch(work: Work, batch_id: UUID) -> Batch:
    """A batch that was not signed is taken apart; its payouts wait for another."""
    must_be_finance(work.actor)
    batch = batch_seen_by(work.session, work.actor, batch_id, lock=True)
    batch.move("cancel", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    for payout in _payouts_of(work, batch):
        _move(work, payout, "unbatch")
        payout.batch_id = None
    return batch


def queue_again(work: Work, payout_id: UUID) -> Payout:
    """A blocked payout, looked at by a person, waits for a batch again."""
    must_be_finance(work.actor)
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if open_holds_on(work.session, [payout]):
        raise HeldAlready()
    _move(work, payout, "queue_again")
    payout.batch_id, payout.problem, payout.reminded_days = None, "", 0
    return payout


def give_up_payout(work: Work, payout_id: UUID, *, why: str = "") -> Payout:
    """A payout that cannot be sent is taken back: its earnings are available again.

    Raises Conflict while an attempt may still have moved the money: it has to be looked up first.
    """
    must_be_finance(work.actor)
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if any(attempt.outcome is None for attempt in payout.attempts):
        raise Conflict()
    _move(work, payout, "give_up", why)
    give_back(work, payout)
    return payout


def give_back(work: Work, payout: Payout) -> None:
    """Books a payout back into what is available and frees its earnings; what their creator owes is paid by them."""
    lock_purse(work, payout.creator_id, payout.currency)
    begun = journal_with_key(work.session, f"payout:{payout.id}:begun")
    if begun is None:
        raise LookupError(f"payout {payout.id} was never booked")
    reverse(work, begun.id, f"payout:{payout.id}:begun:back")
    work.session.execute(sa.update(PayoutLine).where(PayoutLine.payout_id == payout.id).values(live=False))
    net_creator_debt(work, payout.creator_id, payout.currency)
    work.announce(PayoutReturned(payout_id=PayoutId(payout.id), creator_id=CreatorId(payout.creator_id)))


def _payouts_of(work: Work, batch: Batch) -> Sequence[Payout]:
    return work.session.scalars(
        sa.select(Payout)
        .where(Payout.batch_id == batch.id)
        .order_by(Payout.id)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    ).all()


def _move(work: Work, payout: Payout, verb: str, why: str = "") -> None:
    payout.move(verb, by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=why)
