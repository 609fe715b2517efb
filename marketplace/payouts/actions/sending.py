"""Sending a payout exactly once: what is kept before and after every call.

The call itself is made by `errands.sending`, outside of any transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import Side
from marketplace.base.clock import system_clock
from marketplace.base.ids import CreatorId, PayoutId
from marketplace.base.money import Money
from marketplace.ledger.actions import book, reverse
from marketplace.ledger.postings.payouts import payout_sent
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts.actions.batching import give_back
from marketplace.payouts.countries import Rail
from marketplace.payouts.events import PayoutBlocked, PayoutSent
from marketplace.payouts.models import Attempt, Batch, Payout
from marketplace.payouts.queries import payout_account_of, payout_seen_by
from marketplace.payouts.states import UNDER_WAY, PayoutState
from marketplace.work.tries import Outcome, all_sent, end_try, keep_unknown, open_try
from marketplace.work.unit import Work

NO_ACCOUNT = "no payout account"


class PaidTwice(Exception):
    """Stripe knows two transfers for one payout. Must never happen; a person has to look at once."""


class PartlyReversed(Exception):
    """Only a part of a transfer was taken back; a person has to decide what becomes of the rest."""


@dataclass(frozen=True)
class Plan:
    """What is needed to send a payout: the lease says that nobody else is at it."""

    payout_id: UUID
    creator_id: UUID
    lease: datetime
    group: str
    net: Money
    account: str | None
    look_up: bool


@dataclass(frozen=True)
class Try:
    """One call that may be made now: same key, same destination."""

    attempt_id: UUID
    key: str
    account: str


def plan_sending(work: Work, payout_id: UUID) -> Plan | None:
    """Takes the lease of a payout that is to be sent; None when there is nothing to send.

    Raises StillUnknown while somebody else has the lease.
    """
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.state not in UNDER_WAY or payout.rail is not Rail.STRIPE:
        return None
    lease = payout.take_lease()
    account = payout_account_of(work.session, payout.creator_id)
    return Plan(
        payout_id=payout.id,
        creator_id=payout.creator_id,
        lease=lease,
        group=payout.group,
        net=payout.net,
        account=account.external_id if account else None,
        look_up=bool(payout.attempts),
    )


def begin_attempt(work: Work, plan: Plan, account: str) -> Try:
    """Keeps that a call is about to be made: with the key of an attempt whose outcome is unknown, else with a new one.

    A new key is only ever taken after a look-up. Raises StillUnknown when the lease was lost meanwhile.
    """
    payout = payout_seen_by(work.session, work.actor, plan.payout_id, lock=True)
    payout.must_be_held(plan.lease, UNDER_WAY)
    if payout.state is not PayoutState.SENDING:
        payout.move("begin", by=Side.SYSTEM, at=work.now)
    again = open_try(payout.attempts)
    if again is not None:
        return Try(again.id, again.key, again.account)
    number = len(payout.attempts) + 1
    attempt = Attempt(
        payout_id=payout.id,
        number=number,
        key=f"payout_{payout.id}_{number}",
        account=account,
        began_at=system_clock(),
    )
    work.session.add(attempt)
    work.session.flush()
    return Try(attempt.id, attempt.key, attempt.account)


def record_sent(work: Work, payout_id: UUID, *, transfer_id: str, account: str, amount: Money) -> Payout:
    """Keeps that a payout was sent, whoever found out first: the call, a look-up or a message. Raises PaidTwice."""
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.transfer_id is not None:
        if payout.transfer_id != transfer_id:
            raise PaidTwice(f"payout {payout.id}: {payout.transfer_id} and {transfer_id}")
        return payout
    if amount != payout.net:
        raise PaidTwice(f"payout {payout.id} is {payout.net}, transfer {transfer_id} is {amount}")
    payout.move("confirm", by=Side.SYSTEM, at=work.now)
    payout.transfer_id, payout.external_account = transfer_id, account
    payout.sent_at, payout.lease_until, payout.problem = work.now, None, ""
    all_sent(payout.attempts)
    book(work, payout_sent(payout.id, payout.net), key=f"payout:{payout.id}:sent")
    work.announce(
        PayoutSent(
            payout_id=PayoutId(payout.id),
            creator_id=CreatorId(payout.creator_id),
            net_minor=payout.net_minor,
            currency=payout.currency,
        )
    )
    finish_batch(work, payout)
    return payout


def record_refusal(work: Work, plan: Plan, outcome: Outcome, *, says: str, attempt_id: UUID | None = None) -> Payout:
    """Keeps a definite no: the money has not moved. Too small a balance is waited for; all else blocks the payout."""
    payout = payout_seen_by(work.session, work.actor, plan.payout_id, lock=True)
    end_try(payout.attempts, attempt_id, outcome, says)
    if payout.state not in UNDER_WAY:
        return payout
    payout.lease_until, payout.problem = None, says
    if outcome is Outcome.NO_FUNDS:
        payout.move("wait_for_funds", by=Side.SYSTEM, at=work.now, why=says)
        return payout
    payout.move("block", by=Side.SYSTEM, at=work.now, why=says)
    work.announce(PayoutBlocked(payout_id=PayoutId(payout.id), creator_id=CreatorId(payout.creator_id)))
    finish_batch(work, payout)
    return payout


def record_unknown(
    work: Work, plan: Plan, *, says: str, attempt_id: UUID | None = None, key_is_spent: bool = False
) -> None:
    """Keeps that nobody knows yet. The attempt stays open for its key to be used again, unless that can say no more."""
    payout = payout_seen_by(work.session, work.actor, plan.payout_id, lock=True)
    keep_unknown(payout.attempts, attempt_id, says, key_is_spent=key_is_spent)
    payout.let_go(plan.lease)


def record_returned(work: Work, payout_id: UUID, *, reversed_amount: Money) -> Payout:
    """The transfer of a payout was taken back: the earnings are available again. Raises PartlyReversed."""
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.state is PayoutState.RETURNED:
        return payout
    if reversed_amount != payout.net:
        raise PartlyReversed(f"payout {payout.id}: {reversed_amount} of {payout.net}")
    payout.move("return", by=Side.SYSTEM, at=work.now)
    sent = journal_with_key(work.session, f"payout:{payout.id}:sent")
    if sent is None:
        raise LookupError(f"payout {payout.id} was sent but never booked")
    reverse(work, sent.id, f"payout:{payout.id}:sent:back")
    give_back(work, payout)
    return payout


def finish_batch(work: Work, payout: Payout) -> None:
    """The last payout of a batch to come to rest ends the batch."""
    if payout.batch_id is None:
        return
    work.session.flush()
    batch = work.session.get(Batch, payout.batch_id, with_for_update=True, populate_existing=True)
    still = sa.select(sa.exists().where(Payout.batch_id == payout.batch_id, Payout.state.in_(UNDER_WAY)))
    if batch is not None and "finish" in batch.open_to(Side.SYSTEM) and not work.session.scalar(still):
        batch.move("finish", by=Side.SYSTEM, at=work.now)
