"""Money of a wallet goes back by the payments it came by, exactly once.

The call itself is made by `errands.refunding`, outside of any transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketplace.accounts.policy import must_hold_the_purse
from marketplace.base.actor import Side
from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId, RefundId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book, lock_account
from marketplace.ledger.postings.brands import refund_begun, refund_failed, refund_returned, refund_sent
from marketplace.wallets.actions.netting import net_debt
from marketplace.wallets.errors import DebtFirst, NothingToRefundTo, RefundTooLarge
from marketplace.wallets.events import RefundDue, RefundReturned, RefundSent
from marketplace.wallets.models import Refund
from marketplace.wallets.queries import (
    owed_by,
    refund_seen_by,
    refundable_payments,
    refunds_asked_once,
    spendable_of,
)
from marketplace.wallets.states import REFUND_UNDER_WAY, RefundState
from marketplace.wallets.told import RefundTold
from marketplace.work.attempts import KEY_LIFE
from marketplace.work.unit import Work


class RefundedTwice(Exception):
    """Stripe knows two refunds for one of ours, or one of another amount. A person has to look at once."""


@dataclass(frozen=True)
class RefundPlan:
    """What is needed to send a refund: the lease says that nobody else is at it."""

    refund_id: UUID
    top_up_id: UUID
    lease: datetime
    payment: str | None
    amount: Money
    look_up: bool


def ask_for_refund(work: Work, *, amount: Money, once: UUID | None = None) -> list[Refund]:
    """A brand wants unspent money back: newest payment first, one refund for each payment that is needed.

    `once` names one showing of the form: sent twice it asks once. Raises DebtFirst, RefundTooLarge with what the
    wallet can spare, NothingToRefundTo with what its payments can still take.
    """
    must_hold_the_purse(work.actor)
    brand_id, currency = work.actor.brand_id, amount.currency
    if brand_id is None:
        raise NotFound()
    wallet = lock_account(work, chart.wallet(brand_id), currency)
    if once is not None and (asked := refunds_asked_once(work.session, brand_id, once)):
        return list(asked)
    if owed := owed_by(work.session, brand_id).get(currency):
        raise DebtFirst(owed=owed)
    free = spendable_of(work.session, brand_id, wallet.amount)
    if amount.minor <= 0 or free < amount:
        raise RefundTooLarge(most=free)
    rest, made = amount, []
    for found in refundable_payments(work.session, brand_id, currency):
        part = min(rest, found.left)
        if part:
            made.append(_begun(work, found.top_up.id, brand_id, part, once))
            rest -= part
    if rest:
        raise NothingToRefundTo(most=amount - rest)
    return made


def call_off_refund(work: Work, refund_id: UUID) -> Refund:
    """The brand wants to keep the money after all, before it has left. Raises NotOpen once it is on its way."""
    must_hold_the_purse(work.actor)
    refund = refund_seen_by(work.session, work.actor, refund_id, lock=True)
    refund.move("call_off", by=Side.BRAND, at=work.now, person_id=work.actor.person_id)
    _into_the_wallet(work, refund)
    return refund


def plan_refund(work: Work, refund_id: UUID) -> RefundPlan | None:
    """Takes the lease of a refund that is to be sent; None when there is nothing to send.

    Raises StillUnknown while somebody else has the lease.
    """
    refund = refund_seen_by(work.session, work.actor, refund_id, lock=True)
    if refund.state not in REFUND_UNDER_WAY:
        return None
    lease = refund.take_lease()
    return RefundPlan(
        refund_id=refund.id,
        top_up_id=refund.top_up_id,
        lease=lease,
        payment=refund.top_up.payment_id,
        amount=refund.amount,
        look_up=refund.tries > 0,
    )


def begin_refund_try(work: Work, plan: RefundPlan) -> str:
    """Keeps that a call is about to be made; gives its key: the last one while its outcome is unknown, else a new one.

    A new key is only ever taken after a look-up. Raises StillUnknown when the lease was lost meanwhile.
    """
    refund = refund_seen_by(work.session, work.actor, plan.refund_id, lock=True)
    refund.must_be_held(plan.lease, REFUND_UNDER_WAY)
    if refund.state is not RefundState.SENDING:
        refund.move("begin", by=Side.SYSTEM, at=work.now)
    is_old = refund.tried_at is not None and system_clock() - refund.tried_at >= KEY_LIFE
    if not refund.is_unknown or is_old:
        refund.tries, refund.tried_at = refund.tries + 1, system_clock()
    refund.is_unknown = True
    return refund.key


def record_refund(work: Work, refund_id: UUID, told: RefundTold) -> Refund:
    """Keeps what Stripe says of a refund, whoever found out first: sent, perhaps come back. Raises RefundedTwice."""
    refund = refund_seen_by(work.session, work.actor, refund_id, lock=True)
    if refund.refund_id not in (None, told.id):
        raise RefundedTwice(f"refund {refund.id}: {refund.refund_id} and {told.id}")
    if told.amount != refund.amount:
        raise RefundedTwice(f"refund {refund.id} is {refund.amount}, {told.id} is {told.amount}")
    if refund.state in REFUND_UNDER_WAY:
        refund.move("confirm", by=Side.SYSTEM, at=work.now)
        refund.refund_id, refund.sent_at = told.id, work.now
        refund.lease_until, refund.is_unknown, refund.problem = None, False, ""
        work.announce(RefundSent(refund_id=RefundId(refund.id), brand_id=BrandId(refund.brand_id)))
    if told.taken_by is not None:
        book(work, refund_sent(refund.id, refund.amount), key=f"refund:{refund.id}:sent:{told.taken_by}")
    if told.is_over and refund.state is RefundState.SENT:
        _come_back(work, refund, told)
    return refund


def record_refund_refusal(work: Work, plan: RefundPlan, *, says: str, for_funds: bool) -> Refund:
    """Keeps a definite no: the money has not moved. Too small a balance is waited for; else the wallet has it again."""
    refund = refund_seen_by(work.session, work.actor, plan.refund_id, lock=True)
    if refund.state is not RefundState.SENDING:
        return refund
    refund.lease_until, refund.is_unknown, refund.problem = None, False, says
    if for_funds:
        refund.move("wait_for_funds", by=Side.SYSTEM, at=work.now, why=says)
        return refund
    refund.move("refuse", by=Side.SYSTEM, at=work.now, why=says)
    _into_the_wallet(work, refund)
    return refund


def record_refund_unknown(work: Work, plan: RefundPlan, *, says: str, key_is_spent: bool = False) -> None:
    """Keeps that nobody knows yet. The key is used again, unless it can say no more."""
    refund = refund_seen_by(work.session, work.actor, plan.refund_id, lock=True)
    refund.problem = says
    if key_is_spent:
        refund.is_unknown = False
    refund.let_go(plan.lease)


def _begun(work: Work, top_up_id: UUID, brand_id: UUID, amount: Money, once: UUID | None) -> Refund:
    refund = Refund(
        brand_id=brand_id,
        top_up_id=top_up_id,
        person_id=work.actor.person_id,
        once=once,
        asked_at=work.now,
        currency=amount.currency,
        amount_minor=amount.minor,
    )
    work.session.add(refund)
    refund.begin(at=work.now)
    work.session.flush()
    book(work, refund_begun(brand_id, refund.id, amount), key=f"refund:{refund.id}:begun")
    work.announce(RefundDue(refund_id=RefundId(refund.id)))
    return refund


def _come_back(work: Work, refund: Refund, told: RefundTold) -> None:
    """The card's bank did not take it. When it never left our balance, there is nothing of it to come back to there."""
    if told.taken_by is not None:
        if told.brought_back_by is None:
            return  # the processor will tell when the money is back
        book(work, refund_failed(refund.id, refund.amount), key=f"refund:{refund.id}:failed:{told.brought_back_by}")
    refund.move("come_back", by=Side.SYSTEM, at=work.now, why=told.why)
    refund.problem = told.why
    _into_the_wallet(work, refund)


def _into_the_wallet(work: Work, refund: Refund) -> None:
    book(work, refund_returned(refund.brand_id, refund.id, refund.amount), key=f"refund:{refund.id}:returned")
    if refund.state is RefundState.RETURNED:
        work.announce(RefundReturned(refund_id=RefundId(refund.id), brand_id=BrandId(refund.brand_id)))
    net_debt(work, refund.brand_id, refund.currency)
